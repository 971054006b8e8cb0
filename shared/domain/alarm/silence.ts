import type { Instant } from '../id.ts';
import { isOutOfOrder } from './order.ts';
import { NONE, type Step } from './verdict.ts';

/** D-ALM-7: a source that delivered nothing for three polling intervals is silent. */
export const SILENT_INTERVALS = 3;

/** What is remembered of one source of one resource. JSON, so that a restart changes nothing. */
export interface SilenceState {
  readonly lastAt: Instant | null;
  readonly isSilent: boolean;
}

export interface Silence {
  /** The newest datum there is, or since when the source is watched where there is none. */
  readonly since: Instant;
}

export const NEVER_HEARD: SilenceState = { lastAt: null, isSilent: false };

/** A datum arrived. It ends the silence only if it is recent: what a sender kept while it was cut off tells how things were. */
export function hear(state: SilenceState, at: Instant, intervalMs: number, now: Instant): Step<SilenceState, Silence> {
  if (isOutOfOrder(at, state.lastAt, now)) return { state, verdict: NONE };
  const isRecent = now - at < SILENT_INTERVALS * intervalMs;
  const ends = state.isSilent && isRecent;
  return { state: { lastAt: at, isSilent: state.isSilent && !ends }, verdict: ends ? { kind: 'clear', detail: null } : NONE };
}

/**
 * The station looks at its clock. `watchingSince`: the latest of the resource's creation, its last change, that of its
 * interval, the return of the poller and the station's own start or wake: before it nothing could have been heard, so its silence proves nothing.
 */
export function sweepSilence(
  state: SilenceState,
  look: { readonly intervalMs: number; readonly watchingSince: Instant; readonly now: Instant },
): Step<SilenceState, Silence> {
  const { intervalMs, watchingSince, now } = look;
  // A clock that was set back leaves instants in the future; they count as now, so that silence is found from here on.
  const lastAt = state.lastAt === null ? null : Math.min(state.lastAt, now);
  const since = Math.max(lastAt ?? watchingSince, watchingSince);
  if (now - since < SILENT_INTERVALS * intervalMs) return { state: lastAt === state.lastAt ? state : { ...state, lastAt }, verdict: NONE };
  const next = state.isSilent && lastAt === state.lastAt ? state : { lastAt, isSilent: true };
  return { state: next, verdict: { kind: 'report', detail: { since: lastAt ?? watchingSince } } };
}
