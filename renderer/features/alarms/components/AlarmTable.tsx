import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import { isWaiting } from '../../../../shared/domain/alarm/counts.ts';
import { SEVERITIES } from '../../../../shared/domain/alarm/severity.ts';
import { freshness } from '../../../../shared/domain/time/age.ts';
import { Age } from '../../../components/Age/Age.tsx';
import { type Column, DataTable, type DataTableProps } from '../../../components/DataTable/DataTable.tsx';
import type { TableItem } from '../../../components/DataTable/model.ts';
import { ResourceName } from '../../../components/ResourceName/ResourceName.tsx';
import { SeverityMark } from '../../../components/SeverityMark/SeverityMark.tsx';
import { Tag } from '../../../components/Tag/Tag.tsx';
import { useNow } from '../../../lib/clock.ts';
import { formatAge, formatCount, formatWhen } from '../../../lib/format.ts';
import { useIsLost } from '../../../lib/liveClient.ts';
import { markStateOf } from '../model.ts';
import { alarmTitle, causeText } from '../text.ts';
import styles from './AlarmTable.module.css';

export interface AlarmTableProps extends Pick<DataTableProps<Alarm>, 'selectedId' | 'onSelect' | 'onOpen' | 'checkedIds' | 'empty'> {
  /** Rows in the order to show. */
  readonly alarms: readonly Alarm[];
  /** The whole current list, for the figures of the bands. */
  readonly all: readonly Alarm[];
}

/** The list of the desk: a band per severity, one row per condition. */
export function AlarmTable({ alarms, all, ...table }: AlarmTableProps) {
  const { t } = useTranslation('alarms');
  const columns = useColumns();
  const isLost = useIsLost();
  const now = useNow();
  const items = useItems(alarms, all);
  return (
    <DataTable
      {...table}
      label={t('list')}
      columns={columns}
      items={items}
      look={(alarm) => ({
        strong: isWaiting(alarm) && alarm.cleared === null,
        quiet: alarm.cause !== null,
        stale: isLost || isStale(alarm, now),
      })}
    />
  );
}

function isStale(alarm: Alarm, now: number): boolean {
  const state = freshness(alarm.dataAt === null ? null : now - alarm.dataAt, alarm.intervalMs);
  return state === 'stale' || state === 'lost';
}

/** Rows under the band of their severity; a band says how many are active and how many of them are shown. */
function useItems(alarms: readonly Alarm[], all: readonly Alarm[]): readonly TableItem<Alarm>[] {
  const { t } = useTranslation(['alarms', 'terms', 'common']);
  return useMemo(() => {
    const items: TableItem<Alarm>[] = [];
    for (const severity of SEVERITIES) {
      const shown = alarms.filter((alarm) => alarm.severity === severity);
      if (shown.length === 0) continue;
      const total = all.filter((alarm) => alarm.severity === severity).length;
      const active = all.filter((alarm) => alarm.severity === severity && alarm.cleared === null).length;
      const notes = [
        items.length === 0 ? t('alarms:band.order') : '',
        total > active ? t('alarms:band.cleared', { cleared: total - active }) : '',
        shown.length < total ? t('alarms:band.shown', { shown: shown.length, total }) : '',
      ].filter(Boolean);
      items.push({
        kind: 'band',
        id: severity,
        label: `${t(`terms:severity.${severity}`)} ${formatCount(active)}`,
        note: notes.join(t('common:list.clauses')),
      });
      for (const alarm of shown) items.push({ kind: 'row', id: alarm.id, row: alarm });
    }
    return items;
  }, [alarms, all, t]);
}

function First({ alarm }: { readonly alarm: Alarm }) {
  return formatWhen(alarm.firstAt, useNow());
}

function Duration({ alarm }: { readonly alarm: Alarm }) {
  const { t } = useTranslation('alarms');
  const now = useNow();
  return alarm.cleared === null ? formatAge(now - alarm.activeAt) : t('duration.cleared');
}

function Title({ alarm }: { readonly alarm: Alarm }) {
  const { t } = useTranslation('alarms');
  return (
    <span className={styles.title}>
      {alarm.cleared !== null && <Tag>{t('tag.cleared')}</Tag>}
      {alarm.isFlapping && <Tag>{t('tag.flapping')}</Tag>}
      {alarm.cause !== null && <Tag look="dashed">{t('tag.suppressed')}</Tag>}
      {alarm.cause !== null && <span className={styles.cause}>{causeText(alarm.cause)}</span>}
      <span className="ellipsis">{alarmTitle(alarm)}</span>
    </span>
  );
}

function useColumns(): readonly Column<Alarm>[] {
  const { t } = useTranslation('alarms');
  return useMemo(
    (): readonly Column<Alarm>[] => [
      {
        id: 'severity',
        title: t('column.severity'),
        isTitleHidden: true,
        width: '44px',
        render: (alarm) => <SeverityMark level={alarm.severity} state={markStateOf(alarm)} size={20} />,
      },
      { id: 'first', title: t('column.first'), width: '84px', tone: 'meta', render: (alarm) => <First alarm={alarm} /> },
      { id: 'duration', title: t('column.duration'), width: '64px', align: 'end', render: (alarm) => <Duration alarm={alarm} /> },
      {
        id: 'object',
        title: t('column.object'),
        width: 'minmax(140px, 240px)',
        render: (alarm) => <ResourceName name={alarm.resourceName} isSimulated={alarm.isSimulated} />,
      },
      { id: 'alarm', title: t('column.alarm'), width: 'minmax(200px, 640px)', render: (alarm) => <Title alarm={alarm} /> },
      { id: 'location', title: t('column.location'), width: 'minmax(0, 200px)', tone: 'meta', render: (alarm) => alarm.location },
      { id: 'domain', title: t('column.domain'), width: 'minmax(0, 200px)', tone: 'meta', render: (alarm) => alarm.domain },
      {
        id: 'count',
        title: t('column.count'),
        width: '52px',
        align: 'end',
        render: (alarm) => (alarm.count > 1 ? formatCount(alarm.count) : ''),
      },
      {
        id: 'acknowledged',
        title: t('column.acknowledged'),
        width: '72px',
        tone: 'meta',
        render: (alarm) => alarm.acknowledged?.byName ?? '',
      },
      {
        id: 'age',
        title: t('column.age'),
        width: '76px',
        align: 'end',
        render: (alarm) => <Age at={alarm.dataAt} intervalMs={alarm.intervalMs} />,
      },
    ],
    [t],
  );
}
