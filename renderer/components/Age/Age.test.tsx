import { afterEach, expect, test, vi } from 'vitest';
import { stationClock } from '../../lib/clock.ts';
import { INITIAL_LINK } from '../../lib/link.ts';
import { live } from '../../lib/liveClient.ts';
import { at } from '../../testing/builders.ts';
import { markup, words } from '../../testing/markup.tsx';
import { Age } from './Age.tsx';

afterEach(() => {
  vi.restoreAllMocks();
});

const shown = (ageMs: number | null, intervalMs = 30_000): string => {
  vi.spyOn(stationClock, 'now').mockReturnValue(at());
  return markup(<Age at={ageMs === null ? null : at(-ageMs)} intervalMs={intervalMs} />);
};
const freshnessOf = (html: string): string | undefined => /data-freshness="(\w+)"/.exec(html)?.[1];

test.each([
  [6000, 'live'],
  [46_000, 'late'],
  [91_000, 'stale'],
  [null, 'lost'],
] as const)('data of an age of %s ms, due every 30 s, are %s', (ageMs, expected) => {
  expect(freshnessOf(shown(ageMs))).toBe(expected);
});

test('the figure is told in its largest whole unit, also when it is stale', () => {
  expect(words(shown(125_000))).toMatch(/^2 \S+$/);
});

test('while the station is away every datum is stale, however young; what never came stays unknown', () => {
  vi.spyOn(live, 'link').mockReturnValue({ ...INITIAL_LINK, quality: 'lost', lastAt: at() });
  expect([6000, 46_000, null].map((ageMs) => freshnessOf(shown(ageMs)))).toEqual(['stale', 'stale', 'lost']);
});

test('nothing ever received is words, not a number', () => {
  expect(words(shown(null))).not.toMatch(/\d/);
});
