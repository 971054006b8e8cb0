import { type Alarm, listAlarmHistory } from '../../../shared/contracts/alarms.ts';
import { i18n } from '../../i18n/index.ts';
import { call } from '../../lib/api.ts';
import { toCsv } from '../../lib/csv.ts';
import { formatDateTime } from '../../lib/format.ts';
import type { HistoryFilter } from './queries.ts';
import { alarmTitle, causeText } from './text.ts';

/** Most rows of one export. */
export const EXPORT_LIMIT = 20_000;
const EXPORT_PAGE = 500;

const time = (at: number | null | undefined): string => (at === null || at === undefined ? '' : formatDateTime(at));

/** Alarms as a file for a spreadsheet, in the order given. */
export function historyCsv(alarms: readonly Alarm[]): string {
  const t = (key: Column): string => i18n.t(`history.csv.${key}`, { ns: 'alarms' });
  const rows = alarms.map((alarm) => [
    alarm.number,
    time(alarm.firstAt),
    time(alarm.lastAt),
    time(alarm.cleared?.at),
    i18n.t(`severity.${alarm.severity}`, { ns: 'terms' }),
    alarm.resourceName,
    alarm.isSimulated ? i18n.t('simulated', { ns: 'common' }) : '',
    alarm.address,
    alarmTitle(alarm),
    alarm.location,
    alarm.domain,
    alarm.count,
    alarm.acknowledged?.byName ?? '',
    time(alarm.acknowledged?.at),
    alarm.acknowledged?.comment ?? '',
    alarm.cause === null ? '' : causeText(alarm.cause),
  ]);
  return toCsv(COLUMNS.map(t), rows);
}

const COLUMNS = [
  'number',
  'first',
  'last',
  'cleared',
  'severity',
  'object',
  'simulated',
  'address',
  'alarm',
  'location',
  'domain',
  'count',
  'acknowledgedBy',
  'acknowledgedAt',
  'comment',
  'cause',
] as const;
type Column = (typeof COLUMNS)[number];

/** Every alarm of a filter, page by page, up to the limit of an export. `onProgress` gets how many are there and how many there will be. */
export async function fetchAll(filter: HistoryFilter, onProgress: (done: number, total: number) => void): Promise<readonly Alarm[]> {
  const found: Alarm[] = [];
  let cursor: string | undefined;
  do {
    const page = await call(listAlarmHistory, { query: { ...filter, limit: EXPORT_PAGE, ...(cursor === undefined ? {} : { cursor }) } });
    found.push(...page.items);
    cursor = page.next ?? undefined;
    onProgress(found.length, Math.min(page.total, EXPORT_LIMIT));
  } while (cursor !== undefined && found.length < EXPORT_LIMIT);
  return found.slice(0, EXPORT_LIMIT);
}
