import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alarmNumber, conditionKey, dayOf, keyPart } from './key.ts';
import { PROBABLE_CAUSES } from './record.ts';
import { watchKey } from './state.ts';

describe('D-ALM-2 key of a condition', () => {
  it('names resource, cause, component and rule', () => {
    expect(conditionKey('r', 'thresholdCrossed', '/data', 'policy.fs')).toBe('r|thresholdCrossed|/data|policy.fs');
  });

  it('keeps apart conditions whose parts only differ in where a separator stands', () => {
    expect(conditionKey('r', 'unreachable', 'a|b', 'c')).not.toBe(conditionKey('r', 'unreachable', 'a', 'b|c'));
    expect(conditionKey('r', 'unreachable', 'a%7Cb', 'c')).not.toBe(conditionKey('r', 'unreachable', 'a|b', 'c'));
    expect(watchKey('unreachable', 'a|b', 'c')).not.toBe(watchKey('unreachable', 'a', 'b|c'));
    expect(watchKey('unreachable', 'a%7Cb', 'c')).not.toBe(watchKey('unreachable', 'a|b', 'c'));
  });

  it('never gives two conditions the same key, whatever a device calls its parts', () => {
    // Two ways to cut one text at a separator: what a plain join would confuse.
    const text = fc.string({ unit: fc.constantFrom('|', '%', '7', 'C', 'a'), minLength: 3, maxLength: 8 }).map((middle) => `x|${middle}|y`);
    const cuts = text.chain((whole) => {
      const places = [...whole].flatMap((sign, at) => (sign === '|' ? [at] : []));
      return fc.tuple(fc.constant(whole), fc.constantFrom(...places), fc.constantFrom(...places));
    });
    fc.assert(
      fc.property(cuts, fc.constantFrom(...PROBABLE_CAUSES), ([whole, i, j], cause) => {
        const cut = (at: number): [string, string] => [whole.slice(0, at), whole.slice(at + 1)];
        expect(conditionKey('r', cause, ...cut(i)) === conditionKey('r', cause, ...cut(j))).toBe(i === j);
        expect(watchKey(cause, ...cut(i)) === watchKey(cause, ...cut(j))).toBe(i === j);
        expect(keyPart(whole)).not.toContain('|');
        expect(decodeURIComponent(keyPart(whole))).toBe(whole);
      }),
    );
  });
});

describe('alarm number', () => {
  it('counts within the day of Shanghai', () => {
    expect(alarmNumber(Date.UTC(2026, 10, 24, 15, 59, 59, 999), 7)).toBe('ALM-20261124-000007');
    expect(alarmNumber(Date.UTC(2026, 10, 24, 16), 1)).toBe('ALM-20261125-000001');
    expect(dayOf(Date.UTC(2026, 11, 31, 16))).toBe('20270101');
    expect(alarmNumber(0, 1_234_567)).toBe('ALM-19700101-1234567');
  });
});
