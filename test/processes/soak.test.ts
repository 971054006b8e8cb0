import { expect, test } from 'vitest';
import { soak } from '../support/soak.ts';

const MEGABYTE = 1e6;

/**
 * A small share of `prove -- soak`, which also judges what the processes take in all: three minutes are 1.4 hours of the usual rate here,
 * and what allocators and caches hold has not settled by then.
 */
test('R-8.4.3-d2-7 objects and descriptors of every process do not grow while everything goes on', async () => {
  const { trends, restarts, lines } = await soak({
    size: { devices: 20, hosts: 4, services: 4, v3Percent: 25 },
    speed: 36,
    usual: { lines: 8, traps: 1 },
    warmUpMs: 40_000,
    forMs: 140_000,
    sampleMs: 4000,
  });
  expect(restarts).toBe(0);
  expect(lines).toBeGreaterThan(10_000);
  const of = (what: string) => trends.filter((trend) => trend.what === what);
  expect(new Set(of('rss').map(({ program }) => program))).toEqual(new Set(['supervisor', 'backend', 'poller', 'receiver']));
  const grew = of('heap').filter(({ slope }) => slope > MEGABYTE);
  expect(grew).toEqual([]);
  expect(of('descriptors').filter(({ slope }) => Math.abs(slope) > 0.5)).toEqual([]);
}, 900_000);
