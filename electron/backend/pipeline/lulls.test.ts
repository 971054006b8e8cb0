import { expect, test } from 'vitest';
import type { ResourceRecord } from '../features/resources/index.ts';
import { createLulls } from './lulls.ts';

const NOW = 1_795_873_652_430;
const resource = { id: 'one' } as ResourceRecord;
const terms = { thresholds: new Map(), intervalMs: 60_000 };

test('R-8.4.3-b4-1 a resource is looked at again when something may be found, and not before', () => {
  const lulls = createLulls();
  expect(lulls.isOver(resource, terms, NOW)).toBe(true);
  lulls.begin(resource, terms, NOW, NOW + 120_000);
  expect([NOW, NOW + 119_999, NOW + 120_000].map((at) => lulls.isOver(resource, terms, at))).toEqual([false, false, true]);
});

test('a lull ends with a change of the resource, of its interval or its thresholds, and with a clock that was set back', () => {
  const lulls = createLulls();
  lulls.begin(resource, terms, NOW, NOW + 120_000);
  expect(lulls.isOver({ ...resource }, terms, NOW)).toBe(true);
  expect(lulls.isOver(resource, { ...terms, intervalMs: 10_000 }, NOW)).toBe(true);
  expect(lulls.isOver(resource, { ...terms, thresholds: new Map() }, NOW)).toBe(true);
  expect(lulls.isOver(resource, terms, NOW - 1)).toBe(true);
});

test('where any moment may bring something the next look is a tenth of an interval later, ten seconds at most', () => {
  const lulls = createLulls();
  const after = (intervalMs: number, ms: number) => {
    const own = { ...terms, intervalMs };
    lulls.begin(resource, own, NOW, NOW);
    return lulls.isOver(resource, own, NOW + ms);
  };
  expect([after(60_000, 5999), after(60_000, 6000)]).toEqual([false, true]);
  expect([after(3_600_000, 9999), after(3_600_000, 10_000)]).toEqual([false, true]);
});
