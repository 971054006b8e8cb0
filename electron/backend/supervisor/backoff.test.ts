import { describe, expect, test } from 'vitest';
import { CALM, nextStart } from './backoff.ts';

describe('back-off of restarts', () => {
  test('R-8.4.3-d2-6 the first restart waits 0.2 s, each further one twice as long, never more than 10 s', () => {
    const delays: number[] = [];
    let state = CALM;
    for (let i = 0; i < 9; i++) {
      const next = nextStart(state, 100);
      delays.push(next.delayMs);
      state = next.state;
    }
    expect(delays).toEqual([200, 400, 800, 1600, 3200, 6400, 10_000, 10_000, 10_000]);
  });

  test('a minute of running forgives', () => {
    let state = CALM;
    for (let i = 0; i < 6; i++) state = nextStart(state, 100).state;
    expect(nextStart(state, 60_000).delayMs).toBe(200);
    expect(nextStart(state, 59_999).delayMs).toBe(10_000);
  });
});
