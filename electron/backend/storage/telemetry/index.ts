export type { RankStatistic } from './bound.ts';
export { openTelemetry, type TelemetryFailure, type TelemetryOptions } from './client.ts';
export { HEAD_SAMPLE_BYTES } from './protocol.ts';
export { GAP_INTERVALS } from './resample.ts';
export {
  type Census,
  type Hold,
  type LatestValue,
  type LongerRetention,
  MIN_RETENTION_MS,
  MIN_ROLLUP_RETENTION_MS,
  type PartitionInfo,
  type Retention,
  type SeriesColumns,
  type SeriesInfo,
  type SeriesKey,
  type SeriesQuery,
  type SeriesSummary,
  type StoredSample,
  TelemetryError,
  type TelemetryErrorCode,
  type TelemetryStats,
  type TelemetryStore,
  type TopItem,
  type TopQuery,
  type TopSeries,
} from './store.ts';
