import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND, T0 } from '../../../test/support/alarms.ts';
import { type ConsecutiveRule, type ConsecutiveState, NO_LOOK, type Outcome, observeConsecutive } from './consecutive.ts';

const OF: Readonly<Record<string, Outcome>> = { x: 'bad', o: 'good', '?': 'unknown' };

/** Verdicts of looks written as x (bad), o (good), ? (unknown): R report, C clear, . none. */
function verdicts(looks: string, rule: ConsecutiveRule): string {
  let state: ConsecutiveState = NO_LOOK;
  return [...looks]
    .map((look, i) => {
      const at = T0 + i * 30 * SECOND;
      const step = observeConsecutive(state, { at, outcome: OF[look] ?? 'unknown' }, rule, at);
      state = step.state;
      return { report: 'R', clear: 'C', none: '.' }[step.verdict.kind];
    })
    .join('');
}

describe('looks in a row', () => {
  const cases: readonly [string, ConsecutiveRule, string, string][] = [
    ['reports after three bad looks and as long as they go on', { failAfter: 3, clearAfter: 1 }, 'xxxx', '..RR'],
    ['begins anew after a good look', { failAfter: 3, clearAfter: 1 }, 'xxoxxx', '.....R'],
    ['clears at the first good look', { failAfter: 3, clearAfter: 1 }, 'xxxoo', '..RC.'],
    ['clears only after as many good looks as asked for', { failAfter: 1, clearAfter: 3 }, 'xooxooo', 'R..R..C'],
    ['lets an unknown look neither count nor break a row', { failAfter: 3, clearAfter: 2 }, 'x?x??x?o?o', '.....R...C'],
    ['reports at once where one look is enough', { failAfter: 1, clearAfter: 1 }, 'xoxo', 'RCRC'],
  ];
  for (const [name, rule, looks, expected] of cases) it(name, () => expect(verdicts(looks, rule)).toBe(expected));

  it('ignores looks that are not newer, and goes on after the clock was set back', () => {
    const rule = { failAfter: 1, clearAfter: 1 };
    const { state } = observeConsecutive(NO_LOOK, { at: T0, outcome: 'bad' }, rule, T0);
    expect(observeConsecutive(state, { at: T0, outcome: 'good' }, rule, T0 + SECOND)).toEqual({ state, verdict: { kind: 'none' } });
    const back = T0 - 60 * MINUTE;
    expect(observeConsecutive(state, { at: back, outcome: 'good' }, rule, back).verdict.kind).toBe('clear');
  });

  it('is active exactly when some row of bad looks was long enough and no row of good ones since', () => {
    const looks = fc.string({ unit: fc.constantFrom('x', 'o', '?'), maxLength: 30 });
    fc.assert(
      fc.property(looks, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), (text, failAfter, clearAfter) => {
        const told = verdicts(text, { failAfter, clearAfter });
        const known = text.replaceAll('?', '');
        const failed = known.lastIndexOf('x'.repeat(failAfter));
        const after = failed < 0 ? '' : known.slice(failed + failAfter);
        const isActive = failed >= 0 && !after.includes('o'.repeat(clearAfter));
        const lastVerdict = told.replaceAll('.', '').at(-1);
        expect(lastVerdict === 'R').toBe(isActive);
      }),
      { numRuns: 1000 },
    );
  });
});
