import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Device } from '../../../../shared/contracts/devices.ts';
import { type Column, DataTable } from '../../../components/DataTable/DataTable.tsx';
import { FilteredState, StateBlock } from '../../../components/StateBlock/StateBlock.tsx';
import { useNow } from '../../../lib/clock.ts';
import { formatCount, formatWhen } from '../../../lib/format.ts';
import { useIsLost } from '../../../lib/liveClient.ts';
import { When } from '../people/PeopleTable.tsx';
import { conditionOf, type DeviceSearch } from './deviceModel.ts';

export interface DeviceTableProps {
  readonly rows: readonly Device[];
  readonly search: DeviceSearch;
  readonly total: number;
  readonly onChange: (next: Partial<DeviceSearch>) => void;
}

export function DeviceTable({ rows, search, total, onChange }: DeviceTableProps) {
  const { t } = useTranslation('users');
  const columns = useColumns();
  const isLost = useIsLost();
  const items = useMemo(() => rows.map((row) => ({ kind: 'row' as const, id: row.id, row })), [rows]);
  return (
    <DataTable
      label={t('section.devices')}
      columns={columns}
      items={items}
      selectedId={search.device ?? null}
      onSelect={(device) => onChange({ device })}
      look={({ revokedAt }) => ({ quiet: revokedAt !== null, stale: isLost })}
      empty={
        search.q ? (
          <FilteredState
            title={t('devices.filtered.title')}
            conditions={t('people.condition', { conditions: t('people.condition.text', { text: search.q }) })}
            unfiltered={t('devices.filtered.total', { total: formatCount(total) })}
            onClear={() => onChange({ q: undefined })}
          />
        ) : (
          <StateBlock icon="screen" title={t('devices.empty.title')}>
            <p>{t('devices.empty.text')}</p>
            {total > 0 && <p>{t('devices.empty.over', { count: total })}</p>}
          </StateBlock>
        )
      }
    />
  );
}

/** What a device is like, in words. */
export function DeviceState({ device }: { readonly device: Device }) {
  const { t } = useTranslation('users');
  const now = useNow();
  const condition = conditionOf(device, now);
  const text = t(`device.is.${condition.kind}`, { at: 'at' in condition ? formatWhen(condition.at, now) : '' });
  return condition.kind === 'connected' ? <span className="meta">{text}</span> : <span>{text}</span>;
}

function useColumns(): readonly Column<Device>[] {
  const { t } = useTranslation('users');
  return useMemo(
    () => [
      { id: 'name', title: t('devices.column.name'), width: 'minmax(160px, 320px)', render: ({ name }) => name },
      { id: 'kind', title: t('devices.column.kind'), width: '96px', tone: 'meta', render: ({ kind }) => t(`devices.kind.${kind}`) },
      {
        id: 'state',
        title: t('devices.column.state'),
        width: 'minmax(200px, 360px)',
        render: (device) => <DeviceState device={device} />,
      },
      {
        id: 'seen',
        title: t('devices.column.seen'),
        width: '128px',
        align: 'end',
        tone: 'meta',
        render: ({ lastSeenAt }) => (lastSeenAt === null ? t('device.never') : <When at={lastSeenAt} />),
      },
      {
        id: 'enrolled',
        title: t('devices.column.enrolled'),
        width: '128px',
        align: 'end',
        tone: 'meta',
        render: ({ enrolledAt }) => enrolledAt !== null && <When at={enrolledAt} />,
      },
      {
        id: 'created',
        title: t('devices.column.created'),
        width: '128px',
        align: 'end',
        tone: 'meta',
        render: ({ createdAt }) => <When at={createdAt} />,
      },
    ],
    [t],
  );
}
