import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aContext, aSample, MINUTE, STEP, T0 } from '../../../test/support/alarms.ts';
import { observeAll } from '../alarm/engine.ts';
import { fold } from '../alarm/fold.ts';
import { isOpen } from '../alarm/lifecycle.ts';
import type { MetricThreshold } from '../alarm/policy.ts';
import type { Alarm } from '../alarm/record.ts';
import { NO_DETECTORS } from '../alarm/state.ts';
import {
  compareReplays,
  EPISODES_KEPT,
  type Episode,
  episodesOf,
  NO_REPLAY,
  type ReplayState,
  replay,
  type SampleColumns,
} from './replay.ts';

const METRIC = 'cpu.utilisation';
const threshold = (change: Partial<MetricThreshold> = {}): MetricThreshold => ({
  ...{ policyId: 'p', policy: 'p', direction: 'above', durationMs: 0, hysteresis: 0, n: 1, m: 1, windows: [] },
  levels: { critical: 95, major: 90, minor: 80, warning: null },
  ...change,
});
const series = (values: readonly (number | null)[], stepMs = STEP): SampleColumns => ({
  at: values.map((_, i) => T0 + i * stepMs),
  value: values.map((value) => value ?? Number.NaN),
  intervalMs: values.map(() => STEP),
});
const brief = (episodes: readonly Episode[]) =>
  episodes.map(({ from, to, severity, peak }) => [(from - T0) / STEP, to === null ? null : (to - T0) / STEP, severity, peak]);

/** How often the conditions of the samples began by the alarms that the pipeline makes of them: each poll a batch of its own. */
function raisedLive({ at, value }: SampleColumns, rule: MetricThreshold): number {
  let state = NO_DETECTORS;
  const alarms = new Map<string, Alarm>();
  for (let i = 0; i < at.length; i++) {
    const sample = aSample(METRIC, Number.isFinite(value[i]) ? (value[i] ?? null) : null, at[i] ?? 0);
    const detection = observeAll(state, [sample], aContext({ intervalMs: STEP, thresholds: new Map([[METRIC, rule]]), now: at[i] ?? 0 }));
    state = detection.state;
    for (const report of detection.reports) {
      const all = [...alarms.values()];
      const open = new Map(all.filter(isOpen).map((alarm) => [alarm.key, alarm]));
      const change = fold({ open, closed: new Map() }, report, { id: `a${alarms.size}`, number: '' });
      if (change.kind !== 'unchanged') alarms.set(change.alarm.id, change.alarm);
    }
  }
  return [...alarms.values()].reduce((sum, alarm) => sum + alarm.count, 0);
}

const anyRule = fc.record({
  durationMs: fc.constantFrom(0, STEP, 3 * STEP),
  hysteresis: fc.constantFrom(0, 5),
  n: fc.integer({ min: 1, max: 3 }),
  m: fc.integer({ min: 3, max: 4 }),
  // T0 is 08:00 on a Tuesday.
  windows: fc.constantFrom([], [{ days: [2], from: 480, to: 485 }], [{ days: [2], from: 482, to: 490 }]),
});
const anyValues = fc.array(fc.option(fc.integer({ min: 70, max: 100 }), { freq: 8 }), { maxLength: 40 });

describe('replay of stored samples', () => {
  it('counts every time a condition begins, with how long, how severe and how far', () => {
    const played = replay(NO_REPLAY, METRIC, series([70, 85, 97, 91, 70, 70, 82]), threshold());
    expect([played.count, brief(episodesOf(played))]).toEqual([
      2,
      [
        [1, 4, 'critical', 97],
        [6, null, 'minor', 82],
      ],
    ]);
  });

  it('says exactly as often as the pipeline raises on the same samples', () => {
    fc.assert(
      fc.property(anyValues, anyRule, (values, change) => {
        const rule = threshold(change);
        expect(replay(NO_REPLAY, METRIC, series(values), rule).count).toBe(raisedLive(series(values), rule));
      }),
      { numRuns: 300 },
    );
  });

  it('is the same in parts as in one', () => {
    fc.assert(
      fc.property(anyValues, anyRule, fc.nat(40), (values, change, cut) => {
        const rule = threshold(change);
        const { at, value, intervalMs } = series(values);
        const part = (from: number, to?: number): SampleColumns => ({
          at: Array.from(at).slice(from, to),
          value: Array.from(value).slice(from, to),
          intervalMs: Array.from(intervalMs).slice(from, to),
        });
        const inParts = replay(replay(NO_REPLAY, METRIC, part(0, cut), rule), METRIC, part(cut), rule);
        expect(inParts).toEqual(replay(NO_REPLAY, METRIC, series(values), rule));
      }),
    );
  });

  it('does not fire outside of its windows, and begins anew in the next', () => {
    const windows = [{ days: [2], from: 481, to: 483 }];
    const values = Array.from({ length: 10 }, () => 99);
    expect(brief(episodesOf(replay(NO_REPLAY, METRIC, series(values), threshold({ windows }))))).toEqual([[2, 6, 'critical', 99]]);
  });

  it('takes total loss for unreachability, as the pipeline does', () => {
    expect(replay(NO_REPLAY, 'icmp.loss', series([100, 100]), threshold()).count).toBe(0);
    expect(replay(NO_REPLAY, 'icmp.loss', series([96, 100]), threshold()).count).toBe(1);
  });
});

describe('two thresholds on one series', () => {
  const LEVELS = threshold().levels;
  const state = (episodes: readonly Episode[]): ReplayState => ({ ...NO_REPLAY, episodes, count: episodes.length });
  const at = (from: number, to: number | null): Episode => ({
    from: T0 + from * MINUTE,
    to: to === null ? null : T0 + to * MINUTE,
    severity: 'major',
    peak: 99,
  });

  it('differ by what one misses, what it adds, and how much later it tells', () => {
    const present = [at(0, 5), at(10, 12), at(20, null)];
    const draft = [at(2, 5), at(14, 15), at(21, null)];
    expect(compareReplays(state(present), state(draft))).toEqual({
      both: [
        { episode: at(0, 5), laterMs: 2 * MINUTE },
        { episode: at(20, null), laterMs: MINUTE },
      ],
      missed: [at(10, 12)],
      added: [at(14, 15)],
      until: null,
    });
  });

  it('are compared only as far as the episodes of both are known, and that is said', () => {
    const values = Array.from({ length: 4 * EPISODES_KEPT }, (_, i) => (i % 2 === 0 ? 85 : 92));
    const often = replay(NO_REPLAY, METRIC, series(values), threshold({ levels: { ...LEVELS, minor: null } }));
    const always = replay(NO_REPLAY, METRIC, series(values), threshold());
    const twice = replay(
      NO_REPLAY,
      METRIC,
      series(values.map((value, i) => (i === 3 || i === 3 * EPISODES_KEPT ? value : 70))),
      threshold(),
    );
    const end = often.episodes.at(-1)?.to;
    expect([often.count, often.episodes.length, always.count]).toEqual([2 * EPISODES_KEPT, EPISODES_KEPT, 1]);
    expect(compareReplays(always, often)).toMatchObject({ both: [{ laterMs: STEP }], missed: [], added: [], until: end });
    const rare = compareReplays(twice, often);
    expect([rare.both.length, rare.missed.length, rare.added.length, rare.until]).toEqual([1, 0, EPISODES_KEPT - 1, end]);
    const reverse = compareReplays(often, twice);
    expect([reverse.both.length, reverse.missed.length, reverse.added.length]).toEqual([1, EPISODES_KEPT - 1, 0]);
  });
});
