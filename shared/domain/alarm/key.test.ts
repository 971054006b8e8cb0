import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alarmNumber, conditionKey, dayOf } from './key.ts';
import { PROBABLE_CAUSES } from './record.ts';

describe('D-ALM-2 key of a condition', () => {
  it('names resource, cause, component and rule', () => {
    expect(conditionKey('r', 'thresholdCrossed', '/data', 'policy.fs')).toBe('r|thresholdCrossed|/data|policy.fs');
  });

  it('never gives two conditions the same key, whatever a device calls its parts', () => {
    const part = fc.string({ unit: fc.constantFrom('|', '%', '7', 'C', 'a'), maxLength: 6 });
    const condition = fc.tuple(part, fc.constantFrom(...PROBABLE_CAUSES), part, part);
    fc.assert(
      fc.property(condition, condition, (a, b) => {
        expect(conditionKey(...a) === conditionKey(...b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
      { numRuns: 2000 },
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
