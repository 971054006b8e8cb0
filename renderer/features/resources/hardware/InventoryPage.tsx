import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InventoryPart } from '../../../../shared/contracts/hardware.ts';
import { PART_CLASSES, type PartClass } from '../../../../shared/domain/hardware/part.ts';
import { Age } from '../../../components/Age/Age.tsx';
import { Chip } from '../../../components/Chip/Chip.tsx';
import { type Column, DataTable } from '../../../components/DataTable/DataTable.tsx';
import { SearchInput, Select } from '../../../components/Input/Input.tsx';
import { Loaded } from '../../../components/Loaded/Loaded.tsx';
import { FilterBar, PageHead } from '../../../components/Page/Page.tsx';
import { SimulatedTag } from '../../../components/ResourceName/ResourceName.tsx';
import { FilteredState, StateBlock } from '../../../components/StateBlock/StateBlock.tsx';
import { useNow } from '../../../lib/clock.ts';
import { formatCount, formatWhen } from '../../../lib/format.ts';
import { useKeys } from '../../../lib/keys.ts';
import { useIsLost } from '../../../lib/liveClient.ts';
import { useCan } from '../../../lib/session.ts';
import { versionsOf } from '../panel/PartsPanel.tsx';
import { ExportInventory } from './ExportInventory.tsx';
import styles from './inventory.module.css';
import { type InventorySearch, questionOf } from './inventoryModel.ts';
import { inventoryQuery, useRested } from './queries.ts';

const route = getRouteApi('/shell/resources/hardware');
const PARTS_EVERY_MS = 3_600_000;
/** Classes that somebody looks for; ports and sockets have rows only where they have serial numbers. */
const OFFERED: readonly PartClass[] = PART_CLASSES.filter((one) => one !== 'sensor' && one !== 'unknown');

/** 硬件清单: the parts of all resources with their serial numbers, searched and exported (R-8.2.9-d1-2). */
export function InventoryPage() {
  const { t } = useTranslation(['panel', 'resources', 'common']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const mayRead = useCan('resource.read');
  const question = useRested(questionOf(search));
  const query = useInfiniteQuery({ ...inventoryQuery(question), enabled: mayRead });
  const searchBox = useRef<HTMLInputElement>(null);
  const change = (next: Partial<InventorySearch>) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  const first = query.data?.pages[0];
  const total = first?.total ?? 0;
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  useKeys([
    {
      ...{ id: 'inventory.search', keys: 'Slash', title: t('panel:key.search'), group: t('panel:inventory.title') },
      run: () => searchBox.current?.focus(),
    },
    {
      ...{ id: 'inventory.back', keys: 'Escape', title: t('resources:back'), group: t('panel:inventory.title') },
      run: () => void navigate({ to: '/resources' }),
    },
  ]);
  return (
    <>
      <PageHead
        title={t('panel:inventory.title')}
        crumbs={[
          <Link key="list" to="/resources">
            {t('resources:title')}
          </Link>,
        ]}
        meta={first && t('panel:inventory.meta', { total: formatCount(total), resources: formatCount(first.resources ?? 0) })}
        actions={<ExportInventory question={question} total={total} />}
      />
      <FilterBar
        label={t('panel:inventory.search')}
        shown={first && t('panel:inventory.shown', { shown: formatCount(items.length), total: formatCount(total) })}
      >
        <SearchInput
          ref={searchBox}
          label={t('panel:inventory.search')}
          placeholder={t('panel:inventory.placeholder')}
          value={search.q ?? ''}
          onChange={(q) => change({ q: q || undefined })}
          kbd="/"
          width={360}
        />
        <Select<PartClass | ''>
          label={t('panel:inventory.class')}
          value={search.class ?? ''}
          onChange={(value) => change({ class: value || undefined })}
          options={[
            { value: '', label: t('panel:inventory.all') },
            ...OFFERED.map((value) => ({ value, label: t(`panel:class.${value}`) })),
          ]}
        />
        <Chip isOn={search.serial ?? false} onToggle={() => change({ serial: search.serial ? undefined : true })}>
          {t('panel:inventory.serial')}
        </Chip>
      </FilterBar>
      <div className={styles.body}>
        <Loaded permission="resource.read" what={t('panel:inventory.what')} query={query}>
          {() => (
            <InventoryTable
              items={items}
              onEnd={() => void (query.hasNextPage && !query.isFetching && query.fetchNextPage())}
              empty={<Nothing search={search} onClear={() => void navigate({ search: {}, replace: true })} />}
            />
          )}
        </Loaded>
      </div>
    </>
  );
}

function Nothing({ search, onClear }: { readonly search: InventorySearch; readonly onClear: () => void }) {
  const { t } = useTranslation('panel');
  if (search.q === undefined && search.class === undefined && search.serial === undefined)
    return (
      <StateBlock icon="box" title={t('inventory.empty.title')}>
        <p>{t('inventory.empty.text')}</p>
      </StateBlock>
    );
  const conditions = [
    search.q ?? '',
    search.class === undefined ? '' : t(`class.${search.class}`),
    search.serial ? t('inventory.serial') : '',
  ];
  return (
    <FilteredState
      title={t('inventory.filtered')}
      conditions={conditions.filter((one) => one !== '').join(' · ')}
      unfiltered={t('inventory.empty.text')}
      onClear={onClear}
    />
  );
}

interface InventoryTableProps {
  readonly items: readonly InventoryPart[];
  readonly onEnd: () => void;
  readonly empty: React.ReactNode;
}

const idOf = ({ resourceId, part }: InventoryPart): string => `${resourceId} ${part.component}`;

function InventoryTable({ items, onEnd, empty }: InventoryTableProps) {
  const { t } = useTranslation(['panel', 'resources']);
  const navigate = route.useNavigate();
  const now = useNow();
  const isLost = useIsLost();
  const [selected, select] = useState<string | null>(null);
  const columns: readonly Column<InventoryPart>[] = [
    {
      ...{ id: 'resource', title: t('panel:column.resource'), width: 'minmax(160px, 260px)' },
      render: ({ resourceId, resourceName, isSimulated }) => (
        <>
          <Link to="/resources/$id/panel" params={{ id: resourceId }}>
            {resourceName}
          </Link>{' '}
          {isSimulated && <SimulatedTag />}
        </>
      ),
    },
    {
      ...{ id: 'place', title: t('panel:column.place'), width: 'minmax(100px, 200px)', tone: 'meta' },
      render: ({ location, address }) => location || address,
    },
    {
      ...{ id: 'class', title: t('panel:column.class'), width: '96px', tone: 'meta' },
      render: ({ part }) => t(`panel:class.${part.class}`),
    },
    { ...{ id: 'part', title: t('panel:column.part'), width: 'minmax(160px, 320px)' }, render: ({ part }) => part.component },
    { ...{ id: 'model', title: t('panel:column.model'), width: 'minmax(120px, 200px)' }, render: ({ part }) => part.model },
    { ...{ id: 'serial', title: t('panel:column.serial'), width: 'minmax(140px, 220px)' }, render: ({ part }) => part.serial },
    {
      ...{ id: 'manufacturer', title: t('panel:column.manufacturer'), width: 'minmax(100px, 180px)', tone: 'meta' },
      render: ({ part }) => part.manufacturer,
    },
    {
      ...{ id: 'versions', title: t('panel:column.versions'), width: 'minmax(120px, 260px)', tone: 'meta' },
      render: ({ part }) => versionsOf(part),
    },
    {
      ...{ id: 'first', title: t('panel:column.first'), width: '104px', align: 'end', tone: 'meta' },
      render: ({ firstAt }) => formatWhen(firstAt, now),
    },
    {
      ...{ id: 'at', title: t('panel:column.at'), width: '88px', align: 'end' },
      render: ({ at }) => <Age at={at} intervalMs={PARTS_EVERY_MS} />,
    },
  ];
  return (
    <DataTable
      label={t('panel:inventory.title')}
      columns={columns}
      items={items.map((row) => ({ kind: 'row', id: idOf(row), row }))}
      selectedId={selected}
      look={() => ({ stale: isLost })}
      onSelect={select}
      onOpen={(id) => void navigate({ to: '/resources/$id/panel', params: { id: id.split(' ')[0] ?? '' } })}
      onEnd={onEnd}
      {...(items.length === 0 ? { empty } : {})}
    />
  );
}
