import { useTranslation } from 'react-i18next';

/** Words for a zone with nothing in it: of before the cut while the station is away, because now nobody knows. */
export function useNone(isAway: boolean): (text: string) => string {
  const { t } = useTranslation('common');
  return (text) => (isAway ? t('before', { text }) : text);
}
