import { expect, test } from 'vitest';
import { KINDS, tryRoots } from '../support/faultRoots.ts';

/** A small share of `prove -- roots`. */
test('R-8.4.2-c4-2 of what breaks in a province of two hundred devices the alarms name the cause', async () => {
  const trials = await tryRoots({ faults: 2 * KINDS.length, seed: 7 });
  expect(trials.filter(({ ms }) => ms === null)).toEqual([]);
  expect(Math.max(...trials.map(({ silent }) => silent))).toBeGreaterThan(2);
}, 150_000);
