import type { Instant } from '../id.ts';
import { daysOfRollups, type Keeping } from './keeping.ts';

const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;
/** Newest weeks that tell how much comes in a day. */
const WEEKS_LOOKED_AT = 4;
/** What they come to is put into files so long before the samples go (`ageing.ts` of the store). */
const AHEAD_DAYS = 28;

/** One file of a week. */
export interface Week {
  readonly from: Instant;
  readonly to: Instant;
  readonly bytes: number;
  readonly isHeld: boolean;
}

/** What stands on the disk at `at`. `since`: when the station was set up. */
export interface Measured {
  readonly at: Instant;
  readonly since: Instant | null;
  readonly samples: readonly Week[];
  readonly rollups: readonly Week[];
  readonly inMemorySince: Instant | null;
  readonly telemetryBytes: number;
  readonly logs: { readonly bytes: number; readonly oldestDay: Instant | null; readonly keptDays: number };
  readonly disk: { readonly total: number; readonly free: number; readonly low: number };
}

/** How many series are kept longer, by their days. */
export interface Counted {
  readonly series: number;
  readonly longer: readonly { readonly days: number; readonly series: number }[];
}

/** Bytes a day of samples, from the newest weeks; null before a whole day stands in files. */
export function samplesPerDay({ at, since, samples, inMemorySince }: Measured): number | null {
  const end = Math.min(at, inMemorySince ?? at);
  const newest = [...samples].sort((a, b) => b.from - a.from).slice(0, WEEKS_LOOKED_AT);
  // A week in which the station was set up has only the days since.
  const begin = (week: Week) => (since !== null && since > week.from && since < week.to ? since : week.from);
  const covered = newest.reduce((sum, week) => sum + Math.max(0, Math.min(week.to, end) - begin(week)), 0);
  if (covered < DAY_MS) return null;
  return newest.reduce((sum, { bytes }) => sum + bytes, 0) / (covered / DAY_MS);
}

/** Bytes of what a day of samples comes to; null before the first week is rolled up. */
export function rollupsPerDay({ rollups }: Pick<Measured, 'rollups'>): number | null {
  const newest = [...rollups].sort((a, b) => b.from - a.from).slice(0, WEEKS_LOOKED_AT);
  if (newest.length === 0) return null;
  return newest.reduce((sum, { bytes }) => sum + bytes, 0) / (newest.length * WEEK_DAYS);
}

/** Bytes a day of logs; null before a whole day. */
export function logsPerDay({ at, logs }: Pick<Measured, 'at' | 'logs'>): number | null {
  if (logs.oldestDay === null) return null;
  const days = (at - logs.oldestDay) / DAY_MS;
  return days < 1 ? null : logs.bytes / days;
}

export interface Estimate {
  /** Bytes a day; logs null while it is not known. */
  readonly perDay: { readonly samples: number; readonly rollups: number; readonly logs: number | null };
  /** What it comes to when as much is kept as the setting says, bytes. */
  readonly atEnd: { readonly samples: number; readonly longer: number; readonly rollups: number; readonly logs: number | null };
  readonly total: number;
  /** Of the same what there is now. */
  readonly now: number;
  /** What is still to come. */
  readonly more: number;
  /** What the disk has above the limit at which it is low. */
  readonly room: number;
  readonly fits: boolean;
  /** Days until the room is used up; null where it never is. */
  readonly fullInDays: number | null;
  /** No week is rolled up yet: taken for as large as its samples. */
  readonly isRollupAssumed: boolean;
}

/** How large everything becomes under a setting if as much comes in as lately; null before a day of samples stands in files. */
export function estimate(measured: Measured, keeping: Keeping, counted: Counted): Estimate | null {
  const samples = samplesPerDay(measured);
  if (samples === null) return null;
  const known = rollupsPerDay(measured);
  const rollups = known ?? samples;
  const logs = logsPerDay(measured);
  const { samplesDays } = keeping;
  const rolledFrom = samplesDays - AHEAD_DAYS;
  const share = (series: number) => (counted.series === 0 ? 0 : series / counted.series);
  // Files go as whole weeks, a week after the first of their days might.
  const atEnd = {
    samples: samples * (samplesDays + WEEK_DAYS),
    longer: counted.longer.reduce((sum, { days, series }) => sum + samples * share(series) * Math.max(0, days + WEEK_DAYS - rolledFrom), 0),
    rollups: rollups * (daysOfRollups(keeping) + WEEK_DAYS - rolledFrom),
    logs: logs === null ? null : logs * (measured.logs.keptDays + 1),
  };
  const total = atEnd.samples + atEnd.longer + atEnd.rollups + (atEnd.logs ?? measured.logs.bytes);
  const now = measured.telemetryBytes + measured.logs.bytes;
  const more = Math.max(0, total - now);
  const room = Math.max(0, measured.disk.free - measured.disk.low);
  const fits = more <= room;
  return {
    ...{ atEnd, total, now, more, room, fits },
    perDay: { samples, rollups, logs },
    fullInDays: fits ? null : room / (samples + (logs ?? 0)),
    isRollupAssumed: known === null,
  };
}

/** Files that go when only the last `days` before `at` are kept, the oldest first: whole weeks that ended before, and none that is held. */
export function weeksThatGo(weeks: readonly Week[], days: number, at: Instant): readonly Week[] {
  return weeks.filter(({ to, isHeld }) => !isHeld && to <= at - days * DAY_MS).sort((a, b) => a.from - b.from);
}
