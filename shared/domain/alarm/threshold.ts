import type { Instant } from '../id.ts';
import { isOutOfOrder } from './order.ts';
import type { ThresholdRule } from './policy.ts';
import { SEVERITIES, type Severity, severityRank } from './severity.ts';
import { NONE, type Step } from './verdict.ts';

/** What is remembered of one series under one rule. JSON, so that a restart changes nothing. */
export interface ThresholdState {
  /** Newest sample with a value. */
  readonly lastAt: Instant | null;
  /** The last m values, newest last. */
  readonly recent: readonly number[];
  /** How long n of m have crossed each level without a break, in ms; absent where they do not. */
  readonly heldMs: Readonly<Partial<Record<Severity, number>>>;
  /** The severity reported, null while all is well. */
  readonly severity: Severity | null;
}

export interface Crossing {
  readonly severity: Severity;
  readonly observed: number;
  readonly level: number;
}

/** One for all: nearly every series holds nothing. */
const NOTHING_HELD: ThresholdState['heldMs'] = Object.freeze({});
export const NO_THRESHOLD: ThresholdState = { lastAt: null, recent: [], heldMs: NOTHING_HELD, severity: null };

/** Between two samples further apart than this many intervals nobody saw what was: that time does not count as held. */
const GAP_INTERVALS = 3;

function crossings(rule: ThresholdRule, values: readonly number[], level: number): number {
  return values.filter((value) => (rule.direction === 'above' ? value > level : value < level)).length;
}

/** How long each level has been crossed after a sample that came `stepMs` after the one before. */
function heldAfter(state: ThresholdState, rule: ThresholdRule, recent: readonly number[], stepMs: number): ThresholdState['heldMs'] {
  let held: Partial<Record<Severity, number>> | null = null;
  for (const severity of SEVERITIES) {
    const level = rule.levels[severity];
    if (level === null || crossings(rule, recent, level) < rule.n) continue;
    const before = state.heldMs[severity];
    held ??= {};
    held[severity] = before === undefined ? 0 : before + stepMs;
  }
  return held ?? NOTHING_HELD;
}

/** True while n of m samples are not yet on the good side by the hysteresis: a severity once reached ends only there. */
function isKept(rule: ThresholdRule, recent: readonly number[], level: number): boolean {
  const released = rule.direction === 'above' ? level - rule.hysteresis : level + rule.hysteresis;
  return crossings(rule, recent, released) >= rule.n;
}

/** The most severe level that was crossed long enough, or was reached before and is not yet left. */
function severityAfter(
  state: ThresholdState,
  rule: ThresholdRule,
  recent: readonly number[],
  held: ThresholdState['heldMs'],
): Severity | null {
  const holds = (severity: Severity): boolean => {
    const level = rule.levels[severity];
    if (level === null) return false;
    if ((held[severity] ?? -1) >= rule.durationMs) return true;
    return state.severity !== null && severityRank(severity) >= severityRank(state.severity) && isKept(rule, recent, level);
  };
  return SEVERITIES.find(holds) ?? null;
}

/**
 * One sample under one rule. N of the last M samples must cross a level, for the duration; severity follows the most severe
 * level; each level is left only by the hysteresis, in n of m too. A gap (null) and a sample out of order decide and count nothing.
 */
export function observeThreshold(
  state: ThresholdState,
  sample: { readonly at: Instant; readonly value: number | null },
  rule: ThresholdRule,
  now: Instant,
): Step<ThresholdState, Crossing> {
  const { at, value } = sample;
  if (value === null || !Number.isFinite(value) || isOutOfOrder(at, state.lastAt, now)) return { state, verdict: NONE };
  const recent = [...state.recent.slice(Math.max(0, state.recent.length + 1 - rule.m)), value];
  const stepMs = state.lastAt === null ? 0 : Math.min(Math.max(0, at - state.lastAt), GAP_INTERVALS * rule.intervalMs);
  const heldMs = heldAfter(state, rule, recent, stepMs);
  const severity = severityAfter(state, rule, recent, heldMs);
  const next: ThresholdState = { lastAt: at, recent, heldMs, severity };
  const level = severity && rule.levels[severity];
  if (severity === null || level === null)
    return { state: next, verdict: state.severity === null ? NONE : { kind: 'clear', detail: null } };
  return { state: next, verdict: { kind: 'report', detail: { severity, observed: value, level } } };
}
