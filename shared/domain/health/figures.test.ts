import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIGURE_CODES, FIGURES, figureDefinition, isInTrouble, isPassed, LOOKS, look, NO_LOOK } from './figures.ts';

describe('R-8.4.3-h-2 figures of the station', () => {
  it('have names of their own for a scraper, in its grammar', () => {
    const names = FIGURE_CODES.map((code) => FIGURES[code].scraped);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
  });

  it('pass a limit upwards or downwards, never where it is not known', () => {
    expect([isPassed('requestP95', 2000), isPassed('requestP95', 2001), isPassed('requestP95', null)]).toEqual([false, true, false]);
    expect([isPassed('certificateDays', 30), isPassed('certificateDays', 29), isPassed('certificateDays', -1)]).toEqual([
      false,
      true,
      true,
    ]);
    expect(isPassed('sessions', 1e9)).toBe(false);
  });

  it('R-8.4.3-d2-7 are trouble after three looks in a row, and no more after three: any looks', () => {
    const limited = FIGURE_CODES.filter((code) => figureDefinition(code).above !== undefined || figureDefinition(code).below !== undefined);
    const values = fc.array(fc.option(fc.double({ min: -10, max: 1e5, noNaN: true }), { nil: null }), { maxLength: 40 });
    fc.assert(
      fc.property(fc.constantFrom(...limited), values, (code, seen) => {
        const known = seen.filter((value) => value !== null);
        const state = seen.reduce((before, value) => look(before, code, value), NO_LOOK);
        const newest = known.slice(-LOOKS).map((value) => isPassed(code, value));
        const all = (what: boolean) => newest.length === LOOKS && newest.every((one) => one === what);
        expect(isInTrouble(state)).toBe(all(true) ? true : all(false) ? false : null);
      }),
    );
  });
});
