import { useTranslation } from 'react-i18next';
import { isFiltered, type ListSearch } from './listModel.ts';

/** Says a filter in words, condition by condition. */
export function useConditionWords(): (search: ListSearch) => string {
  const { t } = useTranslation(['resources', 'terms']);
  return (search) =>
    [
      search.q ? t('resources:condition.text', { text: search.q }) : '',
      search.class ? t('resources:condition.class', { name: t(`terms:class.${search.class}`) }) : '',
      search.importance ? t('resources:condition.importance', { name: t(`terms:importance.${search.importance}`) }) : '',
      search.domain ? t('resources:condition.domain', { name: search.domain }) : '',
      search.tag ? t('resources:condition.tag', { name: search.tag }) : '',
      search.state ? t(`resources:state.${search.state}`) : '',
      search.retired ? t('resources:filter.retired') : '',
    ]
      .filter((part) => part !== '')
      .join(t('resources:separator'));
}

/** The filter in words, for the sentence that nothing matches it. */
export function useConditions(search: ListSearch): string {
  const { t } = useTranslation('resources');
  const words = useConditionWords();
  return isFiltered(search) ? t('condition', { conditions: words(search) }) : '';
}
