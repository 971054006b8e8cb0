import { useTranslation } from 'react-i18next';
import type { ListSearch } from './listModel.ts';

/** The filter in words, for the sentence that nothing matches it. */
export function useConditions(search: ListSearch): string {
  const { t } = useTranslation(['resources', 'terms']);
  const parts = [
    search.q ? t('resources:condition.text', { text: search.q }) : '',
    search.class ? t('resources:condition.class', { name: t(`terms:class.${search.class}`) }) : '',
    search.importance ? t('resources:condition.importance', { name: t(`terms:importance.${search.importance}`) }) : '',
    search.state ? t(`resources:state.${search.state}`) : '',
  ].filter((part) => part !== '');
  return t('resources:condition', { conditions: parts.join(t('resources:separator')) });
}
