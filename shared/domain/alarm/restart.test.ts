import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND, T0 } from '../../../test/support/alarms.ts';
import { NO_UPTIME, observeUptime, type RestartState, SETTLED_UPTIME_S } from './restart.ts';

/** Verdicts of [seconds after T0, uptime]. */
function verdicts(...looks: readonly (readonly [number, number | null])[]): string[] {
  let state: RestartState = NO_UPTIME;
  return looks.map(([seconds, uptimeS]) => {
    const at = T0 + seconds * SECOND;
    const step = observeUptime(state, { at, uptimeS }, at);
    state = step.state;
    return step.verdict.kind;
  });
}

describe('restart', () => {
  it('says nothing about a resource that is seen for the first time', () => {
    expect(verdicts([0, 20], [30, 50])).toEqual(['none', 'none']);
  });

  it('reports a decreased uptime once and clears after thirty minutes', () => {
    expect(verdicts([0, 90_000], [30, 12], [60, 42], [1818, SETTLED_UPTIME_S - 1], [1819, SETTLED_UPTIME_S], [1849, 1830])).toEqual([
      'none',
      'report',
      'none',
      'none',
      'clear',
      'none',
    ]);
  });

  it('reports a restart between two looks although the uptime is longer than the last one', () => {
    expect(verdicts([0, 100], [600, 500])).toEqual(['none', 'report']);
  });

  it('reports a second restart before the first one settled', () => {
    expect(verdicts([0, 90_000], [30, 12], [60, 5], [90, 35])).toEqual(['none', 'report', 'report', 'none']);
  });

  it('takes TimeTicks that began again after 497 days for what they are, and a restart on that day for a restart', () => {
    const wrap = 2 ** 32 / 100;
    expect(verdicts([0, wrap - 20], [30, 10])).toEqual(['none', 'none']);
    expect(verdicts([0, wrap - 20], [300, 10])).toEqual(['none', 'report']);
  });

  it('is not fooled by a clock that was set, forth or back', () => {
    let state = observeUptime(NO_UPTIME, { at: T0, uptimeS: 90_000 }, T0).state;
    for (const [at, uptimeS] of [
      [T0 + 60 * MINUTE, 90_030],
      [T0 - 60 * MINUTE, 90_060],
      [T0, 90_090],
    ] as const) {
      const step = observeUptime(state, { at, uptimeS }, at);
      expect(step.verdict.kind).toBe('none');
      expect(step.state.uptimeS).toBe(uptimeS);
      state = step.state;
    }
  });

  it('bears two sources that differ by a few seconds, gaps and second deliveries', () => {
    expect(verdicts([0, 1000], [1, 997], [31, 1031], [61, null], [91, 1091], [91, 3])).toEqual(Array(6).fill('none'));
    expect(verdicts([0, Number.NaN], [30, 10])).toEqual(['none', 'none']);
  });

  it('finds every restart and nothing else, however long nobody looked', () => {
    const life = fc.array(fc.record({ afterS: fc.integer({ min: 10, max: 5000 }), boots: fc.boolean() }), { maxLength: 20 });
    fc.assert(
      fc.property(life, (steps) => {
        let bootedAt = T0 - 86_400_000;
        let at = T0;
        let state = observeUptime(NO_UPTIME, { at, uptimeS: 86_400 }, at).state;
        for (const { afterS, boots } of steps) {
          const from = at;
          at += afterS * SECOND;
          // It comes up between two looks, long enough before the second that the tolerance does not hide it.
          if (boots) bootedAt = from + Math.ceil(((at - from) * 6) / 10);
          const step = observeUptime(state, { at, uptimeS: (at - bootedAt) / SECOND }, at);
          expect(step.verdict.kind === 'report').toBe(boots);
          state = step.state;
        }
      }),
    );
  });
});
