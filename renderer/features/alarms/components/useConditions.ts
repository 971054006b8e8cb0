import { useTranslation } from 'react-i18next';
import { NO_LOCATION } from '../model.ts';
import type { AlarmSearch } from '../search.ts';

/** The filter in words, for a list that is empty because of it. */
export function useConditions(search: AlarmSearch): string {
  const { t } = useTranslation(['alarms', 'terms', 'common']);
  const separator = t('common:list.separator');
  const { text, severity, acknowledged, activity, importance, location } = search;
  return [
    text === undefined ? '' : t('alarms:filter.quoted', { text }),
    severity === undefined ? '' : severity.map((one) => t(`terms:severity.${one}`)).join(separator),
    acknowledged === undefined ? '' : t(`alarms:filter.acknowledged.${acknowledged}`),
    activity === undefined ? '' : t(`alarms:filter.activity.${activity}`),
    importance === undefined ? '' : t('alarms:drawer.importance.value', { importance: t(`terms:importance.${importance}`) }),
    location === undefined ? '' : location === NO_LOCATION ? t('alarms:filter.noLocation') : location,
  ]
    .filter(Boolean)
    .join(separator);
}
