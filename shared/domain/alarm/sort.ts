import type { Instant } from '../id.ts';
import { isWaiting } from './counts.ts';
import { type Severity, severityRank } from './severity.ts';

/** What the order of the list needs of an alarm; records, contract objects and rows all have it. */
export interface Listed {
  readonly id: string;
  readonly severity: Severity;
  readonly acknowledged: unknown;
  readonly cause: unknown;
  readonly activeAt: Instant;
}

/** Order of the alarm list, for `sort`: severity bands, in each those that wait for somebody first, then the newest; the id decides between equals. */
export function compareAlarms(a: Listed, b: Listed): number {
  const bySeverity = severityRank(a.severity) - severityRank(b.severity);
  if (bySeverity !== 0) return bySeverity;
  const byWaiting = Number(isWaiting(b)) - Number(isWaiting(a));
  if (byWaiting !== 0) return byWaiting;
  if (a.activeAt !== b.activeAt) return b.activeAt - a.activeAt;
  return a.id < b.id ? 1 : a.id > b.id ? -1 : 0;
}
