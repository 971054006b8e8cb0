import { Link } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Resource } from '../../../shared/contracts/resources.ts';
import type { NetworkOverview } from '../../../shared/contracts/topology.ts';
import { soughtOf } from '../../../shared/domain/topology/locate.ts';
import { type Column, DataTable } from '../../components/DataTable/DataTable.tsx';
import { SearchInput } from '../../components/Input/Input.tsx';
import { FilterBar } from '../../components/Page/Page.tsx';
import { ResourceName } from '../../components/ResourceName/ResourceName.tsx';
import { SeverityMark } from '../../components/SeverityMark/SeverityMark.tsx';
import { FilteredState, StateBlock } from '../../components/StateBlock/StateBlock.tsx';
import { formatCount } from '../../lib/format.ts';
import { useKeys } from '../../lib/keys.ts';
import { useResources } from '../resources/index.ts';
import { AddressPanel } from './AddressPanel.tsx';
import styles from './topology.module.css';

interface Props {
  readonly network: NetworkOverview;
  readonly q: string;
  onSearch(q: string): void;
  onOpen(id: string): void;
}

interface Row {
  readonly resource: Resource;
  readonly links: number;
}

/** Devices with links, those with most first: where to begin to look. */
export function DeviceList({ network, q, onSearch, onOpen }: Props) {
  const { t } = useTranslation(['topology', 'common']);
  const box = useRef<HTMLInputElement>(null);
  const [selected, select] = useState<string | null>(null);
  const { data } = useResources(false);
  const rows = useMemo(() => {
    const byId = new Map(data?.items.map((one) => [one.id, one]));
    return network.devices.flatMap(({ resourceId, links }): readonly Row[] => {
      const resource = byId.get(resourceId);
      return resource ? [{ resource, links }] : [];
    });
  }, [data, network]);
  const wanted = q.trim().toLowerCase();
  const isAddress = soughtOf(q) !== null;
  const shown = rows.filter(({ resource }) => [resource.name, resource.address].some((text) => text.toLowerCase().includes(wanted)));
  const columns = useMemo(
    (): readonly Column<Row>[] => [
      {
        id: 'worst',
        title: t('topology:list.worst'),
        width: '56px',
        render: ({ resource }) => resource.worst && <SeverityMark level={resource.worst} />,
      },
      {
        id: 'device',
        title: t('topology:list.device'),
        width: 'minmax(160px, 320px)',
        render: ({ resource }) => <ResourceName name={resource.name} isSimulated={resource.isSimulated} />,
      },
      {
        id: 'address',
        title: t('topology:list.address'),
        width: 'minmax(140px, 240px)',
        tone: 'meta',
        render: ({ resource }) => resource.address,
      },
      { id: 'links', title: t('topology:list.links'), width: '80px', align: 'end', render: ({ links }) => formatCount(links) },
      {
        id: 'open',
        title: t('topology:list.open'),
        width: '96px',
        render: ({ resource }) => (
          <Link to="/topology" search={{ device: resource.id }} aria-label={t('topology:look.label', { name: resource.name })}>
            {t('topology:look')}
          </Link>
        ),
      },
    ],
    [t],
  );
  const group = t('topology:title');
  useKeys([{ id: 'topology.search', keys: 'Slash', title: t('topology:key.search'), group, run: () => box.current?.focus() }]);
  if (network.links === 0) {
    return (
      <StateBlock icon="switch" title={t('topology:empty.title')}>
        <p>{t('topology:empty.text')}</p>
      </StateBlock>
    );
  }
  return (
    <>
      <FilterBar
        label={t('topology:bar')}
        shown={t('topology:shown', { shown: formatCount(shown.length), total: formatCount(rows.length) })}
      >
        <SearchInput
          ref={box}
          label={t('topology:search')}
          placeholder={t('topology:search.placeholder')}
          value={q}
          onChange={onSearch}
          kbd="/"
        />
        <span className="meta">
          {t('topology:network', { links: formatCount(network.links), unmanaged: formatCount(network.unmanaged) })}
        </span>
      </FilterBar>
      {isAddress && (
        <div className={styles.found}>
          <AddressPanel text={q.trim()} />
        </div>
      )}
      <div className={styles.list}>
        <DataTable
          label={t('topology:devices')}
          columns={columns}
          items={shown.map((row) => ({ kind: 'row', id: row.resource.id, row }))}
          selectedId={selected}
          onSelect={select}
          onOpen={onOpen}
          empty={
            <FilteredState
              title={t('topology:none.title')}
              conditions={t('topology:none.conditions', { q })}
              unfiltered={t('topology:none.total', { total: formatCount(rows.length) })}
              onClear={() => onSearch('')}
            />
          }
        />
      </div>
    </>
  );
}
