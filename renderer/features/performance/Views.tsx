import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Segmented } from '../../components/Segmented/Segmented.tsx';

/** Between the curves and the ranking. */
export function Views({ here }: { readonly here: 'curves' | 'top' }) {
  const { t } = useTranslation('performance');
  const navigate = useNavigate();
  return (
    <Segmented
      label={t('views.label')}
      value={here}
      onChange={(view) => void navigate({ to: view === 'curves' ? '/performance' : '/performance/top' })}
      segments={[
        { value: 'curves', label: t('view.curves') },
        { value: 'top', label: t('view.top') },
      ]}
    />
  );
}
