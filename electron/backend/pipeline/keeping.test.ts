import { expect, it } from 'vitest';
import { createTestClock } from '../../../test/support/clock.ts';
import { createKeeping, type News } from './keeping.ts';

const NOTHING: News = { isFirst: false, hasReports: false, hasFacts: false };

function aKeeping(count: number) {
  const clock = createTestClock();
  const keeping = createKeeping(clock, () => count);
  const ids = Array.from({ length: count }, (_, index) => `r${index}`);
  /** Looks at all of them, and stores those that are due; how many were. */
  const round = (news: News = NOTHING): number => {
    const due = ids.filter((id) => keeping.isDue(id, news));
    for (const id of due) keeping.stored(id);
    return due.length;
  };
  return { clock, keeping, round };
}

it('stores alarms and what is new at once, the rest of a few resources every half minute', () => {
  const { clock, round } = aKeeping(3);
  expect(round({ ...NOTHING, isFirst: true })).toBe(3);
  expect(round({ ...NOTHING, hasReports: true })).toBe(3);
  expect(round()).toBe(0);
  clock.advance(29_000);
  expect(round()).toBe(0);
  clock.advance(1000);
  expect(round()).toBe(3);
});

it('R-8.4.3-b3-1 stores ten resources a second however many there are, also after a start', () => {
  const { clock, round } = aKeeping(6000);
  const stored: number[] = [];
  for (let minute = 0; minute < 40; minute += 1) {
    stored.push(round());
    clock.advance(60_000);
  }
  expect(Math.max(...stored)).toBeLessThan(900);
  expect(stored.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(6000 * 3.5);
});

it('stores facts within half a minute, for nobody says them twice', () => {
  const { clock, keeping, round } = aKeeping(6000);
  round({ ...NOTHING, isFirst: true });
  expect(keeping.isDue('r1', { ...NOTHING, hasFacts: true })).toBe(false);
  clock.advance(30_000);
  expect(keeping.isDue('r1', NOTHING)).toBe(true);
  expect(keeping.isDue('r2', NOTHING)).toBe(false);
  keeping.stored('r1');
  clock.advance(30_000);
  expect(keeping.isDue('r1', NOTHING)).toBe(false);
});
