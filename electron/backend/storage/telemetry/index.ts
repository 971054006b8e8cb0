export { openTelemetry, type TelemetryFailure, type TelemetryOptions } from './client.ts';
export { GAP_INTERVALS } from './resample.ts';
export {
  type Hold,
  type LatestValue,
  MIN_RETENTION_MS,
  type PartitionInfo,
  type SeriesColumns,
  type SeriesInfo,
  type SeriesKey,
  type SeriesQuery,
  type StoredSample,
  TelemetryError,
  type TelemetryErrorCode,
  type TelemetryStats,
  type TelemetryStore,
} from './store.ts';
