export { openLogs } from './client.ts';
export { type CountSearch, FACETS, type Facet, type FacetCount, type LogCount, MOST_BUCKETS } from './count.ts';
export type { LogPage, LogSearch, NumberedRecord } from './reader.ts';
export { type LogArrival, LogError, type LogErrorCode, type LogStats, type LogStore } from './store.ts';
