import { valuesOf } from '../../../shared/contracts/problems.ts';
import { Password, type Station } from '../../../shared/contracts/session.ts';
import type { Instant } from '../../../shared/domain/id.ts';
import type { Failure } from '../../lib/api.ts';

/** What to say after a refused password. `until` is station time. */
export type Refused =
  | { readonly kind: 'wrong'; readonly account: string; readonly remaining: number | null }
  | { readonly kind: 'lockedOut'; readonly account: string; readonly until: Instant | null }
  | { readonly kind: 'failed'; readonly account: string; readonly failure: Failure };

/** Reads the values the station sends with a refusal; an older or younger station may send none. */
export function refusedBy(failure: Failure, account: string): Refused {
  const { code, problem } = failure;
  if (code === 'session.wrongCredentials') return { kind: 'wrong', account, remaining: valuesOf(problem, code)?.remaining || null };
  if (code === 'session.lockedOut') return { kind: 'lockedOut', account, until: valuesOf(problem, code)?.until || null };
  return { kind: 'failed', account, failure };
}

/** True while the account in the field is the locked-out one; another person may sign in at the same seat. */
export function isLockedOutNow(refused: Refused | null, account: string, now: Instant): boolean {
  if (refused?.kind !== 'lockedOut') return false;
  return refused.account.toLowerCase() === account.trim().toLowerCase() && (refused.until === null || refused.until > now);
}

/** What keeps a new password from being taken, first things first. */
export type NewPasswordIssue = 'short' | 'unchanged' | 'different';

export function newPasswordIssue(password: string, repeated: string, oneTime: string): NewPasswordIssue | null {
  if (!Password.safeParse(password).success) return 'short';
  if (password === oneTime) return 'unchanged';
  return password === repeated ? null : 'different';
}

/** Where to go after sign-in: an address inside this program, never another origin. */
export function safeNext(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : '/';
}

/** Two clocks further apart than this, in seconds, make two records hard to compare. */
const CLOCKS_AGREE_S = 5;

/** One line of the state list of the sign-in page. */
export interface StationLine {
  readonly id: 'station' | 'clock' | 'collection' | 'storage';
  readonly isAbnormal: boolean;
}

/** What the page may tell before anyone has signed in (`offsetS`: station clock against this machine): that the station answers, its clock, collection and storage; no alarm, no person. */
export function stationLines(station: Station | null, isAnswering: boolean, offsetS: number): readonly StationLine[] {
  const warnings = station?.warnings ?? [];
  return [
    { id: 'station', isAbnormal: !isAnswering },
    { id: 'clock', isAbnormal: Math.abs(offsetS) > CLOCKS_AGREE_S },
    { id: 'collection', isAbnormal: warnings.includes('pollerDown') },
    { id: 'storage', isAbnormal: warnings.includes('storageFull') },
  ];
}

/** Difference of the two clocks in seconds with one decimal: what the station says against this machine half-way through the question. */
export function clockOffsetS(stationAt: Instant, askedAt: number, answeredAt: number): number {
  return Math.round((stationAt - (askedAt + answeredAt) / 2) / 100) / 10;
}
