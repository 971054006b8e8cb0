import { expect, it } from 'vitest';
import type { ReplayEpisode } from '../../../../shared/contracts/policyReplay.ts';
import { createReplayTally } from './replayTally.ts';

const episode = (i: number, by: ReplayEpisode['by'], laterMs: number | null = null): ReplayEpisode => ({
  ...{ resourceId: 'r', resourceName: 'r', metric: 'cpu.utilisation', component: '' },
  ...{ from: i * 1000, to: i * 1000 + 500, severity: 'major', peak: 99, by, laterMs },
});

it('counts everything and keeps the newest that are shown', () => {
  const tally = createReplayTally();
  expect(tally.counts()).toEqual({ missed: 0, added: 0, later: null, episodes: 0, items: [] });
  for (let series = 0; series < 10; series++) tally.add(Array.from({ length: 100 }, (_, i) => episode(10 * i + series, 'present')));
  tally.add([episode(5, 'draft')]);
  const { items, ...counts } = tally.counts();
  expect(counts).toEqual({ missed: 1000, added: 1, later: null, episodes: 1001 });
  expect(items.map(({ from }) => from / 1000)).toEqual(Array.from({ length: 200 }, (_, i) => 999 - i));
});

it('tells how much later the draft is: the middle one to the second, and the longest', () => {
  const tally = createReplayTally();
  tally.add([3100, -2000, 90_400].map((laterMs, i) => episode(i, 'both', laterMs)));
  expect(tally.counts().later).toEqual({ median: 3000, most: 90_400 });
});
