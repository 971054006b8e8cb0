import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import { type Column, DataTable } from '../../../components/DataTable/DataTable.tsx';
import type { TableItem } from '../../../components/DataTable/model.ts';
import { ResourceName } from '../../../components/ResourceName/ResourceName.tsx';
import { SeverityMark } from '../../../components/SeverityMark/SeverityMark.tsx';
import { formatCount, formatDateTime } from '../../../lib/format.ts';
import { useIsLost } from '../../../lib/liveClient.ts';
import { markStateOf } from '../model.ts';
import { alarmTitle } from '../text.ts';

export interface HistoryTableProps {
  readonly alarms: readonly Alarm[];
  readonly onEnd: () => void;
  readonly onOpen: (id: string) => void;
  readonly empty: ReactNode;
}

/** Alarms of the past, newest first. What is over and seen has no colour. */
export function HistoryTable({ alarms, onEnd, onOpen, empty }: HistoryTableProps) {
  const { t } = useTranslation('alarms');
  const isLost = useIsLost();
  const [selectedId, setSelected] = useState<string | null>(null);
  const items = useMemo((): readonly TableItem<Alarm>[] => alarms.map((row) => ({ kind: 'row', id: row.id, row })), [alarms]);
  const columns = useMemo(
    (): readonly Column<Alarm>[] => [
      {
        id: 'severity',
        title: t('column.severity'),
        isTitleHidden: true,
        width: '44px',
        render: (alarm) => <SeverityMark level={alarm.severity} state={markStateOf(alarm)} />,
      },
      { id: 'first', title: t('column.first'), width: '160px', tone: 'meta', render: (alarm) => formatDateTime(alarm.firstAt) },
      {
        id: 'cleared',
        title: t('column.cleared'),
        width: '160px',
        tone: 'meta',
        render: (alarm) => (alarm.cleared === null ? t('history.state.active') : formatDateTime(alarm.cleared.at)),
      },
      {
        id: 'object',
        title: t('column.object'),
        width: 'minmax(140px, 240px)',
        render: (alarm) => <ResourceName name={alarm.resourceName} isSimulated={alarm.isSimulated} />,
      },
      { id: 'alarm', title: t('column.alarm'), width: 'minmax(220px, 640px)', render: (alarm) => alarmTitle(alarm) },
      { id: 'location', title: t('column.location'), width: 'minmax(80px, 200px)', tone: 'meta', render: (alarm) => alarm.location },
      { id: 'domain', title: t('column.domain'), width: 'minmax(80px, 200px)', tone: 'meta', render: (alarm) => alarm.domain },
      { id: 'count', title: t('column.count'), width: '56px', align: 'end', render: (alarm) => formatCount(alarm.count) },
      {
        id: 'acknowledged',
        title: t('column.acknowledged'),
        width: '84px',
        tone: 'meta',
        render: (alarm) => alarm.acknowledged?.byName ?? '',
      },
    ],
    [t],
  );
  return (
    <DataTable
      label={t('history.what')}
      columns={columns}
      items={items}
      selectedId={selectedId}
      onSelect={setSelected}
      onOpen={onOpen}
      onEnd={onEnd}
      look={() => ({ stale: isLost })}
      empty={empty}
    />
  );
}
