import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import type { Load } from '../../../../shared/domain/network/load.ts';
import type { QualityStretch } from '../../../../shared/domain/observation/quality.ts';
import type { ThreadEvent as ReportedEvent } from '../rpc.ts';
import type { RankStatistic } from './bound.ts';
import type { Columns } from './columns.ts';
import type { Run } from './quality.ts';
import type { Rollup } from './rollup.ts';
import type {
  Census,
  Hold,
  LatestValue,
  PartitionInfo,
  Replayed,
  ReplayQuery,
  Retention,
  SamplePage,
  SeriesColumns,
  SeriesInfo,
  SeriesKey,
  SeriesSummary,
  TelemetryStats,
} from './store.ts';

/** Sizes that decide when work is done; tests make them small. */
export interface Limits {
  /** The head is transferred into chunks when it holds this many samples (`HEAD_SAMPLE_BYTES` of memory each) ... */
  readonly headSamples: number;
  /** ... or when its first sample has waited this long. */
  readonly headAgeMs: number;
  /** After a transfer failed, the next attempt. */
  readonly retryMs: number;
}

/** What one sample of the head takes at most. */
export const HEAD_SAMPLE_BYTES = 29;

export const DEFAULT_LIMITS: Limits = { headSamples: 4_000_000, headAgeMs: 4 * 3_600_000, retryMs: 30_000 };

/** What a thread is started with; `paused` so that a writer started anew knows. */
export type ThreadData =
  | {
      readonly role: 'writer';
      readonly folder: string;
      readonly limits: Limits;
      readonly paused: string | null;
      readonly cacheBytes?: number;
    }
  | { readonly role: 'reader'; readonly folder: string };

/** Samples as columns. `handle` is the place of the series among all definitions sent to this thread since the last `reset`. */
export interface AppendMessage {
  readonly reset: boolean;
  readonly definitions: readonly SeriesKey[];
  readonly handle: Uint32Array;
  readonly at: Float64Array;
  readonly value: Float64Array;
  readonly intervalMs: Uint32Array;
  /** Codes of `quality.ts`; left out where all are good. */
  readonly quality?: Uint8Array;
}

/** Where the samples of a series are: those in memory, and the partitions that may have more. */
export interface Located {
  readonly sid: number;
  readonly intervalMs: number;
  readonly head: Columns;
  readonly partitions: readonly Instant[];
  /** Weeks of which only what they came to is left. */
  readonly rolled: readonly Instant[];
}

/** Where is said what of the samples of a series is less than good: those in memory, and the partitions that may have more. */
export interface LocatedRuns {
  readonly sid: number;
  /** An interval before the range: what began there may reach into it. */
  readonly since: Instant;
  readonly runs: readonly Run[];
  readonly partitions: readonly Instant[];
}

export interface QualityMessage extends LocatedRuns {
  readonly from: Instant;
  readonly to: Instant;
  readonly joinMs: number;
}

interface Range extends Located {
  readonly from: Instant;
  readonly to: Instant;
}

export interface ReadMessage extends Range {
  readonly points: number;
}

export type ReplayMessage = Range & Pick<ReplayQuery, 'metric' | 'draft' | 'present' | 'state'>;

/** Hours of what is in memory of many series: those of series `i` end before place `ends[i]`, where those of the next begin. */
export interface HeadRollups extends Omit<Rollup, 'min'> {
  readonly ends: Uint32Array;
}

/** Series of one metric that may have samples in a range, and what is in memory of them. */
export interface Candidates {
  readonly sids: Uint32Array;
  readonly heads: HeadRollups;
  readonly partitions: readonly Instant[];
}

interface Times {
  readonly from: Instant;
  readonly to: Instant;
}

export interface BoundsMessage extends Candidates, Times {
  readonly statistic: RankStatistic;
}

/** The samples in memory of each series, and where the others are. */
export interface SummaryMessage extends Times {
  readonly sids: Uint32Array;
  readonly heads: readonly Columns[];
  readonly partitions: readonly Instant[];
}

export interface RetentionMessage extends Retention {
  readonly now: Instant;
}

export type WriterStats = Omit<TelemetryStats, 'appended' | 'writeP95Ms'>;

/** What the writing thread can be asked; one argument, one result. */
export interface WriterCalls {
  append(message: AppendMessage): Promise<void>;
  latest(resourceIds: readonly ResourceId[] | null): readonly LatestValue[];
  latestOf(query: { readonly metric: string; readonly resourceIds: readonly ResourceId[] }): readonly LatestValue[];
  series(resourceId: ResourceId): readonly SeriesInfo[];
  locate(query: SeriesKey & { readonly from: Instant; readonly to: Instant }): Located | null;
  locateRuns(query: SeriesKey & { readonly from: Instant; readonly to: Instant }): LocatedRuns | null;
  /** Series of a metric (of these resources, or all) that have a sample at or after `from`. */
  candidates(query: Times & { readonly metric: string; readonly resourceIds: readonly ResourceId[] | null }): Candidates;
  /** What of these series is in memory. */
  heads(query: Times & { readonly sids: Uint32Array }): Omit<SummaryMessage, 'sids' | keyof Times>;
  /** The series of these numbers; one that was removed meanwhile is missing. */
  describe(sids: Uint32Array): readonly (SeriesInfo & { readonly sid: number })[];
  pause(reason: string): Promise<void>;
  resume(nothing: null): void;
  /** Rolls up what `expire` may soon remove; takes as long as there is work, and rejects when the disk does. */
  age(retention: RetentionMessage): Promise<void>;
  /** Weeks of which `expire` would remove a file; the reading thread lets go of them first. */
  expiring(retention: RetentionMessage): readonly Instant[];
  expire(retention: RetentionMessage): Promise<readonly PartitionInfo[]>;
  hold(hold: Hold): void;
  release(hold: Hold): void;
  holds(nothing: null): readonly Hold[];
  census(retention: Retention): Promise<Census>;
  stats(nothing: null): Promise<WriterStats>;
  stop(nothing: null): Promise<void>;
}

/** What the reading thread can be asked. */
export interface ReaderCalls {
  query(message: ReadMessage): SeriesColumns;
  replay(message: ReplayMessage): Replayed;
  load(message: ReadMessage): Load | null;
  /** At most `points` samples, the oldest first. */
  samples(message: ReadMessage): SamplePage;
  qualities(message: QualityMessage): readonly QualityStretch[];
  /** For each series a number its statistic is surely not above; NaN where nothing was measured. */
  bounds(message: BoundsMessage): Float64Array;
  summaries(message: SummaryMessage): readonly SeriesSummary[];
  /** Closes these partitions and takes them for missing until `unblock`. */
  block(starts: readonly Instant[]): void;
  unblock(starts: readonly Instant[]): void;
  /** Chunks that could not be read since start. */
  damaged(nothing: null): number;
  stop(nothing: null): void;
}

/** What the threads report. */
export interface ThreadEvent extends ReportedEvent {
  /** A partition whose file was replaced: the reading thread must open it anew. */
  readonly setAside?: Instant;
}
