import type { Instant } from '../id.ts';

/** How long what was learned is remembered after it was last seen, in ms: ninety days. */
export const REMEMBERED_MS = 90 * 86_400_000;

/** Something that was not seen for longer is there anew when it comes back, in ms: tables forget a host that is quiet for minutes. */
export const ABSENT_MS = 86_400_000;

/** One stretch in which something was at one place, of what was seen of it. */
export interface Stay {
  /** What tells places apart: of a hardware address its port, of a network address its interface and hardware address. */
  readonly place: string;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
}

/**
 * What a look adds to the latest stay of something: `longer` where it is there still, `other` where it is elsewhere or was away too long,
 * `old` where the look is none later than the stay (it was delivered twice, or late).
 */
export function looked(latest: Stay | null, place: string, at: Instant): 'longer' | 'other' | 'old' {
  if (latest === null) return 'other';
  if (at <= latest.lastAt) return 'old';
  return latest.place === place && at - latest.lastAt <= ABSENT_MS ? 'longer' : 'other';
}

export const STAY_STATES = ['now', 'gone', 'unknown'] as const;
export type StayState = (typeof STAY_STATES)[number];

/** When a table of a device was last read, and whether it had more than is taken; null where it never was. */
export type TableRead = { readonly at: Instant; readonly isCut: boolean } | null;

/** Whether a stay goes on: one that the newest table lacks is over, unless that table was cut off. */
export function stateOfStay(lastAt: Instant, read: TableRead): StayState {
  if (read === null) return 'unknown';
  if (lastAt >= read.at) return 'now';
  return read.isCut ? 'unknown' : 'gone';
}
