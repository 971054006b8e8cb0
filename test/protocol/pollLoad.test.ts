import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quantile } from '../support/figures.ts';
import { pollLoad } from '../support/pollLoad.ts';
import { lacking } from './peers.ts';
import { type Agent, startAgent } from './snmpd.ts';

const INTERVAL_MS = 20_000;

// The share of `prove -- poll` that belongs to every run: it goes on for ten minutes and compares.
describe.skipIf(lacking('a thousand devices', { programs: ['snmpd'] }) !== null)('R-8.4.2-c2-9 a thousand devices of real agents', () => {
  let agents: Agent[];
  beforeAll(async () => {
    agents = await Promise.all([startAgent({ everywhere: true }), startAgent({ everywhere: true })]);
  }, 60_000);
  afterAll(() => Promise.all(agents.map((agent) => agent.stop())));

  it('are polled inside their interval for two minutes, while one in ten is dead', async () => {
    const { phases } = await pollLoad({ phases: [{ devices: 1000, dead: 100, forMs: 120_000 }], intervalMs: INTERVAL_MS, agents });
    const [load] = phases;
    if (!load) throw new Error('no phase');
    expect(load.cycles).toBeGreaterThanOrEqual(5_900);
    expect(load.failed).toBe(0);
    expect(load.onTime).toBeGreaterThanOrEqual(0.99);
    expect(quantile(load.durations, 0.95)).toBeLessThanOrEqual(INTERVAL_MS);
    expect(load.samples).toBeGreaterThan(5_300 * 30);
  }, 700_000);
});
