import type { Instant } from '../../../../shared/domain/id.ts';

const DAY_MS = 86_400_000;

/**
 * One file holds a week, Monday to Sunday UTC. Half a year is then 27 files: few enough to keep open for a long chart, small
 * enough to copy, and what retention keeps too long is at most a week. A day would cost 184 handles, a month a fifth of the disk.
 */
export const PARTITION_MS = 7 * DAY_MS;
/** 1970-01-05, the first Monday. */
const FIRST_MS = 4 * DAY_MS;

/** One chunk holds a day of one series: 288 samples at 300 s, 1440 at 60 s. */
export const CHUNK_MS = DAY_MS;
/** Chunk ids of one series in one file: `sid * 8 + day`; one value is spare. */
const CHUNKS_PER_SERIES = 8;

/** Times before this are carried: the year 10000, where file names would change their form. */
export const MAX_AT = 253_402_300_800_000;

/** Start of the partition a time belongs to. */
export function partitionStart(at: Instant): Instant {
  return Math.floor((at - FIRST_MS) / PARTITION_MS) * PARTITION_MS + FIRST_MS;
}

/** Id of the chunk a sample belongs to, inside the partition of its time. */
export function chunkId(sid: number, at: Instant): number {
  return sid * CHUNKS_PER_SERIES + Math.floor((at - partitionStart(at)) / CHUNK_MS);
}

/** First and last chunk id of a series that may hold samples with `from` <= at < `to`, in the partition that begins at `start`. */
export function chunkRange(sid: number, start: Instant, from: Instant, to: Instant): readonly [number, number] {
  return [chunkId(sid, Math.max(from, start)), chunkId(sid, Math.min(to, start + PARTITION_MS) - 1)];
}

/** Number of the series a chunk id belongs to. */
export function chunkSid(id: number): number {
  return Math.floor(id / CHUNKS_PER_SERIES);
}

/** Start of the day that a chunk id stands for, in the partition that begins at `start`. */
export function chunkStart(id: number, start: Instant): Instant {
  return start + (id % CHUNKS_PER_SERIES) * CHUNK_MS;
}

const fileOf = (kind: 'week' | 'rolled', start: Instant): string => `${kind}-${new Date(start).toISOString().slice(0, 10)}.db`;

function startOf(kind: 'week' | 'rolled', name: string): Instant | null {
  const [, found, date] = /^(week|rolled)-(\d{4}-\d{2}-\d{2})\.db$/.exec(name) ?? [];
  const start = found === kind ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(start) || partitionStart(start) !== start ? null : start;
}

/** `week-2026-11-23.db`, named after its first day. */
export const partitionFile = (start: Instant): string => fileOf('week', start);

/** The start a partition's file name tells, or null for any other file. */
export const partitionOfFile = (name: string): Instant | null => startOf('week', name);

/** `rolled-2026-11-23.db`: what the samples of a week come to, for the time when they are gone. */
export const rolledFile = (start: Instant): string => fileOf('rolled', start);

/** The start that the name of a file of rollups tells, or null for any other file. */
export const rolledOfFile = (name: string): Instant | null => startOf('rolled', name);

/** `kept-400-2026-11-23.db`: samples of a week that are kept 400 days. */
export function keptFile(start: Instant, days: number): string {
  return `kept-${days}-${new Date(start).toISOString().slice(0, 10)}.db`;
}

/** What the name of such a file tells, or null for any other file. */
export function keptOfFile(name: string): { readonly start: Instant; readonly days: number } | null {
  const [, days, date] = /^kept-(\d+)-(\d{4}-\d{2}-\d{2})\.db$/.exec(name) ?? [];
  const start = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(start) || partitionStart(start) !== start ? null : { start, days: Number(days) };
}

/** `head-0000000001.log`; numbers grow, so that names sort in the order of writing. */
export function segmentFile(number: number): string {
  return `head-${String(number).padStart(10, '0')}.log`;
}

/** The number a log segment's file name tells, or null for any other file. */
export function segmentOfFile(name: string): number | null {
  const digits = /^head-(\d{10})\.log$/.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}

export const REGISTRY_FILE = 'series.db';
