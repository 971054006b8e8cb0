import type { Instant } from '../../shared/domain/id.ts';

/** Of the live connection: late after 3 s without a message, lost after 8 s: a wall has ten to say that it shows an old picture (N1). `connecting` only before the first message. */
export type LinkQuality = 'connecting' | 'live' | 'late' | 'lost';

export const LATE_AFTER_MS = 3000;
export const LOST_AFTER_MS = 8000;
/** A socket that is not open after this long is given up: a firewall that drops silently would hold it for minutes. */
export const OPEN_WITHIN_MS = 10_000;
/** Shortest time between two messages that a person is there. */
export const ACTIVITY_EVERY_MS = 30_000;

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 5000;

/** Milliseconds to wait before attempt `attempt` (1, 2, ...): doubles to 5 s, so that a healed link is used within ten (N1), spread over its upper half by `random` in [0, 1). */
export function retryDelayMs(attempt: number, random: number): number {
  const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt - 1, 10));
  return Math.round(full / 2 + (full / 2) * random);
}

export type Warning = 'storageFull' | 'pollerDown' | 'receiverDown';

/** What pages show about the connection. Instants are station time. */
export interface LinkState {
  readonly quality: LinkQuality;
  /** What the station's clock said in its last message; null before the first. */
  readonly lastAt: Instant | null;
  /** When this window first asked for the connection; null while it does not want one. */
  readonly askedAt: Instant | null;
  /** Attempts since the connection went away; 0 while it stands. */
  readonly attempts: number;
  readonly nextAttemptAt: Instant | null;
  readonly locked: boolean;
  readonly warnings: readonly Warning[];
}

export const INITIAL_LINK: LinkState = {
  quality: 'connecting',
  lastAt: null,
  askedAt: null,
  attempts: 0,
  nextAttemptAt: null,
  locked: false,
  warnings: [],
};
