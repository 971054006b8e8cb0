import os from 'node:os';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../shared/domain/observation/observation.ts';
import { systemClock } from '../../lib/clock.ts';
import { createResolver } from '../net/resolve.ts';
import { hostCollector } from './collector.ts';
import { missingParts, readIdentity } from './facts.ts';
import { createFileSystems } from './filesystems.ts';
import { readAnywhere } from './snapshot.ts';

const target = { assignmentId: 'a', resourceId: 'r', address: 'localhost', intervalMs: 30_000, config: { protocol: 'host' as const } };
const { signal } = new AbortController();
const names = (observations: readonly Observation[], kind: Observation['kind']) =>
  observations.flatMap((o) => (o.kind !== kind ? [] : o.kind === 'sample' ? o.metric : o.kind === 'fact' ? o.name : o.kind));

describe('R-8.4.2-c3-1 the host collector on this machine', () => {
  it('gives figures of CPU, memory, file systems, disks, interfaces, processes and uptime', async () => {
    const collector = hostCollector.create({
      clock: systemClock,
      log: pino({ level: 'silent' }),
      resolver: createResolver(systemClock),
      credentials: { get: () => null },
      dataFolder: '',
    });
    const first = await collector.collect([target], signal);
    // Two readings must be some ticks of 10 ms apart.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const second = await collector.collect([target], signal);
    const cpu = second.find((o) => o.kind === 'sample' && o.metric === 'cpu.utilisation');
    expect(cpu?.kind === 'sample' && cpu.value).toEqual(expect.any(Number));
    for (const metric of ['memory.utilisation', 'filesystem.utilisation', 'process.count', 'system.uptime', 'cpu.core.utilisation'])
      expect(names(second, 'sample')).toContain(metric);
    const total = second.find((o) => o.kind === 'sample' && o.metric === 'memory.total');
    expect(total?.kind === 'sample' && total.value).toBeCloseTo(os.totalmem(), -8);
    expect(second.some((o) => o.kind === 'reachability' && o.reachable)).toBe(true);
    expect(names(first, 'fact')).toContain('hostname');
    expect(names(second, 'fact')).toEqual([]);
  });

  it('names what another platform does not give', async () => {
    const snapshot = await readAnywhere(createFileSystems(2000), () => 0);
    expect(missingParts(snapshot)).toEqual(['cpu.iowait', 'disk', 'interface', 'process']);
    expect(snapshot.cpu.cores.size).toBe(os.cpus().length);
    expect([...snapshot.usage.values()][0]?.blocks).toBeGreaterThan(0);
  });

  it('knows the boot by an id that setting the clock does not change', () => {
    const now = readIdentity(1_800_000_000_000);
    const jumped = readIdentity(1_900_000_000_000);
    expect(now.bootId).toMatch(/^[0-9a-f-]{36}$/);
    expect(jumped.bootId).toBe(now.bootId);
  });
});
