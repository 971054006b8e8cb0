import { createSocket, type Socket } from 'node:dgram';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { snmpCollector } from '../../electron/backend/collectors/snmp/collector.ts';
import { lacking, startCollector, valuesOf, verdictOf } from './peers.ts';
import { type Agent, community, freeUdpPort, startAgent, user } from './snmpd.ts';

const CREDENTIALS = new Map([
  ['v2c', community()],
  ['v3', user('sha256aes')],
]);

/** A path to an agent on which every answer takes `delayMs`. */
async function slowPath(agentPort: number): Promise<{ readonly port: number; delayMs: number; stop(): void }> {
  const port = await freeUdpPort();
  const near = createSocket('udp4');
  const far = new Map<number, Socket>();
  const timers = new Set<NodeJS.Timeout>();
  const path = {
    port,
    delayMs: 0,
    stop: () => {
      for (const timer of timers) clearTimeout(timer);
      for (const socket of [near, ...far.values()]) socket.close();
    },
  };
  const outwards = (from: number): Socket => {
    const known = far.get(from);
    if (known) return known;
    const socket = createSocket('udp4');
    far.set(from, socket);
    socket.on('message', (bytes) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        near.send(bytes, from, '127.0.0.1');
      }, path.delayMs);
      timers.add(timer);
    });
    return socket;
  };
  near.on('message', (bytes, from) => outwards(from.port).send(bytes, agentPort, '127.0.0.1'));
  await new Promise<void>((resolve) => near.bind(port, '127.0.0.1', resolve));
  return path;
}

describe.skipIf(lacking('slow SNMP', { programs: ['snmpd'] }) !== null)('SNMP over a bad path', () => {
  const running = startCollector(snmpCollector, CREDENTIALS);
  const stops: (() => unknown)[] = [];
  let agent: Agent;
  const ask = (port: number, credential = 'v2c', intervalMs = 30_000) =>
    running.collect([{ address: '127.0.0.1', config: { protocol: 'snmp', port, credential }, intervalMs }]);
  /** How often it was asked until it answered; at most `most`. */
  async function lookUntilReachable(look: () => ReturnType<typeof ask>, most: number): Promise<{ looks: number; before: Set<string> }> {
    const before = new Set<string>();
    for (let looks = 1; looks <= most; looks += 1) {
      const verdict = verdictOf(await look());
      if (verdict === 'reachable') return { looks, before };
      before.add(verdict);
    }
    throw new Error(`never reachable: ${[...before].join(', ')}`);
  }
  beforeAll(async () => {
    agent = await startAgent();
    await lookUntilReachable(() => ask(agent.port), 20);
  }, 90_000);
  afterEach(() => {
    for (const stop of stops.splice(0)) stop();
  });
  afterAll(async () => {
    await running.stop();
    await agent.stop();
  });

  it('an answer that comes after ten seconds is no answer, and is not taken for one to a later question', async () => {
    const path = await slowPath(agent.port);
    stops.push(path.stop);
    expect(verdictOf(await ask(path.port))).toBe('reachable');
    path.delayMs = 10_000;
    const late = await ask(path.port);
    expect(verdictOf(late)).toBe('timeout: snmp.noAnswer');
    expect(late.filter(({ kind }) => kind === 'sample')).toEqual([expect.objectContaining({ metric: 'snmp.rtt', value: null })]);
    path.delayMs = 0;
    // The answers of before arrive while new questions are asked.
    const until = Date.now() + 12_000;
    while (Date.now() < until) {
      const now = await ask(path.port);
      expect(verdictOf(now)).toBe('reachable');
      expect(valuesOf(now, 'interface.up', { component: 'lo' })).toEqual([1]);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }, 180_000);

  it('a device too slow for one cycle is told so, and is identified over several', async () => {
    const path = await slowPath(agent.port);
    stops.push(path.stop);
    path.delayMs = 450;
    const { looks, before } = await lookUntilReachable(() => ask(path.port, 'v2c', 5000), 12);
    expect(looks).toBeGreaterThan(1);
    expect([...before]).toEqual(['timeout: snmp.tooSlow']);
  }, 180_000);

  it('R-8.4.2-c3-1 version 3 goes on with an agent that has forgotten how often it started', async () => {
    const port = await freeUdpPort();
    const first = await startAgent({ again: { port, boots: 7 } });
    await lookUntilReachable(() => ask(port, 'v3'), 20);
    await first.stop();
    const second = await startAgent({ again: { port, boots: 1 } });
    stops.push(() => void second.stop());
    await lookUntilReachable(() => ask(port, 'v3'), 6);
    expect(verdictOf(await ask(port, 'v3'))).toBe('reachable');
  }, 180_000);
});
