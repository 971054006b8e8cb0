import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openDevice } from '../../electron/backend/collectors/snmp/device.ts';
import { createSharedSockets } from '../../electron/backend/collectors/snmp/sockets.ts';
import { systemClock } from '../../electron/backend/lib/clock.ts';
import { createDiscoveryEngine } from '../../electron/backend/poller/discovery/engine.ts';
import type { OpenSet } from '../../electron/backend/poller/discovery/probe.ts';
import type { DiscoveryOrder, DiscoveryReport } from '../../shared/contracts/discoveryLink.ts';
import type { Finding } from '../../shared/domain/discovery/finding.ts';
import { ECHOES, MOST_REQUESTS, REFUSALS, SILENCES } from '../../shared/domain/discovery/plan.ts';
import { reviewOf } from '../../shared/domain/discovery/review.ts';
import { aSwitch, type Responder, startResponder } from '../support/responder.ts';
import { lacking, silentLog } from './peers.ts';
import { community, startAgent, USERS, user } from './snmpd.ts';

const PORT = 16_391;
const COMMUNITY = 'faxian-shiyan';
const WRONG = 'cuowu-tuanti';
const lack = lacking('discovery', { programs: ['fping'] });

const set = (id: string, community: string): OpenSet => ({
  id,
  settings: { kind: 'snmpCommunity', version: '2c' },
  secrets: { community },
});
const SETS = [set('right', COMMUNITY), set('wrong', WRONG)];
const order = (first: number, last: number, change: Partial<DiscoveryOrder> = {}): DiscoveryOrder => ({
  id: 'run',
  spans: [`127.1.9.${first}-127.1.9.${last}`],
  from: 0,
  total: last - first + 1,
  pace: 1000,
  port: PORT,
  sets: ['right'],
  trials: {},
  ...change,
});
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** An engine whose reports are kept, and a promise of the first moment they satisfy. */
function anEngine(sets: readonly OpenSet[] = SETS) {
  const reports: DiscoveryReport[] = [];
  let check = (): void => undefined;
  const engine = createDiscoveryEngine({
    clock: systemClock,
    log: silentLog,
    openSet: (id) => sets.find((one) => one.id === id) ?? null,
    report: (report) => {
      reports.push(report);
      check();
    },
  });
  stops.push(engine.stop);
  const parts = () => reports.flatMap((report) => ('problem' in report ? [] : [report]));
  const until = (isDone: () => boolean) =>
    new Promise<void>((resolve) => {
      check = () => {
        if (isDone()) resolve();
      };
      check();
    });
  const asked = () => parts().reduce((sum, { count }) => sum + count, 0);
  return { engine, reports, parts, until, asked, findings: (): readonly Finding[] => parts().flatMap(({ findings }) => findings) };
}

const twoDigits = (value: number) => value.toString(16).padStart(2, '0');

/** 127.1.9.1 to .60: fifty switches; .1 to .8 are one router; .9 and .10 have one name; .51 to .60 answer ICMP only. */
const devices = Array.from({ length: 50 }, (_, index) => {
  const at = index + 1;
  const isRouter = at <= 8;
  const own = isRouter ? 0 : at;
  return aSwitch({
    address: `127.1.9.${at}`,
    community: COMMUNITY,
    name: isRouter ? 'RT-CORE' : at <= 10 ? 'SW-SAME' : `SW-${at}`,
    serial: `2102A${String(own).padStart(4, '0')}`,
    engineId: `800063a280${twoDigits(own)}`,
    chassisMac: `3c:8c:41:00:00:${twoDigits(own)}`,
    macs: [`3c:8c:41:01:00:${twoDigits(own)}`, `3c:8c:41:02:00:${twoDigits(own)}`],
  });
});

describe.skipIf(lack !== null)('R-8.4.2-c2-1 the engine against simulated devices', () => {
  let responder: Responder;
  beforeAll(async () => {
    responder = await startResponder(devices, PORT);
  });
  afterAll(() => responder.stop());
  test('sixty addresses are forty-three devices: a router with eight addresses is one, two with one name are two', async () => {
    const { engine, until, asked, findings, parts } = anEngine();
    engine.obey([order(1, 60)]);
    await until(() => asked() === 60);
    const rows = reviewOf(findings(), []);
    const by = (verdict: string) => rows.filter((row) => row.verdict === verdict);
    expect([by('same').length, by('new').length, by('unknown').length, by('conflict').length]).toEqual([1, 42, 10, 0]);
    expect(by('same')[0]?.findings.map(({ address }) => address)).toEqual(Array.from({ length: 8 }, (_, index) => `127.1.9.${index + 1}`));
    expect(
      by('new')
        .filter(({ hasSharedName }) => hasSharedName)
        .map(({ proposal }) => proposal.name),
    ).toEqual(['SW-SAME (127.1.9.9)', 'SW-SAME (127.1.9.10)']);
    const [sample] = by('new').filter(({ proposal }) => proposal.name === 'SW-11');
    expect(sample?.findings[0]).toMatchObject({
      identity: { serial: '2102A0011', model: 'S5130', engineId: '800063a2800b', chassisMac: '3c:8c:41:00:00:0b', addresses: [] },
      objectId: '1.3.6.1.4.1.25506.11.1',
      location: '机房A',
      uptimeS: 3600,
      credentialId: 'right',
      isWhole: true,
    });
    for (const { address, requests, gap } of findings()) {
      if (gap === null) expect([address, requests]).toEqual([address, ECHOES + responder.packets(address)]);
      expect(requests).toBeLessThanOrEqual(MOST_REQUESTS);
    }
    expect(parts().reduce((sum, { packets }) => sum + packets, 0)).toBe(findings().reduce((sum, { requests }) => sum + requests, 0));
    expect(parts().map(({ from }) => from)).toEqual([0, 32]);
  });

  test('a set that opens nothing is tried on few devices, and not on the others', async () => {
    const { engine, until, asked, findings, parts } = anEngine();
    engine.obey([order(11, 50, { sets: ['wrong', 'right'] })]);
    await until(() => asked() === 40);
    expect(findings().every(({ credentialId }) => credentialId === 'right')).toBe(true);
    expect(responder.heard(WRONG).size).toBeGreaterThan(0);
    expect(responder.heard(WRONG).size).toBeLessThanOrEqual(REFUSALS);
    expect(parts().at(-1)?.trials).toMatchObject({ wrong: { opened: 0, refused: REFUSALS, silent: 0 }, right: { opened: 40 } });
  }, 60_000);

  test('devices that are silent to everything use a set up as well, later', async () => {
    const { engine, until, asked, findings } = anEngine();
    engine.obey([order(51, 90)]);
    await until(() => asked() === 40);
    const gaps = findings().map(({ gap }) => gap);
    expect([gaps.filter((gap) => gap === 'silent').length, gaps.filter((gap) => gap === 'setsSpent').length]).toEqual([
      SILENCES,
      40 - SILENCES,
    ]);
  }, 60_000);

  test('what is no longer ordered stops; ordered again it goes on from where it is told, and what is complete is not asked twice', async () => {
    const { engine, reports, until, asked, parts } = anEngine();
    engine.obey([order(1, 50, { pace: 100 })]);
    await until(() => reports.length > 0);
    engine.obey([]);
    const reached = asked();
    expect(reached).toBe(32);
    engine.obey([order(1, 50, { from: reached })]);
    await until(() => asked() === 50);
    expect(parts().map(({ from, count }) => [from, count])).toEqual([
      [0, 32],
      [32, 18],
    ]);
    const before = responder.packets('127.1.9.50');
    await new Promise((resolve) => setImmediate(resolve));
    engine.obey([order(1, 50, { from: reached })]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(responder.packets('127.1.9.50')).toBe(before);
  }, 60_000);

  test('a set that does not open stops the run with its reason', async () => {
    const { engine, reports, until } = anEngine();
    engine.obey([order(1, 10, { sets: ['gone'] })]);
    await until(() => reports.length > 0);
    expect(reports).toEqual([{ runId: 'run', problem: 'credential' }]);
  });
});

/** Until a real agent has started. */
async function answers(port: number): Promise<void> {
  const sockets = createSharedSockets(silentLog);
  const device = openDevice({ address: '127.0.0.1', family: 4, port, ...community() }, { timeoutMs: 500, retries: 0 }, sockets);
  const asked = () =>
    device.get(['1.3.6.1.2.1.1.3.0']).then(
      ({ size }) => size,
      () => 0,
    );
  await expect.poll(asked, { timeout: 20_000 }).toBe(1);
  device.close();
  sockets.close();
}

const noAgent = lacking('discovery of a real agent', { programs: ['fping', 'snmpd'] });

describe.skipIf(noAgent !== null)('R-8.4.2-c2-1 the engine against a real agent', () => {
  test.each(USERS.map(([name]) => name))('version 3 as %s, after a user the agent does not know', async (name) => {
    const agent = await startAgent();
    try {
      await answers(agent.port);
      const sets = [
        { id: 'stranger', ...user('nobody') },
        { id: 'v3', ...user(name) },
      ];
      const { engine, until, asked, findings, parts } = anEngine(sets);
      engine.obey([{ ...order(1, 1), spans: ['127.0.0.1-127.0.0.1'], port: agent.port, sets: ['stranger', 'v3'] }]);
      await until(() => asked() === 1);
      const [found] = findings();
      expect(found).toMatchObject({ credentialId: 'v3', gap: null, isWhole: true, identity: { sysName: '核心交换机-一' } });
      expect(found?.identity.engineId).toMatch(/^80001f88/);
      expect(found?.requests).toBeLessThanOrEqual(MOST_REQUESTS);
      expect(parts()[0]?.trials).toMatchObject({ stranger: { refused: 1, opened: 0 }, v3: { opened: 1 } });
    } finally {
      await agent.stop();
    }
  });
});
