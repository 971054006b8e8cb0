/** Units of the station's own figures. */
export const FIGURE_UNITS = ['ms', 's', '%', 'B', '1', '1/s', 'd'] as const;
export type FigureUnit = (typeof FIGURE_UNITS)[number];

interface Figure {
  readonly unit: FigureUnit;
  /** What a Prometheus scraper is told, after `shouwang_`. */
  readonly scraped: string;
  readonly help: string;
  /** Names of what tells its parts apart; a part is their values, in order, with `>` between. */
  readonly labels: readonly string[];
  /** It only grows while the station runs. */
  readonly isCounter?: true;
  /** Its lowest is its worst; of all others the highest is. */
  readonly isWorstLow?: true;
  /** Beyond it the station tells of itself: above `above`, or below `below`. */
  readonly above?: number;
  readonly below?: number;
}

/** Every figure the station keeps of itself, by its code. */
export const FIGURES = {
  endToEndP95: { unit: 'ms', scraped: 'end_to_end_p95_ms', help: 'From the source to the live topic', labels: [], above: 2000 },
  requestP95: { unit: 'ms', scraped: 'request_p95_ms', help: 'Requests, last thousand', labels: [], above: 2000 },
  loopDelayP99: { unit: 'ms', scraped: 'loop_delay_p99_ms', help: 'Event loop delay of the backend', labels: [], above: 500 },
  sockets: { unit: '1', scraped: 'sockets', help: 'Open live sockets', labels: [] },
  sessions: { unit: '1', scraped: 'sessions', help: 'People signed in', labels: [] },
  diskUsed: { unit: '%', scraped: 'disk_used_percent', help: 'Used part of the disk', labels: [], above: 90 },
  diskFree: { unit: 'B', scraped: 'disk_free_bytes', help: 'Free bytes under the data folder', labels: [], isWorstLow: true },
  ballast: { unit: 'B', scraped: 'disk_ballast_bytes', help: 'Bytes held back for the day the disk is full', labels: [], isWorstLow: true },
  auditRecords: { unit: '1', scraped: 'audit_records', help: 'Length of the audit chain', labels: [] },
  clockStep: { unit: 'ms', scraped: 'clock_step_ms', help: 'How far the wall clock was set in the last hour', labels: [], above: 5000 },
  certificateDays: {
    unit: 'd',
    scraped: 'certificate_days',
    help: 'Days until the certificate ends',
    labels: [],
    isWorstLow: true,
    below: 30,
  },
  slowQueries: { unit: '1', scraped: 'slow_queries', help: 'Slow statements', labels: ['query'], isCounter: true },
  slowQueryWorst: { unit: 'ms', scraped: 'slow_query_worst_ms', help: 'The slowest since the start', labels: ['query'] },
  processUp: { unit: '1', scraped: 'process_up', help: 'Process is running', labels: ['process'], isWorstLow: true },
  processRestarts: { unit: '1', scraped: 'process_restarts', help: 'Since the supervisor started', labels: ['process'], isCounter: true },
  processCpu: { unit: '%', scraped: 'process_cpu_percent', help: 'Of one core, last minute', labels: ['process'] },
  processMemory: { unit: 'B', scraped: 'process_memory_bytes', help: 'Resident bytes', labels: ['process'] },
  queueDepth: { unit: '1', scraped: 'queue_depth', help: 'Items waiting', labels: ['from', 'to'] },
  queueRate: { unit: '1/s', scraped: 'queue_per_second', help: 'Items handled a second', labels: ['from', 'to'] },
  queueDropped: { unit: '1', scraped: 'queue_dropped', help: 'Items dropped', labels: ['from', 'to'], isCounter: true },
  queueOldest: { unit: 's', scraped: 'queue_oldest_seconds', help: 'Age of what waits longest', labels: ['from', 'to'], above: 60 },
  collectorTargets: { unit: '1', scraped: 'collector_targets', help: 'Checks', labels: ['protocol'] },
  collectorCycleP95: { unit: 'ms', scraped: 'collector_cycle_p95_ms', help: 'Last thousand cycles', labels: ['protocol'] },
  collectorLateness: {
    ...{ unit: '%', scraped: 'collector_lateness_p99_percent', help: 'From due to done, of the interval', labels: ['protocol'] },
  },
  collectorLate: { unit: '1', scraped: 'collector_late_cycles', help: 'Late cycles, last five minutes', labels: ['protocol'] },
  collectorUnanswered: { unit: '1', scraped: 'collector_unanswered', help: 'Checks without an answer', labels: ['protocol'] },
  storeBytes: { unit: 'B', scraped: 'store_bytes', help: 'Bytes on disk', labels: ['store'] },
  storeWriteP95: { unit: 'ms', scraped: 'store_write_p95_ms', help: 'Time of a durable write', labels: ['store'], above: 1000 },
  doorDropped: { unit: '1', scraped: 'door_dropped', help: 'Datagrams the kernel dropped', labels: ['door'], isCounter: true },
  passedOnLost: {
    ...{ unit: '1', scraped: 'remote_write_lost', help: 'Requests that were not passed on, last ten minutes', labels: [], above: 0 },
  },
  receptionShed: { unit: '1', scraped: 'reception_shed', help: 'Records dropped for want of room', labels: [], isCounter: true },
} as const satisfies Readonly<Record<string, Figure>>;

export type FigureCode = keyof typeof FIGURES;
export const FIGURE_CODES = Object.keys(FIGURES) as readonly FigureCode[];

/** What is known of a figure. */
export const figureDefinition = (code: FigureCode): Figure => FIGURES[code];

/** One figure of one part at one moment; `value` null: it is not known. */
export interface FigureValue {
  readonly code: FigureCode;
  readonly part: string;
  readonly value: number | null;
}

/** True where a value is beyond its limit; what is not known, or has no limit, is not. */
export function isPassed(code: FigureCode, value: number | null): boolean {
  const { above, below } = figureDefinition(code);
  if (value === null) return false;
  return (above !== undefined && value > above) || (below !== undefined && value < below);
}

/** How often in a row a figure was seen beyond its limit, and within. JSON. */
export interface LimitState {
  readonly beyond: number;
  readonly within: number;
}

export const NO_LOOK: LimitState = { beyond: 0, within: 0 };
/** So many looks in a row make a trouble of it, and so many end it. */
export const LOOKS = 3;

/** One look; what is not known changes nothing. */
export function look(state: LimitState, code: FigureCode, value: number | null): LimitState {
  if (value === null) return state;
  return isPassed(code, value) ? { beyond: Math.min(LOOKS, state.beyond + 1), within: 0 } : lookWithin(state);
}

/** A look that finds it within its limit, or that its part is not there any more, as a queue whose process is no longer run. */
export function lookWithin({ within }: LimitState): LimitState {
  return { beyond: 0, within: Math.min(LOOKS, within + 1) };
}

/** Whether there is trouble; null while it was not looked at often enough to say. */
export function isInTrouble({ beyond, within }: LimitState): boolean | null {
  if (beyond >= LOOKS) return true;
  return within >= LOOKS ? false : null;
}
