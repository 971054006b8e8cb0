import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { SEVERITIES } from '../../../../shared/domain/alarm/severity.ts';
import { IMPORTANCES } from '../../../../shared/domain/inventory/resource.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { Chip } from '../../../components/Chip/Chip.tsx';
import { Select } from '../../../components/Input/Input.tsx';
import { FilterBar } from '../../../components/Page/Page.tsx';
import { SeverityMark } from '../../../components/SeverityMark/SeverityMark.tsx';
import { isFiltered, NO_LOCATION, toggleSeverity } from '../model.ts';
import type { AlarmSearch } from '../search.ts';
import { SearchText } from './SearchText.tsx';

const ALL = 'all';

export interface AlarmFiltersProps {
  readonly search: AlarmSearch;
  readonly locations: readonly string[];
  readonly onChange: (change: Partial<AlarmSearch>) => void;
  readonly onClear: () => void;
  readonly searchRef: Ref<HTMLInputElement>;
}

/** Conditions of the list; every one of them is in the address. */
export function AlarmFilters({ search, locations, onChange, onClear, searchRef }: AlarmFiltersProps) {
  const { t } = useTranslation(['alarms', 'terms', 'common']);
  const shown = search.severity ?? SEVERITIES;
  const all = { value: ALL, label: t('alarms:filter.all') } as const;
  return (
    <FilterBar label={t('alarms:filter.label')}>
      <SearchText ref={searchRef} text={search.text ?? ''} onChange={(text) => onChange({ text: text || undefined })} />
      {SEVERITIES.map((severity, index) => (
        <Chip
          key={severity}
          isOn={shown.includes(severity)}
          kbd={String(index + 1)}
          onToggle={() => onChange({ severity: toggleSeverity(search, severity) })}
        >
          <SeverityMark level={severity} size={16} decorative />
          {t(`terms:severity.${severity}`)}
        </Chip>
      ))}
      <Select
        label={t('alarms:filter.state')}
        value={search.acknowledged ?? ALL}
        options={[all, ...(['no', 'yes'] as const).map((value) => ({ value, label: t(`alarms:filter.acknowledged.${value}`) }))]}
        onChange={(value) => onChange({ acknowledged: value === ALL ? undefined : value })}
      />
      <Select
        label={t('alarms:filter.suppressed')}
        value={search.suppressed ?? ALL}
        options={[all, ...(['no', 'yes'] as const).map((value) => ({ value, label: t(`alarms:filter.suppressed.${value}`) }))]}
        onChange={(value) => onChange({ suppressed: value === ALL ? undefined : value })}
      />
      <Select
        label={t('alarms:filter.activity')}
        value={search.activity ?? ALL}
        options={[all, ...(['active', 'cleared'] as const).map((value) => ({ value, label: t(`alarms:filter.activity.${value}`) }))]}
        onChange={(value) => onChange({ activity: value === ALL ? undefined : value })}
      />
      <Select
        label={t('alarms:filter.importance')}
        value={search.importance ?? ALL}
        options={[all, ...IMPORTANCES.map((value) => ({ value, label: t(`terms:importance.${value}`) }))]}
        onChange={(value) => onChange({ importance: value === ALL ? undefined : value })}
      />
      <Select
        label={t('alarms:filter.location')}
        value={search.location ?? ALL}
        options={[
          all,
          ...withCurrent(locations, search.location).map((value) => ({
            value,
            label: value === NO_LOCATION ? t('alarms:filter.noLocation') : value,
          })),
        ]}
        onChange={(value) => onChange({ location: value === ALL ? undefined : value })}
      />
      {isFiltered(search) && (
        <Button look="quiet" kbd="0" onClick={onClear}>
          {t('common:action.clearFilter')}
        </Button>
      )}
    </FilterBar>
  );
}

/** A location in the address stays choosable although no alarm has it now. */
function withCurrent(locations: readonly string[], current: string | undefined): readonly string[] {
  return current === undefined || locations.includes(current) ? locations : [...locations, current];
}
