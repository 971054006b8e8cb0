/** The one taxonomy of monitored things (requirements 1.5): every resource has exactly one class and one importance. */
export const RESOURCE_CLASSES = ['RC1', 'RC2', 'RC3', 'RC4', 'RC5', 'RC6', 'RC7', 'RC8', 'RC9', 'RC10'] as const;
export type ResourceClass = (typeof RESOURCE_CLASSES)[number];

/** Importance of R-8.2.2-b: 核心, 关键, 一般. */
export const IMPORTANCES = ['core', 'key', 'general'] as const;
export type Importance = (typeof IMPORTANCES)[number];

/** Default polling interval per importance in seconds (R-8.2.2-b-1..3). */
export const DEFAULT_INTERVAL_S: Readonly<Record<Importance, number>> = { core: 30, key: 60, general: 180 };

/** Polling intervals are accepted from this many seconds ... */
export const MIN_INTERVAL_S = 5;
/** ... and stay below 5 minutes (R-8.4.3-c2-1: the bound itself is refused). */
export const INTERVAL_BOUND_S = 300;

/** The interval in seconds that is in force: the override where there is one, else the default of the importance. */
export function pollIntervalS(resource: { readonly importance: Importance; readonly intervalS: number | null }): number {
  return resource.intervalS ?? DEFAULT_INTERVAL_S[resource.importance];
}

/** True for an override the standard allows: a whole number of seconds in [5, 300). */
export function isIntervalAllowed(seconds: number): boolean {
  return Number.isInteger(seconds) && seconds >= MIN_INTERVAL_S && seconds < INTERVAL_BOUND_S;
}
