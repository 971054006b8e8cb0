import type { MetricThreshold } from '../../../../shared/domain/alarm/policy.ts';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import type { Summary } from '../../../../shared/domain/metric/statistics.ts';
import type { Load } from '../../../../shared/domain/network/load.ts';
import type { Quality, QualityStretch } from '../../../../shared/domain/observation/quality.ts';
import type { ReplayState } from '../../../../shared/domain/policy/replay.ts';
import type { RankStatistic } from './bound.ts';

/** What identifies a series: one metric of one component of one resource. `component` is '' for the resource as a whole. */
export interface SeriesKey {
  readonly resourceId: ResourceId;
  readonly metric: string;
  readonly component: string;
}

/**
 * One value at one time. `value` null: asked and not obtained, kept as a gap and never as zero. `intervalMs` is when the next one is due.
 * `quality`: what is less than good about the value, or why there is none.
 */
export interface StoredSample extends SeriesKey {
  readonly at: Instant;
  readonly value: number | null;
  readonly intervalMs: number;
  readonly quality?: Quality;
}

/** The newest sample of a series; `value` null where the newest answer was a gap. */
export type LatestValue = StoredSample;

/** A series that has been collected, with its newest interval and the time of its newest sample. */
export interface SeriesInfo extends SeriesKey {
  readonly intervalMs: number;
  readonly lastAt: Instant;
}

/** Samples with `from` <= at < `to`, in at most `points` points. */
export interface SeriesQuery extends SeriesKey {
  readonly from: Instant;
  readonly to: Instant;
  readonly points: number;
}

/** Where a replay of one series stands under a draft and under what is in force. */
export interface ReplaySides {
  readonly draft: ReplayState;
  readonly present: ReplayState;
}

/** Samples with `from` <= at < `to`, judged from where `state` stands. `draft` or `present` null: nothing watches on that side. */
export interface ReplayQuery extends SeriesKey {
  readonly from: Instant;
  readonly to: Instant;
  readonly draft: MetricThreshold | null;
  readonly present: MetricThreshold | null;
  readonly state: ReplaySides;
}

/** `samples` were judged, `gaps` of them without a value. */
export interface Replayed {
  readonly state: ReplaySides;
  readonly samples: number;
  readonly gaps: number;
}

/**
 * Points as columns of equal length, ascending in `at`; null in min, avg and max where nothing was measured.
 * `stepMs` > 0: buckets of that width, `at` their start, aligned to the epoch. `stepMs` 0: samples as they were taken
 * (min = avg = max), with a null point where a gap is. `intervalMs` is the newest interval of the series, 0 for an unknown one.
 * `summedUntil`: of what was before only rollups are left, which know no quality; left out where all has its samples.
 */
export interface SeriesColumns {
  readonly stepMs: number;
  readonly intervalMs: number;
  readonly at: readonly Instant[];
  readonly min: readonly (number | null)[];
  readonly avg: readonly (number | null)[];
  readonly max: readonly (number | null)[];
  readonly summedUntil?: Instant;
}

/**
 * Samples ascending in time; NaN is a gap. `next`: time of the first one that did not fit, null when these are all. `flags`: those that
 * are less than good, by their place.
 */
export interface SamplePage {
  readonly at: Float64Array;
  readonly value: Float64Array;
  readonly next: Instant | null;
  readonly flags: readonly { readonly place: number; readonly quality: Quality }[];
}

export type SeriesSummary = Summary;

/** The `most` series of a metric whose statistic over `from` <= at < `to` is highest. `resourceIds` left out: of all resources. */
export interface TopQuery {
  readonly metric: string;
  readonly resourceIds?: readonly ResourceId[];
  readonly from: Instant;
  readonly to: Instant;
  readonly statistic: RankStatistic;
  readonly most: number;
}

/** One of the highest, with all that its samples come to. */
export interface TopItem extends SeriesInfo {
  readonly summary: SeriesSummary;
}

/** `items` descending. `ranked`: series that had a measured value in the range; `silent`: series collected since `from` without a measured value in it. */
export interface TopSeries {
  readonly items: readonly TopItem[];
  readonly ranked: number;
  readonly silent: number;
}

/** One file of samples, `from` <= at < `to`. A held one is never removed. */
export interface PartitionInfo {
  readonly from: Instant;
  readonly to: Instant;
  readonly bytes: number;
  readonly held: boolean;
}

/** A span of time whose data is important: no purge touches it (R-8.4.3-f4-1). */
export interface Hold {
  readonly from: Instant;
  readonly to: Instant;
}

export interface TelemetryStats {
  /** Everything in the folder, logs included. */
  readonly bytes: number;
  readonly series: number;
  /** Samples acknowledged since the store was opened. */
  readonly appended: number;
  /** 95th percentile of the time from `append` to its acknowledgement, over the newest 512 groups; null before the first. */
  readonly writeP95Ms: number | null;
  /** What only the log and the memory hold so far. */
  readonly head: { readonly samples: number; readonly logBytes: number; readonly oldestAt: Instant | null };
  readonly partitions: readonly PartitionInfo[];
  /** Weeks rolled up into five minutes, hours and days; of the older ones nothing else is left. */
  readonly rolled: readonly PartitionInfo[];
  /** Weeks of which samples of some series are kept longer. */
  readonly kept: readonly PartitionInfo[];
  readonly paused: string | null;
  /** Bytes at the end of logs that were cut off at start, because the machine stopped in the middle of a write nobody had been promised. */
  readonly tornBytes: number;
  /** Chunks, log frames and files that could not be read and were set aside. */
  readonly damaged: number;
  /** The newest transfer of the head into chunks; `failures` in a row since the last one that succeeded. */
  readonly checkpoint: { readonly at: Instant | null; readonly ms: number | null; readonly failures: number };
  /** As the writing handle reads it; anything but FULL refuses to open. */
  readonly synchronous: 'OFF' | 'NORMAL' | 'FULL' | 'EXTRA';
}

/** Shortest retention the standard allows, 184 days in milliseconds (R-8.2.2-e-1, R-8.4.3-f1-2). */
export const MIN_RETENTION_MS = 184 * 86_400_000;

/** Series whose samples are kept longer than the others: of these metrics, of these resources; null means of all. */
export interface LongerRetention {
  readonly metrics: readonly string[] | null;
  readonly resourceIds: readonly ResourceId[] | null;
  /** Whole days. */
  readonly days: number;
}

/** How long what is kept. Less than the standard allows is refused; what is left out is as short as allowed. */
export interface Retention {
  readonly samplesMs: number;
  readonly rollupsMs?: number;
  readonly longer?: readonly LongerRetention[];
}

/** Series counted: all, those of each class of a `Retention` in its order, and those kept longer than the others by their days, ascending. */
export interface Census {
  readonly series: number;
  readonly matching: readonly number[];
  readonly longer: readonly { readonly days: number; readonly series: number }[];
}

/** What samples come to stays 13 months: the longest that many months can be, in milliseconds. */
export const MIN_ROLLUP_RETENTION_MS = 397 * 86_400_000;

export type TelemetryErrorCode =
  /** The owner has stopped telemetry: nothing is written until `resume`. */
  | 'telemetry.paused'
  /** The disk is full or more than the head may hold is waiting for it. Nothing was kept; it may be tried again. */
  | 'telemetry.full'
  /** A thread died or could not write; whether the samples were kept is unknown, and sending them again does no harm. */
  | 'telemetry.failed'
  | 'telemetry.stopped'
  | 'telemetry.retentionTooShort'
  /** A sample or a query that is not what its type says. */
  | 'telemetry.invalid'
  /** A file was written by a later version of the product. */
  | 'telemetry.fromTheFuture';

export class TelemetryError extends Error {
  readonly code: TelemetryErrorCode;
  constructor(code: TelemetryErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TelemetryError';
    this.code = code;
  }
}

/**
 * Measured values over time. Every operation rejects with a TelemetryError and nothing else.
 * The one storage interface of the product: chunk files here, partitions of a relational database elsewhere.
 */
export interface TelemetryStore {
  /**
   * Resolves when the samples survive a power cut. Whole or not at all for the caller: after a rejection it keeps its copy and
   * sends it again. A sample with the series and time of one already kept is dropped. Values of catalogued metrics are rounded
   * to the decimals of the catalogue; a value that is not finite is a gap.
   */
  append(samples: readonly StoredSample[]): Promise<void>;
  /** The newest sample of every series (of these resources), from memory. Unordered. */
  latest(resourceIds?: readonly ResourceId[]): Promise<readonly LatestValue[]>;
  /** The newest sample of every series of one metric of these resources, from memory. Unordered. */
  latestOf(metric: string, resourceIds: readonly ResourceId[]): Promise<readonly LatestValue[]>;
  /** Every series of a resource, by metric and component. */
  series(resourceId: ResourceId): Promise<readonly SeriesInfo[]>;
  /**
   * An unknown series and an empty range are empty columns. Of weeks whose samples are gone the answer is made of five minutes, hours
   * or days that were rolled up: buckets of at least five minutes, the bucket at an edge of the range counting when it begins inside.
   */
  query(query: SeriesQuery): Promise<SeriesColumns>;
  /**
   * What is known against the samples of a range, ascending: stretches of one quality from the first sample until the next one was due.
   * Those of one quality that are no further apart than `joinMs` are one. Nothing of weeks whose samples are gone.
   */
  qualities(
    query: SeriesKey & { readonly from: Instant; readonly to: Instant; readonly joinMs: number },
  ): Promise<readonly QualityStretch[]>;
  /** Judges stored samples in the reading thread; an unknown series and an empty range leave the state as it is. */
  replay(query: ReplayQuery): Promise<Replayed>;
  /** At most `most` samples with `from` <= at < `to` as they were taken, the oldest first. */
  samples(query: SeriesKey & { readonly from: Instant; readonly to: Instant; readonly most: number }): Promise<SamplePage>;
  /** What the samples of a series with `from` <= at < `to` come to; nothing for an unknown series and an empty range. */
  summary(query: SeriesKey & { readonly from: Instant; readonly to: Instant }): Promise<SeriesSummary>;
  /**
   * What the traffic of a series comes to, of means of five minutes (of its own samples where these are rarer) with `from` <= at < `to`,
   * worked out in the reading thread; null of an unknown series and where nothing was measured.
   */
  load(query: SeriesKey & { readonly from: Instant; readonly to: Instant }): Promise<Load | null>;
  /** Exact: who is shown is judged by all samples, who is not by hours that cannot hide more. Series of equal value in no order. */
  top(query: TopQuery): Promise<TopSeries>;
  /** Stops all writing, in memory at once and on disk when it resolves; reading goes on. A full disk stops telemetry first. */
  pause(reason: string): Promise<void>;
  resume(): Promise<void>;
  /**
   * Rolls up weeks that will soon be old enough, then removes the samples of weeks that ended before the retention began and are not
   * held, whole files at a time; what they come to (`query`) stays 13 months. Samples of series kept longer are put into files of their
   * own when their week is rolled up, for as long as was asked for then. Nothing is written on a full disk: there it only removes.
   */
  expire(now: Instant, retention: number | Retention): Promise<readonly PartitionInfo[]>;
  /** Keeps every partition that overlaps the span from removal until `release` with the same span. */
  hold(from: Instant, to: Instant): Promise<void>;
  release(from: Instant, to: Instant): Promise<void>;
  holds(): Promise<readonly Hold[]>;
  /** How many series a setting keeps longer. */
  census(retention: Retention): Promise<Census>;
  stats(): Promise<TelemetryStats>;
  /** Makes what was accepted durable and closes. Idempotent. */
  stop(): Promise<void>;
}
