import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { Assignment, Observation, Protocol } from '../../../shared/domain/observation/observation.ts';
import { isLate } from '../../../shared/domain/poll/cycle.ts';
import type { Collector, RunningCollector } from '../collectors/collector.ts';
import { systemClock } from '../lib/clock.ts';
import { createPoll, type Poll, type PollOptions } from './poll.ts';

const log = pino({ level: 'silent' });
const WAIT = { timeout: 8000, interval: 10 };
let polls: Poll[];
let observed: Observation[];

beforeEach(() => {
  polls = [];
  observed = [];
});
afterEach(async () => {
  await Promise.all(polls.map((poll) => poll.stop()));
});

function collector(
  protocol: Protocol,
  collect: RunningCollector<unknown>['collect'],
  over: Partial<Collector<unknown>> = {},
): Collector<unknown> {
  return {
    protocol,
    config: z.object({}),
    batch: 1,
    requests: 1,
    concurrency: { fast: 8, slow: 2 },
    missing: async () => null,
    create: () => ({ collect, stop: async () => undefined }),
    ...over,
  };
}

function pollWith(collectors: PollOptions['collectors'], options: Partial<PollOptions> = {}): Poll {
  const poll = createPoll({
    collectors,
    clock: systemClock,
    log,
    emit: (batch) => observed.push(...batch),
    credentials: { get: () => null },
    dataFolder: '',
    ...options,
  });
  polls.push(poll);
  return poll;
}

const assignment = (id: string, over: Partial<Assignment> = {}): Assignment => ({
  id,
  resourceId: `r-${id}`,
  protocol: 'tcp',
  address: id,
  intervalMs: 300,
  config: {},
  ...over,
});

const answer: RunningCollector<unknown>['collect'] = async (targets) =>
  targets.map(({ resourceId, address }) => ({
    kind: 'reachability',
    resourceId,
    at: Date.now(),
    protocol: 'tcp',
    component: address,
    reachable: !address.startsWith('dead'),
    fault: address.startsWith('dead') ? { kind: 'timeout', retryable: true, detail: '' } : null,
  }));

const of = (kind: Observation['kind'], id: string) => observed.filter((o) => o.kind === kind && o.resourceId === `r-${id}`);
const cycles = () => observed.flatMap((o) => (o.kind === 'cycle' ? o : []));

describe('R-8.4.3-b4-1 polling', () => {
  it('asks every assignment again and again and ends each cycle with an observation', async () => {
    const poll = pollWith({ tcp: collector('tcp', answer) });
    expect(poll.assign([assignment('a'), assignment('b')])).toBe(0);
    await vi.waitFor(() => expect(of('cycle', 'a').length).toBeGreaterThan(3), WAIT);
    expect(of('cycle', 'b').length).toBeGreaterThan(2);
    expect(cycles().every((cycle) => cycle.intervalMs === 300 && !isLate(cycle))).toBe(true);
    expect(poll.status()[0]).toMatchObject({ protocol: 'tcp', targets: 2, unanswered: 0, lateCycles: 0, problem: null, hung: 0 });
  });

  it('R-8.2.2-0-4 gives the gaps of a check that found nobody its fault for a reason', async () => {
    const gap = { kind: 'sample', protocol: 'tcp', metric: 'tcp.connect', value: null } as const;
    const measuring: RunningCollector<unknown>['collect'] = async (targets, signal) => [
      ...(await answer(targets, signal)),
      ...targets.map(({ resourceId, address }) => ({ ...gap, resourceId, component: address, at: Date.now() })),
    ];
    const poll = pollWith({ tcp: collector('tcp', measuring) });
    poll.assign([assignment('dead'), assignment('alive')]);
    await vi.waitFor(() => expect(of('sample', 'alive').length * of('sample', 'dead').length).toBeGreaterThan(0), WAIT);
    expect(of('sample', 'dead')[0]).toMatchObject({ value: null, quality: 'timeout' });
    expect(of('sample', 'alive')[0]).not.toHaveProperty('quality');
  });

  it('keeps healthy targets on time while many others hang until their limit', async () => {
    const tarpit: RunningCollector<unknown>['collect'] = async (targets, signal) => {
      if (targets[0]?.address.startsWith('dead')) await sleep(250, undefined, { signal }).catch(() => undefined);
      return answer(targets, signal);
    };
    const poll = pollWith({ tcp: collector('tcp', tarpit) });
    const dead = Array.from({ length: 20 }, (_, i) => assignment(`dead${i}`, { intervalMs: 500 }));
    const well = Array.from({ length: 20 }, (_, i) => assignment(`well${i}`, { intervalMs: 500 }));
    poll.assign([...dead, ...well]);
    await vi.waitFor(() => expect(dead.every(({ id }) => of('cycle', id).length >= 3)).toBe(true), WAIT);
    observed = [];
    await vi.waitFor(() => expect(well.every(({ id }) => of('cycle', id).length >= 5)).toBe(true), WAIT);
    const healthy = cycles().filter((cycle) => cycle.resourceId.startsWith('r-well'));
    expect(healthy.filter(isLate)).toEqual([]);
    expect(poll.status()[0]?.unanswered).toBe(20);
    expect(cycles().some((cycle) => cycle.resourceId.startsWith('r-dead'))).toBe(true);
  });

  it('reports a cycle that took longer than its interval as late', async () => {
    const poll = pollWith({
      tcp: collector('tcp', async (targets, signal) => {
        await sleep(400);
        return answer(targets, signal);
      }),
    });
    poll.assign([assignment('slow', { intervalMs: 300 })]);
    await vi.waitFor(() => expect(cycles().filter(isLate).length).toBeGreaterThan(1), WAIT);
    expect(poll.status()[0]?.lateCycles).toBeGreaterThan(1);
    expect(poll.status()[0]?.cycleP95Ms).toBeGreaterThanOrEqual(400);
  });

  it('bounds a collector that never returns, says so, and goes on with the others', async () => {
    const signals: AbortSignal[] = [];
    const poll = pollWith({
      tcp: collector('tcp', async (targets, signal) => {
        if (targets[0]?.address !== 'stuck') return answer(targets, signal);
        signals.push(signal);
        return new Promise(() => undefined);
      }),
    });
    poll.assign([assignment('stuck', { intervalMs: 300 }), assignment('a')]);
    await vi.waitFor(() => expect(of('reachability', 'stuck').length).toBeGreaterThan(0), WAIT);
    expect(of('reachability', 'stuck')[0]).toMatchObject({ reachable: false, fault: { kind: 'tool', detail: 'collector did not return' } });
    expect(signals[0]?.aborted).toBe(true);
    expect(poll.status()[0]?.hung).toBeGreaterThan(0);
    expect(of('cycle', 'a').length).toBeGreaterThan(3);
  });

  it('survives a collector that throws', async () => {
    const poll = pollWith({
      tcp: collector('tcp', async (targets, signal) => {
        if (targets[0]?.address === 'bug') throw new Error('bug');
        return answer(targets, signal);
      }),
    });
    poll.assign([assignment('bug'), assignment('a')]);
    await vi.waitFor(() => expect(of('cycle', 'a').length).toBeGreaterThan(3), WAIT);
  });

  it('says that nothing is known about targets whose tool is missing, and asks again when it is there', async () => {
    vi.useFakeTimers({ toFake: ['setInterval'] });
    try {
      let missing: string | null = 'tool.fping';
      const poll = pollWith({ icmp: collector('icmp', answer, { batch: 10, missing: async () => missing }) });
      poll.assign([assignment('a', { protocol: 'icmp' })]);
      await vi.waitFor(() => expect(of('cycle', 'a').length).toBeGreaterThan(0), WAIT);
      expect(of('reachability', 'a')[0]).toMatchObject({ reachable: false, fault: { kind: 'tool', detail: 'tool.fping' } });
      expect(of('sample', 'a')[0]).toMatchObject({ metric: 'icmp.rtt', component: '', value: null, quality: 'tool' });
      expect(poll.status()[0]).toMatchObject({ problem: 'tool.fping', unanswered: 0 });
      missing = null;
      await vi.advanceTimersByTimeAsync(60_000);
      observed = [];
      await vi.waitFor(() => expect(of('reachability', 'a').length).toBeGreaterThan(0), WAIT);
      expect(of('reachability', 'a')[0]).toMatchObject({ reachable: true });
    } finally {
      vi.useRealTimers();
    }
  });

  it('drops the answer to a question that was changed meanwhile', async () => {
    const poll = pollWith({
      tcp: collector('tcp', async (targets, signal) => {
        if (targets[0]?.address === 'dead-old') await sleep(200);
        return answer(targets, signal);
      }),
    });
    poll.assign([assignment('a', { address: 'dead-old', intervalMs: 5000 })]);
    await sleep(100);
    poll.assign([assignment('a', { address: 'new', intervalMs: 5000 })]);
    await vi.waitFor(() => expect(of('reachability', 'a').length).toBeGreaterThan(0), WAIT);
    await sleep(200);
    expect(of('reachability', 'a').map((o) => o.kind === 'reachability' && o.component)).toEqual(['new']);
  });

  it('T1 does not care about a wall clock that jumps by an hour or ten years', async () => {
    const jumps = [0, -3_600_000, 86_400_000, -315_360_000_000, 315_360_000_000];
    let reads = 0;
    const clock = {
      now: () => {
        reads += 1;
        return 1_800_000_000_000 + (jumps[reads % jumps.length] ?? 0);
      },
      monotonic: systemClock.monotonic,
    };
    const poll = pollWith({ tcp: collector('tcp', answer) }, { clock });
    poll.assign(Array.from({ length: 10 }, (_, i) => assignment(`a${i}`)));
    await sleep(2000);
    for (let i = 0; i < 10; i += 1) {
      expect(of('cycle', `a${i}`).length).toBeGreaterThanOrEqual(5);
      expect(of('cycle', `a${i}`).length).toBeLessThanOrEqual(8);
    }
    expect(cycles().filter(isLate)).toEqual([]);
  });

  it('refuses what no collector understands and polls the rest', async () => {
    const poll = pollWith({ tcp: collector('tcp', answer, { config: z.object({ port: z.int() }) }) });
    const rejected = poll.assign([
      assignment('bad'),
      assignment('a', { config: { port: 1 } }),
      assignment('unknown', { protocol: 'http' }),
    ]);
    expect(rejected).toBe(2);
    await vi.waitFor(() => expect(of('cycle', 'a').length).toBeGreaterThan(0), WAIT);
    expect(of('cycle', 'bad')).toEqual([]);
  });

  it('stops within a second although a collector hangs, and reports nothing more', async () => {
    const poll = pollWith({ tcp: collector('tcp', () => new Promise(() => undefined)) });
    poll.assign([assignment('a', { intervalMs: 60_000 })]);
    await sleep(100);
    const startedAt = performance.now();
    await poll.stop();
    expect(performance.now() - startedAt).toBeLessThan(1500);
    expect(observed).toEqual([]);
  });
});
