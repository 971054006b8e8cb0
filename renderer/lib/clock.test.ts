import { expect, test } from 'vitest';
import { createStationClock } from './clock.ts';

test('the clock follows the station and goes on without it, whatever the local clock does', () => {
  let wall = 5_000_000;
  let monotonic = 100;
  const clock = createStationClock(
    () => wall,
    () => monotonic,
  );
  expect(clock.now()).toBe(5_000_000);
  clock.set(9_000_000);
  monotonic += 2500;
  wall -= 3_600_000;
  expect(clock.now()).toBe(9_002_500);
  clock.set(9_002_000);
  expect(clock.now()).toBe(9_002_000);
});
