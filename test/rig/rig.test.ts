import { createSocket, type Socket } from 'node:dgram';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { httpCollector } from '../../electron/backend/collectors/http/collector.ts';
import { createResolver } from '../../electron/backend/collectors/net/resolve.ts';
import { snmpCollector } from '../../electron/backend/collectors/snmp/collector.ts';
import { systemClock } from '../../electron/backend/lib/clock.ts';
import { readCommunityMessage } from '../../electron/backend/receiver/traps/trap.ts';
import type { Observation } from '../../shared/domain/observation/observation.ts';
import { parseSyslog } from '../../shared/domain/syslog/parse.ts';
import { silentLog } from '../protocol/peers.ts';
import { freeUdpPort } from '../protocol/snmpd.ts';
import { planFaults, type RigFault, type Truth } from './faults.ts';
import { COMMUNITY, fleetOf, INTERFACES, USER, urlOf } from './fleet.ts';
import { linkLine, usualLine } from './messages.ts';
import { type Rig, type RigOptions, startRig } from './rig.ts';

const FLEET = fleetOf({ devices: 4, hosts: 1, services: 2, v3Percent: 30 });
const V2C = '01990000-0000-7000-8000-000000000002';
const V3 = '01990000-0000-7000-8000-000000000003';
const KINDS = { '2c': V2C, '3': V3 } as const;
const folder = mkdtempSync(join(tmpdir(), 'sw-rig-'));
const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function rigWith(
  options: Partial<RigOptions> = {},
): Promise<{ readonly rig: Rig; readonly snmpPort: number; readonly httpPort: number }> {
  const [snmpPort, httpPort] = [await freeUdpPort(), await freeUdpPort()];
  const quiet = { traps: null, syslog: null, trapsPerSecond: 0, linesPerSecond: 0, faults: [], truthFile: null };
  const rig = await startRig({ fleet: FLEET, snmpPort, httpPort, ...quiet, ...options });
  open.push(rig.stop);
  return { rig, snmpPort, httpPort };
}

/** The collectors of the product, and one look at a device or a service. */
function looker(ports: { readonly snmpPort: number; readonly httpPort: number }) {
  const context = {
    clock: systemClock,
    log: silentLog,
    resolver: createResolver(systemClock),
    credentials: {
      get: (id: string) =>
        id === V3 ? USER : ({ settings: { kind: 'snmpCommunity', version: '2c' }, secrets: { community: COMMUNITY } } as const),
    },
    dataFolder: '/nonexistent',
  } as const;
  const snmp = snmpCollector.create(context);
  const http = httpCollector.create(context);
  open.push(snmp.stop, http.stop);
  const signal = new AbortController().signal;
  return {
    device: (index: number): Promise<readonly Observation[]> => {
      const { address, version } = FLEET.devices[index]!;
      const config = { protocol: 'snmp', port: ports.snmpPort, credential: KINDS[version] } as const;
      return snmp.collect([{ assignmentId: `a${index}`, resourceId: 'r', address, intervalMs: 10_000, config }], signal);
    },
    service: (index: number): Promise<readonly Observation[]> => {
      const service = FLEET.services[index]!;
      const config = httpCollector.config.parse({ protocol: 'http', url: urlOf(service, ports.httpPort) });
      return http.collect([{ assignmentId: 's', resourceId: 'r', address: service.address, intervalMs: 10_000, config }], signal);
    },
  };
}

const isReached = (seen: readonly Observation[]) => seen.find((one) => one.kind === 'reachability')?.reachable;
const valuesOf = (seen: readonly Observation[], metric: string) =>
  seen.filter((one) => one.kind === 'sample').filter((one) => one.metric === metric);

/** A socket and what arrives on it, from whom. */
async function ear(): Promise<{ readonly port: number; readonly heard: readonly { readonly from: string; readonly bytes: Buffer }[] }> {
  const socket: Socket = createSocket('udp4');
  const heard: { from: string; bytes: Buffer }[] = [];
  socket.on('message', (bytes, { address }) => heard.push({ from: address, bytes }));
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  open.push(() => socket.close());
  return { port: socket.address().port, heard };
}

const fault = (over: Partial<RigFault>): RigFault => ({
  kind: 'silent',
  target: '',
  port: 0,
  fromMs: 0,
  untilMs: 60_000,
  amount: 0,
  ...over,
});

describe('R-8.4.3-b3-1 the rig', () => {
  it('answers for network devices of four vendors and a host as the collectors ask, in versions 2c and 3, with counters that move', async () => {
    const look = looker(await rigWith());
    expect(new Set(FLEET.devices.map(({ version }) => version))).toEqual(new Set(['2c', '3']));
    for (const { index, kind } of FLEET.devices) {
      await look.device(index);
      await new Promise((resolve) => setTimeout(resolve, 1100));
      const second = await look.device(index);
      expect(isReached(second)).toBe(true);
      const rates = valuesOf(second, 'interface.in').map(({ value }) => value ?? -1);
      if (kind === 'network') expect(rates).toHaveLength(INTERFACES);
      expect(Math.max(...rates)).toBeGreaterThan(0);
      expect(Math.min(...rates)).toBeGreaterThanOrEqual(0);
      expect(valuesOf(second, 'cpu.utilisation').length).toBeGreaterThanOrEqual(1);
    }
  });

  it('fails by its schedule and says the truth of it', async () => {
    const truthFile = join(folder, 'truth');
    const [first, second, third] = FLEET.devices;
    const told: Truth[] = [];
    const traps = await ear();
    const { rig, ...ports } = await rigWith({
      truthFile,
      traps: { host: '127.0.0.1', port: traps.port },
      onTruth: (truth) => told.push(truth),
      faults: [
        fault({ target: first!.name, kind: 'linkDown', port: 3 }),
        fault({ target: second!.name, kind: 'cpuHigh', amount: 97 }),
        fault({ target: third!.name, kind: 'restart', untilMs: 300 }),
        fault({ target: FLEET.services[0]!.name, kind: 'http500' }),
      ],
    });
    const look = looker(ports);
    expect(valuesOf(await look.device(0), 'interface.up').map(({ value }) => value)).toEqual(Array.from({ length: INTERFACES }, () => 1));
    rig.begin();
    await expect.poll(() => told.filter(({ edge }) => edge === 'end').length, { timeout: 5000 }).toBe(1);
    const down = valuesOf(await look.device(0), 'interface.up').filter(({ value }) => value !== 1);
    expect(down.map(({ component }) => component)).toEqual([first!.ports[2]!.short]);
    expect(Math.max(...valuesOf(await look.device(1), 'cpu.utilisation').map(({ value }) => value ?? 0))).toBe(97);
    expect(isReached(await look.service(0))).toBe(false);
    expect(isReached(await look.service(1))).toBe(true);
    const lines = readFileSync(truthFile, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Truth);
    expect(lines).toEqual(told);
    expect(lines).toContainEqual(
      expect.objectContaining({ device: first!.name, fault: 'linkDown', component: first!.ports[2]!.short, edge: 'begin' }),
    );
    await expect.poll(() => traps.heard.length, { timeout: 5000 }).toBe(2);
    const kinds = traps.heard.map(({ from, bytes }) => `${from} ${readCommunityMessage(bytes).notification.oid}`);
    expect(kinds).toEqual([`${first!.address} 1.3.6.1.6.3.1.1.5.3`, `${third!.address} 1.3.6.1.6.3.1.1.5.1`]);
  });

  it('sends lines and notifications at its rates, from the addresses of the devices', async () => {
    const [lines, traps] = [await ear(), await ear()];
    const { rig } = await rigWith({
      syslog: { host: '127.0.0.1', port: lines.port },
      traps: { host: '127.0.0.1', port: traps.port },
      ...{ linesPerSecond: 200, trapsPerSecond: 40 },
    });
    rig.begin();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const { lines: sent } = rig.counts();
    expect(sent).toBeGreaterThan(150);
    expect(sent).toBeLessThan(400);
    await expect.poll(() => lines.heard.length, { timeout: 2000 }).toBeGreaterThanOrEqual(sent);
    expect(traps.heard.length).toBeGreaterThan(25);
    expect(new Set(lines.heard.map(({ from }) => from)).size).toBe(FLEET.devices.length);
  });

  it('writes every line as its vendor does: the product knows time, program and kind of each', () => {
    const at = Date.UTC(2026, 10, 8, 2, 20, 30);
    for (const device of FLEET.devices) {
      for (const line of [linkLine(device, device.ports[0]!, false, at, 7), usualLine(device, at, 9)]) {
        const read = parseSyslog(line, { receivedAt: at + 500, zoneMs: 8 * 3_600_000 } as never);
        expect(Math.abs((read.at ?? 0) - at), line).toBeLessThan(1000);
        expect(read.app, line).not.toBeNull();
      }
    }
  });
});

describe('a schedule of faults', () => {
  const rule = {
    seed: 's',
    kinds: ['silent', 'linkDown', 'http500'],
    perMinute: 30,
    forMs: 600_000,
    lengthMs: [60_000, 120_000],
    quietMs: 30_000,
  } as const;
  const fleet = fleetOf({ devices: 40, hosts: 10, services: 60, v3Percent: 0 });

  it('is the same every time, gives a target one fault at a time, and only what it can have', () => {
    const plan = planFaults(fleet, rule);
    expect(planFaults(fleet, rule)).toEqual(plan);
    expect(plan.length).toBeGreaterThan(150);
    for (const one of plan) {
      const own = plan.filter((other) => other !== one && other.target === one.target);
      expect(own.every((other) => other.fromMs >= one.untilMs + rule.quietMs || other.untilMs + rule.quietMs <= one.fromMs)).toBe(true);
      expect(one.kind === 'linkDown').toBe(one.port > 0);
      if (one.kind === 'http500') expect(one.target).toMatch(/^APP-/);
    }
  });
});

process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
