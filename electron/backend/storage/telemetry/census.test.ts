import { expect, test } from 'vitest';
import { createCensus } from './census.ts';
import type { Series } from './seriesTable.ts';

test('a count lets everything else have its turn, however slow it is, and several are done one after the other', async () => {
  const series = Array.from({ length: 2000 }, (_, i) => ({ resourceId: `r${i % 10}`, metric: 'm' }) as Series);
  const seen: string[] = [];
  function* all(name: string) {
    for (const [place, one] of series.entries()) {
      if (place % 500 === 0) seen.push(name);
      yield one;
    }
  }
  let mono = 0;
  let begun = 0;
  const names = ['a', 'b', 'c'];
  // Every look at the clock finds that three milliseconds went.
  const census = createCensus({ all: () => all(names[begun++] ?? '') }, () => (mono += 3));
  let turns = 0;
  let isDone = false;
  const turn = () => {
    turns += 1;
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  const retention = { samplesMs: 0, rollupsMs: 0, longer: [{ metrics: null, resourceIds: ['r1'], days: 400 }] };
  const counted = await Promise.all(names.map(() => census(retention)));
  isDone = true;
  expect(counted).toEqual(names.map(() => ({ series: 2000, matching: [200], longer: [{ days: 400, series: 200 }] })));
  expect(seen.join('')).toBe('aaaabbbbcccc');
  expect(turns).toBeGreaterThanOrEqual(12);
});
