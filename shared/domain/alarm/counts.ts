import { SEVERITIES, type Severity } from './severity.ts';

/** What counting needs of an alarm. */
export interface Counted {
  readonly severity: Severity;
  readonly cleared: unknown;
  readonly acknowledged: unknown;
  /** What it is a consequence of. */
  readonly cause: unknown;
}

/** True for an alarm that asks somebody to see to it: neither acknowledged nor the consequence of another. */
export function isWaiting({ acknowledged, cause }: Pick<Counted, 'acknowledged' | 'cause'>): boolean {
  return acknowledged === null && cause === null;
}

export interface AlarmCounts extends Readonly<Record<Severity, number>> {
  /** Active alarms. */
  readonly total: number;
  /** Active ones that are consequences. */
  readonly suppressed: number;
  /** Active or cleared, seen by nobody, and no consequences. */
  readonly unacknowledged: number;
  readonly unacknowledgedBySeverity: Readonly<Record<Severity, number>>;
}

const zero = (): Record<Severity, number> => ({ critical: 0, major: 0, minor: 0, warning: 0 });

/** The counters of the header. Severities and `total` count active alarms; closed ones count nowhere. */
export function countAlarms(alarms: Iterable<Counted>): AlarmCounts {
  const active = zero();
  const unacknowledged = zero();
  let suppressed = 0;
  for (const alarm of alarms) {
    if (alarm.cleared === null) active[alarm.severity] += 1;
    if (alarm.cleared === null && alarm.cause !== null) suppressed += 1;
    if (isWaiting(alarm)) unacknowledged[alarm.severity] += 1;
  }
  const sum = (counts: Readonly<Record<Severity, number>>): number => SEVERITIES.reduce((total, severity) => total + counts[severity], 0);
  return { ...active, total: sum(active), suppressed, unacknowledged: sum(unacknowledged), unacknowledgedBySeverity: unacknowledged };
}
