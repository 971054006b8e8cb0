import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { INTERFACE_STATES, USE_DAYS } from '../../../shared/contracts/network.ts';
import { STAY_STATES } from '../../../shared/domain/network/stay.ts';
import { Button } from '../../components/Button/Button.tsx';
import { Chip } from '../../components/Chip/Chip.tsx';
import { SearchInput, Select } from '../../components/Input/Input.tsx';
import { FilterBar } from '../../components/Page/Page.tsx';
import { useResources } from '../resources/index.ts';
import { isFiltered, type NetworkSearch, NO_FILTER, type Tab } from './model.ts';
import { stateText } from './words.ts';

interface Props {
  readonly tab: Tab;
  readonly search: NetworkSearch;
  readonly shown: string | undefined;
  readonly box: Ref<HTMLInputElement>;
  onChange(next: Partial<NetworkSearch>): void;
}

const CHIPS: Readonly<Partial<Record<Tab, readonly NonNullable<NetworkSearch['only']>[]>>> = {
  subnets: ['overlapping'],
  addresses: ['own', 'duplicate'],
};

/** One search over all kinds, and the conditions of the kind that is shown. */
export function Filters({ tab, search, shown, box, onChange }: Props) {
  const { t } = useTranslation(['network', 'common']);
  const { data: resources } = useResources(false);
  const all = { value: '' as const, label: t('common:action.all') };
  const named = resources?.items.find(({ id }) => id === search.resource)?.name;
  return (
    <FilterBar label={t('network:filters')} shown={shown}>
      <SearchInput
        ref={box}
        label={t('network:search')}
        placeholder={t('network:search.placeholder')}
        value={search.q ?? ''}
        onChange={(q) => onChange({ q: q === '' ? undefined : q, row: undefined })}
        kbd="/"
        width={340}
      />
      {tab === 'interfaces' && (
        <Select
          label={t('network:filter.state')}
          value={search.state ?? ''}
          onChange={(state) => onChange({ state: state === '' ? undefined : state })}
          options={[all, ...INTERFACE_STATES.map((value) => ({ value, label: stateText(value) }))]}
        />
      )}
      {(tab === 'arp' || tab === 'macs') && (
        <Select
          label={t('network:filter.stay')}
          value={search.stay ?? ''}
          onChange={(stay) => onChange({ stay: stay === '' ? undefined : stay })}
          options={[all, ...STAY_STATES.map((value) => ({ value, label: t(`network:stay.${value}`) }))]}
        />
      )}
      {(tab === 'subnets' || tab === 'addresses') && (
        <Select
          label={t('network:filter.days')}
          value={String(search.days ?? 7)}
          onChange={(days) => onChange({ days: USE_DAYS.find((one) => String(one) === days) })}
          options={USE_DAYS.map((days) => ({ value: String(days), label: t('network:filter.days.n', { days }) }))}
        />
      )}
      {CHIPS[tab]?.map((only) => (
        <Chip key={only} isOn={search.only === only} onToggle={() => onChange({ only: search.only === only ? undefined : only })}>
          {t(`network:only.${only}`)}
        </Chip>
      ))}
      {search.resource !== undefined && (
        <Chip isOn onToggle={() => onChange({ resource: undefined })}>
          {t('network:filter.resource', { name: named ?? '' })}
        </Chip>
      )}
      {search.subnet !== undefined && tab === 'addresses' && (
        <Chip isOn onToggle={() => onChange({ subnet: undefined })}>
          {t('network:filter.subnet', { subnet: search.subnet })}
        </Chip>
      )}
      {isFiltered(search) && (
        <Button look="quiet" kbd="0" onClick={() => onChange(NO_FILTER)}>
          {t('common:action.clearFilter')}
        </Button>
      )}
    </FilterBar>
  );
}
