import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { affordableAt, recent, type Spending } from './rate.ts';

describe('requests per second of one resource', () => {
  it('holds the limit in every window of a second, whatever is asked when', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ wait: fc.double({ min: 0, max: 400, noNaN: true }), requests: fc.integer({ min: 1, max: 10 }) }), {
          maxLength: 60,
        }),
        (asks) => {
          let now = 0;
          let spending: Spending = [];
          const sent: { at: number; requests: number }[] = [];
          for (const { wait, requests } of asks) {
            now = affordableAt(spending, requests, 10, now + wait);
            sent.push({ at: now, requests });
            spending = [...recent(spending, now), { at: now, requests }];
          }
          for (const { at } of sent) {
            const sum = sent.filter((s) => s.at > at - 999.999 && s.at <= at).reduce((total, s) => total + s.requests, 0);
            expect(sum).toBeLessThanOrEqual(10);
          }
        },
      ),
    );
  });

  it('does not make a request wait while there is room', () => {
    expect(affordableAt([{ at: 0, requests: 9 }], 1, 10, 5)).toBe(5);
    expect(affordableAt([{ at: 0, requests: 9 }], 2, 10, 5)).toBe(1000);
  });

  it('lets a request dearer than the limit go in an empty window', () => {
    expect(affordableAt([{ at: 200, requests: 1 }], 12, 10, 300)).toBe(1200);
    expect(affordableAt([], 12, 10, 300)).toBe(300);
  });
});
