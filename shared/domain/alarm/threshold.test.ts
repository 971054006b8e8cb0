import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aRule, MINUTE, SECOND, T0 } from '../../../test/support/alarms.ts';
import type { ThresholdRule } from './policy.ts';
import { SEVERITIES, type Severity, severityRank } from './severity.ts';
import { NO_THRESHOLD, observeThreshold, type ThresholdState } from './threshold.ts';

const STEP = 30 * SECOND;

/** Verdicts of values that arrive every 30 s: the severity while the condition holds, `clear` at its end, `-` otherwise. */
function verdicts(values: readonly (number | null)[], rule: ThresholdRule, stepMs = STEP): string[] {
  let state: ThresholdState = NO_THRESHOLD;
  return values.map((value, i) => {
    const at = T0 + i * stepMs;
    const step = observeThreshold(state, { at, value }, rule, at);
    state = step.state;
    if (step.verdict.kind === 'report') return step.verdict.detail.severity;
    return step.verdict.kind === 'clear' ? 'clear' : '-';
  });
}

describe('R-8.4.3-b4-2 threshold', () => {
  it('reports the most severe level that is crossed and clears below all', () => {
    expect(verdicts([79, 81, 95, 85, 80, 50], aRule())).toEqual(['-', 'major', 'critical', 'major', 'clear', '-']);
  });

  it('does not count the level itself as crossed, in either direction', () => {
    expect(verdicts([80, 90, 90.01], aRule())).toEqual(['-', 'major', 'critical']);
    const below = aRule({ direction: 'below', levels: { critical: null, major: 7, minor: 30, warning: null } });
    expect(verdicts([30, 29.9, 7, 6.9, 7.1, 90], below)).toEqual(['-', 'minor', 'minor', 'major', 'minor', 'clear']);
  });

  it('says what it saw and which level it was', () => {
    const step = observeThreshold(NO_THRESHOLD, { at: T0, value: 93.4 }, aRule(), T0);
    expect(step.verdict).toEqual({ kind: 'report', detail: { severity: 'critical', observed: 93.4, level: 90 } });
  });

  it('waits for the duration', () => {
    expect(verdicts([85, 85, 85, 85, 50], aRule({ durationMs: 90 * SECOND }))).toEqual(['-', '-', '-', 'major', 'clear']);
    expect(verdicts([85, 85, 85, 50, 85], aRule({ durationMs: 90 * SECOND }))).toEqual(['-', '-', '-', '-', '-']);
  });

  it('measures the duration of each level on its own', () => {
    expect(verdicts([85, 85, 95, 95, 95], aRule({ durationMs: 60 * SECOND }))).toEqual(['-', '-', 'major', 'major', 'critical']);
  });

  it('does not take the time for held in which nobody looked', () => {
    const rule = aRule({ durationMs: 10 * MINUTE });
    expect(verdicts([85, 85], rule, 60 * MINUTE)).toEqual(['-', '-']);
    expect(verdicts(Array(8).fill(85), rule, 60 * MINUTE).at(-1)).toBe('major');
  });

  it('leaves a level only by the hysteresis, each level by its own', () => {
    const rule = aRule({ hysteresis: 3 });
    expect(verdicts([81, 79, 77.5, 77], rule)).toEqual(['major', 'major', 'major', 'clear']);
    expect(verdicts([95, 88, 87, 78, 77], rule)).toEqual(['critical', 'critical', 'major', 'major', 'clear']);
    expect(verdicts([78, 79], rule)).toEqual(['-', '-']);
  });

  it('reports when n of the last m cross, and clears when fewer than n are left', () => {
    const rule = aRule({ n: 3, m: 5 });
    expect(verdicts([85, 50, 85, 50, 85], rule)).toEqual(['-', '-', '-', '-', 'major']);
    expect(verdicts([85, 50, 50, 85, 50, 85], rule)).toEqual(['-', '-', '-', '-', '-', '-']);
    expect(verdicts([85, 85, 85, 50, 50, 50], rule)).toEqual(['-', '-', 'major', 'major', 'major', 'clear']);
  });

  it('lets a gap neither cross nor clear nor count among the last m', () => {
    expect(verdicts([85, null, null, null, null], aRule())).toEqual(['major', '-', '-', '-', '-']);
    expect(verdicts([85, null, 85, null, null, 85], aRule({ n: 3, m: 3 }))).toEqual(['-', '-', '-', '-', '-', 'major']);
    expect(verdicts([85, null, 50], aRule())).toEqual(['major', '-', 'clear']);
    expect(verdicts([Number.NaN, Number.POSITIVE_INFINITY], aRule())).toEqual(['-', '-']);
  });

  it('has no alarm of a severity without a level', () => {
    expect(verdicts([99], aRule({ levels: { critical: null, major: null, minor: null, warning: null } }))).toEqual(['-']);
  });

  it('R-8.4.2-d4-2 applies a changed rule to the next sample', () => {
    const { state } = observeThreshold(NO_THRESHOLD, { at: T0, value: 85 }, aRule(), T0);
    const stricter = aRule({ levels: { critical: 84, major: 80, minor: null, warning: null } });
    expect(observeThreshold(state, { at: T0 + STEP, value: 85 }, stricter, T0 + STEP).verdict).toMatchObject({
      detail: { severity: 'critical' },
    });
    const milder = aRule({ levels: { critical: null, major: 86, minor: null, warning: null } });
    expect(observeThreshold(state, { at: T0 + STEP, value: 85 }, milder, T0 + STEP).verdict).toEqual({ kind: 'clear', detail: null });
  });

  it('ignores samples that are not newer than the last one', () => {
    const { state } = observeThreshold(NO_THRESHOLD, { at: T0, value: 85 }, aRule(), T0);
    for (const at of [T0, T0 - STEP])
      expect(observeThreshold(state, { at, value: 50 }, aRule(), T0 + STEP)).toEqual({ state, verdict: { kind: 'none' } });
  });

  it('goes on after the clock was set back by an hour', () => {
    const { state } = observeThreshold(NO_THRESHOLD, { at: T0, value: 85 }, aRule(), T0);
    const back = T0 - 60 * MINUTE;
    expect(observeThreshold(state, { at: back, value: 50 }, aRule(), back).verdict.kind).toBe('clear');
  });
});

const value = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constant(null));
const rules: fc.Arbitrary<ThresholdRule> = fc.record({
  direction: fc.constantFrom('above', 'below'),
  levels: fc.record({
    critical: fc.constantFrom(null, 15),
    major: fc.constantFrom(null, 12, 5),
    minor: fc.constantFrom(null, 9),
    warning: fc.constantFrom(null, 6),
  }),
  durationMs: fc.constantFrom(0, STEP, 3 * STEP),
  hysteresis: fc.integer({ min: 0, max: 4 }),
  n: fc.integer({ min: 1, max: 3 }),
  m: fc.integer({ min: 3, max: 5 }),
  intervalMs: fc.constant(STEP),
});
const series = fc.array(fc.record({ gapMs: fc.integer({ min: 1, max: 5 * STEP }), value }), { maxLength: 40 });

/** The rule over the whole history, written down as its definition says: slow, without memory but the severity. */
function severityByDefinition(
  history: readonly { at: number; value: number }[],
  rule: ThresholdRule,
  before: Severity | null,
): Severity | null {
  const beyond = (v: number, level: number): boolean => (rule.direction === 'above' ? v > level : v < level);
  const nOfM = (end: number, level: number): boolean =>
    history.slice(Math.max(0, end + 1 - rule.m), end + 1).filter((sample) => beyond(sample.value, level)).length >= rule.n;
  const last = history.length - 1;
  const heldLongEnough = (level: number): boolean => {
    if (!nOfM(last, level)) return false;
    let first = last;
    while (first > 0 && nOfM(first - 1, level)) first -= 1;
    let held = 0;
    for (let i = first + 1; i <= last; i += 1) held += Math.min(history[i]!.at - history[i - 1]!.at, 3 * rule.intervalMs);
    return held >= rule.durationMs;
  };
  const released = (level: number): number => (rule.direction === 'above' ? level - rule.hysteresis : level + rule.hysteresis);
  for (const severity of SEVERITIES) {
    const level = rule.levels[severity];
    if (level === null) continue;
    const wasReached = before !== null && severityRank(before) <= severityRank(severity);
    if (heldLongEnough(level) || (wasReached && nOfM(last, released(level)))) return severity;
  }
  return null;
}

describe('threshold, as properties', () => {
  it('R-8.4.3-b4-3 decides every series as the definition over the whole history does', () => {
    fc.assert(
      fc.property(rules, series, (rule, samples) => {
        let state = NO_THRESHOLD;
        let expected: Severity | null = null;
        const history: { at: number; value: number }[] = [];
        let at = T0;
        for (const sample of samples) {
          at += sample.gapMs;
          const { state: next, verdict } = observeThreshold(state, { at, value: sample.value }, rule, at);
          if (sample.value === null) {
            expect(next).toBe(state);
            continue;
          }
          history.push({ at, value: sample.value });
          const before: Severity | null = expected;
          expected = severityByDefinition(history, rule, before);
          expect(next.severity).toBe(expected);
          expect(verdict.kind).toBe(expected ? 'report' : before ? 'clear' : 'none');
          state = next;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is the same whether its memory went through JSON or not, and whether samples came once or twice', () => {
    fc.assert(
      fc.property(rules, series, (rule, samples) => {
        let plain = NO_THRESHOLD;
        let stored = NO_THRESHOLD;
        let at = T0;
        for (const { gapMs, value } of samples) {
          at += gapMs;
          const sample = { at, value };
          const a = observeThreshold(plain, sample, rule, at);
          const b = observeThreshold(JSON.parse(JSON.stringify(stored)), sample, rule, at);
          expect(b).toEqual(a);
          expect(observeThreshold(a.state, sample, rule, at + 1)).toEqual({ state: a.state, verdict: { kind: 'none' } });
          plain = a.state;
          stored = b.state;
        }
      }),
      { numRuns: 200 },
    );
  });
});
