import type { Instant } from '../id.ts';
import { type Severity, severityRank } from './severity.ts';

/** What the order of the list needs of an alarm; records, contract objects and rows all have it. */
export interface Listed {
  readonly id: string;
  readonly severity: Severity;
  readonly acknowledged: unknown;
  readonly activeAt: Instant;
}

/** Order of the alarm list, for `sort`: severity bands, in each the unacknowledged first, then the newest; the id decides between equals. */
export function compareAlarms(a: Listed, b: Listed): number {
  const bySeverity = severityRank(a.severity) - severityRank(b.severity);
  if (bySeverity !== 0) return bySeverity;
  const byAcknowledgement = Number(a.acknowledged !== null) - Number(b.acknowledged !== null);
  if (byAcknowledgement !== 0) return byAcknowledgement;
  if (a.activeAt !== b.activeAt) return b.activeAt - a.activeAt;
  return a.id < b.id ? 1 : a.id > b.id ? -1 : 0;
}
