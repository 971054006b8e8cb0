import { readFileSync, statfsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { snmpCollector } from '../../electron/backend/collectors/snmp/collector.ts';
import type { NetworkPart } from '../../shared/domain/network/inventory.ts';
import type { Observation } from '../../shared/domain/observation/observation.ts';
import { withReasons } from '../../shared/domain/observation/reasons.ts';
import { lacking, networkPair, type Pair, run, startCollector, valuesOf, verdictOf } from './peers.ts';
import { type Agent, community, startAgent, USERS, user } from './snmpd.ts';

const CREDENTIALS = new Map([
  ['v2c', community()],
  ['wrong', community('2c', 'not-this-one')],
  ['wrongKey', user('shaaes', {}, { authPassphrase: 'not-this-key', privPassphrase: 'jiami-4321-x' })],
  ...USERS.map(([name]) => [name, user(name)] as const),
]);

const factsOf = (observations: readonly Observation[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(observations.flatMap((one) => (one.kind === 'fact' && one.component === '' ? [[one.name, one.value]] : [])));

describe.skipIf(lacking('SNMP collector', { programs: ['snmpd'] }) !== null)('SNMP collector on a real net-snmp agent', () => {
  const running = startCollector(snmpCollector, CREDENTIALS);
  let agent: Agent;
  const ask = (credential: string, intervalMs = 30_000) =>
    running.collect([{ address: '127.0.0.1', config: { protocol: 'snmp', port: agent.port, credential }, intervalMs }]);
  beforeAll(async () => {
    agent = await startAgent();
    await vi.waitFor(async () => expect(verdictOf(await ask('v2c'))).toBe('reachable'), { timeout: 30_000 });
  }, 40_000);
  afterAll(async () => {
    await running.stop();
    await agent.stop();
  });

  it('R-8.4.2-c2-9 R-8.4.2-c3-1 says what the host is and measures what its own files say', async () => {
    const fresh = startCollector(snmpCollector, CREDENTIALS);
    const first = await fresh.collect([{ address: '127.0.0.1', config: { protocol: 'snmp', port: agent.port, credential: 'v2c' } }]);
    expect(factsOf(first)).toMatchObject({
      hostname: '核心交换机-一',
      'device.profile': 'net-snmp 主机',
      'system.location': '机房A A-04 U20',
    });
    const memory = Object.fromEntries(
      [...readFileSync('/proc/meminfo', 'utf8').matchAll(/^(\w+): +(\d+) kB$/gm)].map(([, name, kilo]) => [name, Number(kilo)]),
    );
    expect(valuesOf(first, 'memory.total')).toEqual([(memory.MemTotal ?? 0) * 1024]);
    const root = statfsSync('/');
    const usedShare = (100 * (root.blocks - root.bfree)) / root.blocks;
    expect(valuesOf(first, 'filesystem.utilisation', { component: '/' })[0]).toBeCloseTo(usedShare, 0);
    expect(valuesOf(first, 'interface.in', { component: 'lo' })).toEqual([null]);
    expect(valuesOf(first, 'interface.up', { component: 'lo' })).toEqual([1]);
    expect(valuesOf(first, 'snmp.rtt')[0]).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const second = await fresh.collect([{ address: '127.0.0.1', config: { protocol: 'snmp', port: agent.port, credential: 'v2c' } }]);
    expect(valuesOf(second, 'interface.in', { component: 'lo' })[0]).toBeGreaterThanOrEqual(0);
    expect(factsOf(second), 'what has not changed is not told again').toEqual({});
    await fresh.stop();
  });

  it('R-8.4.2-c2-6 says which addresses the host has, with their prefixes, and of what size its frames are', async () => {
    const fresh = startCollector(snmpCollector, CREDENTIALS);
    onTestFinished(() => fresh.stop());
    const parts: NetworkPart[] = [];
    for (let cycle = 0; cycle < 4; cycle++) {
      const all = await fresh.collect([{ address: '127.0.0.1', config: { protocol: 'snmp', port: agent.port, credential: 'v2c' } }]);
      parts.push(...all.flatMap((one) => (one.kind === 'network' ? [one.network] : [])));
    }
    const told = parts.flatMap((one) => (one.part === 'addresses' ? one.items : []));
    const own = Object.entries(networkInterfaces()).flatMap(([port, all = []]) =>
      all.map(({ address, cidr }) => ({ port, address, prefix: Number(cidr?.split('/')[1]) })),
    );
    expect(own.length).toBeGreaterThan(0);
    for (const one of own) expect(told).toContainEqual(one);
    const [lo] = parts.flatMap((one) => (one.part === 'interfaces' ? one.items.filter(({ port }) => port === 'lo') : []));
    expect(lo).toMatchObject({ mtu: Number(readFileSync('/sys/class/net/lo/mtu', 'utf8')), mac: '' });
    expect(parts.flatMap((one) => (one.part === 'status' ? one.items.filter(({ port }) => port === 'lo') : []))).toEqual([
      { port: 'lo', isAdminUp: true, oper: 1 },
    ]);
  });

  it.each(USERS.map(([name, auth, priv]) => [`${auth} ${priv}`, name]))('version 3 with %s is polled', async (_algorithms, name) => {
    expect(verdictOf(await ask(name))).toBe('reachable');
  });

  it('wrong credentials are told apart from silence, and a missing set is our own trouble', async () => {
    expect(verdictOf(await ask('wrongKey'))).toBe('auth: snmp.security');
    expect(verdictOf(await ask('nothing'))).toBe('tool: snmp.credential');
    expect(verdictOf(await ask('wrong'))).toBe('timeout: snmp.noAnswer');
  });

  it('an agent that is stopped is one fault and no false figure, and goes on where it was', async () => {
    await ask('v2c');
    agent.signal('SIGSTOP');
    const silent = await ask('v2c');
    expect(verdictOf(silent)).toBe('timeout: snmp.noAnswer');
    expect(silent.filter(({ kind }) => kind !== 'reachability')).toEqual([expect.objectContaining({ metric: 'snmp.rtt', value: null })]);
    agent.signal('SIGCONT');
    const back = await ask('v2c');
    expect(verdictOf(back)).toBe('reachable');
    expect(valuesOf(back, 'interface.in', { component: 'lo' })[0], 'a rate over the whole time').toBeGreaterThanOrEqual(0);
  });

  it('R-8.2.2-0-4 says why there is no figure: silence, a first reading, counters that began again with the agent', async () => {
    const bornAt = performance.now();
    const mortal = await startAgent();
    onTestFinished(() => mortal.stop());
    const fresh = startCollector(snmpCollector, CREDENTIALS);
    onTestFinished(() => fresh.stop());
    const look = async () =>
      withReasons(await fresh.collect([{ address: '127.0.0.1', config: { protocol: 'snmp', port: mortal.port, credential: 'v2c' } }]));
    const traffic = (observations: readonly Observation[]) =>
      observations.find((one) => one.kind === 'sample' && one.metric === 'interface.in' && one.component === 'lo');
    const untilHeard = async (): Promise<readonly Observation[]> => {
      for (const deadline = performance.now() + 60_000; performance.now() < deadline; ) {
        const heard = await look();
        if (verdictOf(heard) === 'reachable') return heard;
      }
      throw new Error('the agent does not answer');
    };
    expect(traffic(await untilHeard())).toMatchObject({ value: null, quality: 'first' });
    // Older than the next one can be when it is first heard: only then it is known for another.
    const ageS = async () => {
      await look();
      return (performance.now() - bornAt) / 1000;
    };
    await expect.poll(ageS, { timeout: 60_000, interval: 500 }).toBeGreaterThan(15);
    expect(traffic(await look())).not.toHaveProperty('quality');
    await mortal.stop();
    expect((await look()).filter(({ kind }) => kind === 'sample')).toEqual([
      expect.objectContaining({ metric: 'snmp.rtt', value: null, quality: 'timeout' }),
    ]);
    const reborn = await startAgent({ again: { port: mortal.port, boots: 2 } });
    onTestFinished(() => reborn.stop());
    expect(traffic(await untilHeard())).toMatchObject({ value: null, quality: 'restarted' });
    expect(traffic(await look())).not.toHaveProperty('quality');
  }, 120_000);
});

describe.skipIf(lacking('SNMP links', { root: true, programs: ['snmpd', 'ip'] }) !== null)('SNMP collector and a link', () => {
  const running = startCollector(snmpCollector, CREDENTIALS);
  let pair: Pair;
  let agent: Agent;
  const ask = () => running.collect([{ address: pair.far, config: { protocol: 'snmp', port: 161, credential: 'v2c' } }]);
  const link = async () => valuesOf(await ask(), 'interface.up', { component: 'eth1' })[0];
  beforeAll(async () => {
    pair = networkPair();
    run('ip', '-n', pair.namespace, 'link', 'add', 'eth1', 'type', 'veth', 'peer', 'name', 'eth2');
    for (const name of ['lo', 'eth1', 'eth2']) run('ip', '-n', pair.namespace, 'link', 'set', name, 'up');
    agent = await startAgent({ namespace: pair.namespace });
    await vi.waitFor(async () => expect(verdictOf(await ask())).toBe('reachable'), { timeout: 60_000 });
  }, 90_000);
  afterAll(async () => {
    await running.stop();
    await agent.stop();
    pair.remove();
  });

  it('R-8.2.2-a2-4 that is cut is down in the first answer that says so, and up again when it is mended', async () => {
    await expect.poll(link, { timeout: 60_000, interval: 500 }).toBe(1);
    run('ip', '-n', pair.namespace, 'link', 'set', 'eth2', 'down');
    await expect.poll(link, { timeout: 60_000, interval: 500 }).toBe(0);
    run('ip', '-n', pair.namespace, 'link', 'set', 'eth2', 'up');
    await expect.poll(link, { timeout: 60_000, interval: 500 }).toBe(1);
  }, 150_000);

  it('an interface that somebody switched off reports nothing and is said to be off', async () => {
    run('ip', '-n', pair.namespace, 'link', 'set', 'eth1', 'down');
    await expect.poll(link, { timeout: 60_000, interval: 500 }).toBeUndefined();
    run('ip', '-n', pair.namespace, 'link', 'set', 'eth1', 'up');
    await expect.poll(link, { timeout: 60_000, interval: 500 }).toBe(1);
  }, 150_000);
});
