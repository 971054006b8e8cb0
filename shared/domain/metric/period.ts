const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Stretches up to now that a performance view can show, by their length in ms. */
export const PERIODS = {
  '1h': HOUR,
  '6h': 6 * HOUR,
  '24h': DAY,
  '7d': 7 * DAY,
  '30d': 30 * DAY,
  '90d': 90 * DAY,
  '1y': 365 * DAY,
} as const;
export type Period = keyof typeof PERIODS;
export const PERIOD_NAMES = Object.keys(PERIODS) as [Period, ...Period[]];

/** Stretches up to now that a ranking can look at, in ms; `now` looks at the newest value alone. */
export const TOP_PERIODS = { now: 0, '1h': HOUR, '24h': DAY, '7d': 7 * DAY } as const;
export type TopPeriod = keyof typeof TOP_PERIODS;
export const TOP_PERIOD_NAMES = Object.keys(TOP_PERIODS) as [TopPeriod, ...TopPeriod[]];

/** What a ranking over a stretch goes by. */
export const TOP_STATISTICS = ['avg', 'max', 'p95'] as const;
export type TopStatistic = (typeof TOP_STATISTICS)[number];

/** How often a view asks again, in seconds; 0 only when somebody asks. */
export const REFRESH_S = [0, 30, 60, 300] as const;
