import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { snmpCollector } from '../../electron/backend/collectors/snmp/collector.ts';
import { type Agents, startAgents } from '../../electron/backend/lab/agents.ts';
import { FAULT_KINDS } from '../../electron/backend/lab/device/faults.ts';
import { type LabDevice, type Port, portsOf } from '../../electron/backend/lab/device/state.ts';
import { type LabResource, type Province, provinceOf } from '../../electron/backend/lab/province.ts';
import type { Observation } from '../../shared/domain/observation/observation.ts';
import { panelOf } from '../../shared/domain/panel/panel.ts';
import type { Evidence } from '../../shared/domain/topology/evidence.ts';
import { linksOf } from '../../shared/domain/topology/links.ts';
import { devicesOf } from '../../shared/domain/topology/nodes.ts';
import { createTestClock } from '../support/clock.ts';
import { labPort } from '../support/lab.ts';
import { lacking, silentLog, startCollector, verdictOf } from './peers.ts';

const missing = lacking('the agents of the laboratory', { programs: ['snmpget', 'snmpbulkwalk', 'snmpwalk'] });
const execute = promisify(execFile);
const clock = createTestClock();
/** Born a little later: nothing is wrong before. */
const BORN = clock.now() + 10 * 60_000;
const identity = { seed: 'protocol', bornAt: BORN, port: Number(labPort()) };
let province: Province;
let agents: Agents;

beforeAll(async () => {
  province = provinceOf(identity);
  agents = await startAgents({ identity, province, clock, log: silentLog as never });
});
afterAll(() => agents.stop());

const named = (name: string): LabResource => province.resources.find(({ resource }) => resource.name === name)!;
const peer = (name: string) => `udp:${named(name).address}:${named(name).port}`;
const COMMON = ['-m', '', '-On', '-r', '1', '-t', '3'];
const V2 = ['-v', '2c', '-c', 'public'];
/** Where silence is what is expected. */
const ONCE = ['-r', '0', '-t', '0.7'];
const V3 = ['-v', '3', '-u', 'watch', '-l', 'authPriv', '-a', 'SHA-256', '-A', 'shiyan-renzheng', '-x', 'AES', '-X', 'shiyan-jiami'];

async function ask(program: string, options: readonly string[], name: string, ...oids: string[]): Promise<readonly string[]> {
  const { stdout } = await execute(program, [...COMMON, ...options, peer(name), ...oids], { env: { ...process.env, MIBS: '' } });
  return stdout.trim().split('\n');
}
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no failure',
    (error: { stderr: string }) => error.stderr,
  );

describe.skipIf(missing !== null)('agents of the laboratory, asked by net-snmp', () => {
  test('every model answers who it is, in its own version', async () => {
    const models = [...new Map(province.resources.map((one) => [one.device.model.name, one])).values()];
    expect(models.length).toBeGreaterThanOrEqual(10);
    for (const { device, resource } of models) {
      const version = device.model.versions.includes('2c') ? V2 : ['-v', '1', '-c', 'public'];
      const [oid, name] = await ask('snmpget', version, resource.name, '1.3.6.1.2.1.1.2.0', '1.3.6.1.2.1.1.5.0');
      expect(oid).toBe(`.1.3.6.1.2.1.1.2.0 = OID: .${device.model.sysObjectId}`);
      expect(name).toBe(`.1.3.6.1.2.1.1.5.0 = STRING: "${resource.name}"`);
      expect(device.model.sysObjectId).toMatch(new RegExp(`^1\\.3\\.6\\.1\\.(4\\.1\\.${device.model.enterprise}\\.|2\\.1\\.33$)`));
    }
  });

  test('a whole walk by GETBULK and by GETNEXT tells the same objects, in order and to the end', async () => {
    const oidsOf = (lines: readonly string[]) => lines.filter((line) => line.startsWith('.1.3')).map((line) => line.split(' ')[0]);
    const bulk = oidsOf(await ask('snmpbulkwalk', [...V2, '-Cr40'], 'SRV-OA-01', '1.3.6.1'));
    const next = oidsOf(await ask('snmpwalk', V2, 'SRV-OA-01', '1.3.6.1'));
    expect(bulk.length).toBeGreaterThan(100);
    expect(next).toEqual(bulk);
    expect((await ask('snmpbulkwalk', [...V2, '-Cr50'], 'SW-ACC-A01', '1.3.6.1.2.1.31')).length).toBe(27 * 9);
  });

  test('an old agent speaks version 1 only, without 64-bit counters, slowly, and says at the end that it is the end', async () => {
    const lines = await ask('snmpwalk', ['-v', '1', '-c', 'public'], 'SW-YZ-OLD-1', '1.3.6.1.2.1.2.2.1.10');
    expect(lines).toHaveLength(24);
    expect(lines[0]).toMatch(/= Counter32: \d+$/);
    expect(await failure(ask('snmpget', [...V2, ...ONCE], 'SW-YZ-OLD-1', '1.3.6.1.2.1.1.5.0'))).toContain('Timeout');
    expect(await failure(ask('snmpget', ['-v', '1', '-c', 'public'], 'SW-YZ-OLD-1', '1.3.6.1.2.1.99.0'))).toContain('noSuchName');
  });

  test('version 3 with authentication and privacy; what is wrong is told apart', async () => {
    const [name] = await ask('snmpget', V3, 'SW-CORE-1', '1.3.6.1.2.1.1.5.0');
    expect(name).toContain('"SW-CORE-1"');
    const walked = await ask('snmpbulkwalk', V3, 'SW-CORE-1', '1.3.6.1.2.1.2.2.1.8');
    expect(walked).toHaveLength(30);
    const changed = (option: string, value: string) => V3.map((one, i) => (V3[i - 1] === option ? value : one));
    const why = (options: readonly string[]) => failure(ask('snmpget', options, 'SW-CORE-1', '1.3.6.1.2.1.1.5.0'));
    expect(await why(changed('-u', 'nobody'))).toContain('Unknown user name');
    expect(await why(changed('-A', 'wrong-passphrase'))).toContain('Authentication failure');
    expect(await why(changed('-X', 'wrong-passphrase'))).toMatch(/Decryption error|Timeout/);
    expect(await why(changed('-l', 'authNoPriv'))).toContain('authorizationError');
  });

  test('exceptions name what is missing, a wrong community is met with silence, nothing can be written', async () => {
    const lines = await ask('snmpget', V2, 'ST-A1', '1.3.6.1.2.1.2.2.1.8.99', '1.3.6.1.2.1.77.1.0');
    expect(lines[0]).toContain('No Such Instance');
    expect(lines[1]).toContain('No Such Object');
    expect(await failure(ask('snmpget', ['-v', '2c', '-c', 'private', ...ONCE], 'ST-A1', '1.3.6.1.2.1.1.5.0'))).toContain('Timeout');
    expect(await failure(execute('snmpset', [...COMMON, ...V2, peer('ST-A1'), '1.3.6.1.2.1.1.5.0', 's', 'x']))).toContain('notWritable');
  });

  test('rubbish is met with silence and the agent answers on', async () => {
    const { address, port } = named('UPS-A1');
    const socket = createSocket('udp4');
    for (const hex of ['', '30', '30820000', '3003020101', '30290201010406', 'ff'.repeat(600)])
      socket.send(Buffer.from(hex, 'hex'), port, address);
    const [status] = await ask('snmpget', V2, 'UPS-A1', '1.3.6.1.2.1.33.1.2.1.0');
    socket.close();
    expect(status).toContain('INTEGER: 2');
  });
});

describe('agents of the laboratory, polled by our collector', () => {
  const sets = new Map(Object.entries(provinceOf(identity).file.credentials));
  const running = startCollector(snmpCollector, sets as never);
  afterAll(() => running.stop());

  test('every model is known by its profile and gives what it is there for', async () => {
    const models = [...new Map(province.resources.map((one) => [one.device.model.name, one])).values()];
    const ask = () =>
      running.collect(
        models.map(({ address, port, credential }) => ({ address, config: { protocol: 'snmp' as const, port, credential } })),
      );
    const observed = await ask();
    const metricsOf = (place: number) =>
      new Set(
        observed.flatMap((one) => (one.kind === 'sample' && one.resourceId === `r${place}` && one.value !== null ? [one.metric] : [])),
      );
    for (const [place, { device }] of models.entries()) {
      const { name, interfaces } = device.model;
      expect([name, verdictOf(observed, `r${place}`)]).toEqual([name, 'reachable']);
      const missing = observed.flatMap((one) =>
        one.kind === 'fact' && one.resourceId === `r${place}` && one.name === 'monitoring.missing' ? [one.value] : [],
      );
      expect([name, missing]).toEqual([name, ['']]);
      const profile = observed.find((one) => one.kind === 'fact' && one.resourceId === `r${place}` && one.name === 'device.profile');
      expect([name, profile && 'value' in profile && profile.value !== '通用 SNMP 设备']).toEqual([name, true]);
      for (const metric of name === 'ups'
        ? ['ups.mains.up', 'ups.load', 'ups.battery.charge']
        : ['cpu.utilisation', 'memory.utilisation', 'interface.up'])
        expect([name, metric, metricsOf(place).has(metric as never)]).toEqual([name, metric, true]);
      const ports = observed.filter(
        (one) => one.kind === 'sample' && one.resourceId === `r${place}` && one.metric === 'interface.up',
      ).length;
      expect([name, ports > 0 && ports <= interfaces.reduce((sum, { count }) => sum + count, 0)]).toEqual([name, interfaces.length > 0]);
    }
  });
});

describe('cables of the laboratory', () => {
  const sets = new Map(Object.entries(provinceOf(identity).file.credentials));
  const running = startCollector(snmpCollector, sets as never);
  afterAll(() => running.stop());

  test('R-8.4.2-c2-1 every one is found by what both ends tell, with the right ports, and nothing else is', async () => {
    const all = province.resources.filter(({ device }) => device.model.hasLldp);
    const targets = all.map(({ address, port, credential }) => ({ address, config: { protocol: 'snmp' as const, port, credential } }));
    // Who is beside them, then what they have learned: hosts behind a switch make no cables.
    const observed = [...(await running.collect(targets)), ...(await running.collect(targets))];
    expect(observed.filter((one) => one.kind === 'neighbour' && one.neighbour.kind === 'fdb').length).toBeGreaterThan(100);
    const devices = observed.flatMap((one) => (one.kind === 'identity' ? [{ id: one.resourceId, ...one.identity }] : []));
    expect(devices).toHaveLength(all.length);
    const evidence = observed.flatMap((one): readonly Evidence[] =>
      one.kind === 'neighbour' ? [{ resourceId: one.resourceId, at: one.at, ...one.neighbour }] : [],
    );
    const nameOf = (id: string | null) => all[Number(id?.slice(1))]?.device.name;
    const found = linksOf(devicesOf(devices), evidence);
    const ends = found.map(({ a, b }) => [`${nameOf(a.resourceId)} ${a.port}`, `${nameOf(b.resourceId)} ${b.port}`].sort().join(' - '));
    const shown = (port: Port, device: LabDevice) => (device.model.has64BitCounters ? port.short : port.name);
    const built = all.flatMap(({ device }) =>
      [...(device.cables?.() ?? [])].map(([index, far]) => {
        const own = portsOf(device)[index - 1];
        return [`${device.name} ${own && shown(own, device)}`, `${far.device.name} ${shown(far.port, far.device)}`].sort().join(' - ');
      }),
    );
    expect(ends.sort()).toEqual([...new Set(built)].sort());
    expect(ends.length).toBeGreaterThan(180);
    expect(found.filter(({ confidence }) => confidence !== 0.99)).toEqual([]);
  }, 120_000);
});

describe('parts of the laboratory', () => {
  const sets = new Map(Object.entries(provinceOf(identity).file.credentials));
  const running = startCollector(snmpCollector, sets as never);
  afterAll(() => running.stop());

  test('R-8.4.2-c2-5 R-8.2.9-d1-2 devices tell of their boards, ports, transceivers, power and light', async () => {
    const of = (model: string) => {
      const { address, port, credential } = province.resources.find(({ device }) => device.model.name === model)!;
      return [{ address, config: { protocol: 'snmp' as const, port, credential } }];
    };
    // Neighbours, what was learned, power: one thing a cycle.
    const access = [of('cisco-c2960x'), of('cisco-c2960x'), of('cisco-c2960x')];
    const told: Observation[] = [];
    for (const targets of access) told.push(...(await running.collect(targets)));
    const [hardware] = told.flatMap((one) => (one.kind === 'hardware' ? [one.hardware] : []));
    const names = told.flatMap((one) =>
      one.kind === 'fact' && one.name === 'interface.index' ? [{ component: one.component, type: 6 }] : [],
    );
    const panel = panelOf(hardware ?? null, names);
    expect([panel.sockets, panel.units.length, panel.units[0]?.slots.length]).toEqual([26, 1, 1]);
    const sockets = panel.units[0]?.slots[0]?.blocks.flatMap(({ places }) => places.map(({ item }) => item)) ?? [];
    expect(sockets.filter(({ transceiver }) => transceiver !== null).map(({ name }) => name)).toEqual(['Te1/0/1', 'Te1/0/2']);
    expect(sockets.every(({ part }) => part !== null)).toBe(true);
    const [power] = told.flatMap((one) => (one.kind === 'power' ? [one.power] : []));
    expect(power?.ports.map(({ port }) => port)).toEqual(Array.from({ length: 24 }, (_, at) => `Gi1/0/${at + 1}`));
    expect(power?.ports.some(({ state, watts }) => state === 'delivering' && (watts ?? 0) > 3)).toBe(true);
    const light = (observed: readonly Observation[]) =>
      observed.flatMap((one) => (one.kind === 'sample' && one.metric.startsWith('optics.') ? [`${one.metric} ${one.component}`] : []));
    expect(light(await running.collect(of('cisco-c2960x'))).sort()).toEqual(
      ['Te1/0/1', 'Te1/0/2'].flatMap((name) => [`optics.rx ${name}`, `optics.tx ${name}`]).sort(),
    );
    const core = await running.collect(of('h3c-s6850'));
    expect(new Set(light(core))).toEqual(new Set([49, 50, 51, 52].flatMap((n) => [`optics.rx HGE1/0/${n}`, `optics.tx HGE1/0/${n}`])));
    const transceivers = core.flatMap((one) => (one.kind === 'hardware' ? one.hardware.parts.filter(({ index }) => index < 0) : []));
    expect(transceivers).toHaveLength(4);
    expect(transceivers[0]).toMatchObject({ class: 'module', model: '100G_BASE_LR4_QSFP28', serial: expect.stringMatching(/^LAB/) });
  }, 60_000);
});

describe('faults and counters of the laboratory', () => {
  test.skipIf(missing !== null)(
    'a link goes down and comes back by itself, its counters stand still meanwhile and never go back',
    async () => {
      const IN = '1.3.6.1.2.1.31.1.1.1.6';
      const states = async (name: string) =>
        (await ask('snmpbulkwalk', V3, name, '1.3.6.1.2.1.2.2.1.8')).map((line) => line.endsWith(': 1'));
      clock.advance(BORN - clock.now());
      const before = { one: await states('SW-CORE-1'), two: await states('SW-CORE-2') };
      clock.advance(25_000);
      const during = { one: await states('SW-CORE-1'), two: await states('SW-CORE-2') };
      const name = during.one.join() === before.one.join() ? 'SW-CORE-2' : 'SW-CORE-1';
      const port =
        (name === 'SW-CORE-1' ? during.one : during.two).findIndex((up, i) => up !== (name === 'SW-CORE-1' ? before.one : before.two)[i]) +
        1;
      expect(port).toBeGreaterThan(0);
      const octets = async () => BigInt((await ask('snmpget', V3, name, `${IN}.${port}`))[0]?.split(': ')[1] ?? '-1');
      const stopped = await octets();
      clock.advance(60_000);
      expect(await octets()).toBe(stopped);
      clock.advance(25 * 60_000);
      expect((await states(name))[port - 1]).toBe(true);
      const after = await octets();
      expect(after).toBeGreaterThan(stopped);
      clock.advance(1000);
      expect(await octets()).toBeGreaterThan(after);
    },
  );

  test('every model has at least one fault that can happen to it, and the province every kind', () => {
    for (const { device } of province.resources)
      expect([device.model.name, device.model.faults.length > 0]).toEqual([device.model.name, true]);
    expect(new Set(province.resources.flatMap(({ candidate }) => candidate.kinds))).toEqual(new Set(FAULT_KINDS));
    expect(province.resources.length).toBeGreaterThanOrEqual(195);
    expect(new Set(province.resources.map(({ address, port }) => `${address}:${port}`)).size).toBe(province.resources.length);
  });
});
