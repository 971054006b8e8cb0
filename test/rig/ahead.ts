import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createSnmpCollector } from '../../electron/backend/collectors/snmp/collector.ts';
import { treeOf } from '../../electron/backend/lab/tree/tree.ts';
import type { Clock } from '../../electron/backend/lib/clock.ts';
import type { ProbableCause } from '../../shared/domain/alarm/record.ts';
import { silentLog } from '../protocol/peers.ts';
import { seeded } from '../support/logLines.ts';
import { connectPoller } from '../support/poller.ts';
import { type Browser, startTestStation } from '../support/station.ts';
import { createCondition } from './condition.ts';
import type { FaultKind, Truth } from './faults.ts';
import { COMMUNITY, fleetOf, type RigDevice } from './fleet.ts';
import type { Raised } from './judge.ts';
import { openMemoryDevice } from './memory.ts';

/** How time runs in a simulation that runs ahead: devices are looked at every `INTERVAL_MS`, and nothing happens between. */
export const INTERVAL_MS = 10_000;
const PORTS = 4;
/** Share of packets that are lost on the way to or from any device, always. */
const LOSS = 0.02;
const AT_ONCE = 250;
/** A fault lasts so many looks, and as many are without one before the next: three are needed to believe either. */
const LENGTH = { least: 6, most: 9 };
const QUIET = 7;
/** What befalls a device, turn after turn: the same again only when it is no flapping (D-ALM-3: four changes in ten minutes). */
const TURNS: readonly { readonly kind: FaultKind; readonly port: number }[] = [
  { kind: 'linkDown', port: 1 },
  { kind: 'silent', port: 0 },
  { kind: 'linkDown', port: 2 },
  { kind: 'cpuHigh', port: 0 },
  { kind: 'linkDown', port: 3 },
  { kind: 'flap', port: 4 },
];
/** Every so many turns the device begins anew instead: that it did is told for half an hour. */
const RESTART_EVERY = 25;
const FLAP_LOOKS = 18;
const RESTART_LOOKS = 1;
const CPU_PERCENT = 97;

/** One fault of one device, by the number of the look at which it begins and before which it ends. */
export interface Turn {
  readonly device: number;
  readonly kind: FaultKind;
  readonly port: number;
  readonly from: number;
  readonly until: number;
}

/** So many faults among so many devices, in the order of their beginning; the same for the same numbers. */
export function planTurns(events: number, devices: number): readonly Turn[] {
  const random = seeded(20_261_128);
  const next = Array.from({ length: devices }, () => ({
    look: 12 + Math.floor(random() * 30),
    turn: Math.floor(random() * TURNS.length),
    number: 0,
  }));
  const turns: Turn[] = [];
  for (let index = 0; turns.length < events; index = (index + 1) % devices) {
    const own = next[index];
    const turn = TURNS[(own?.turn ?? 0) % TURNS.length];
    if (!own || !turn) throw new Error('no devices');
    own.number += 1;
    const isRestart = own.number % RESTART_EVERY === 0;
    const { kind, port } = isRestart ? { kind: 'restart' as const, port: 0 } : turn;
    if (!isRestart) own.turn += 1;
    const usual = LENGTH.least + Math.floor(random() * (LENGTH.most - LENGTH.least + 1));
    const looks = kind === 'flap' ? FLAP_LOOKS : kind === 'restart' ? RESTART_LOOKS : usual;
    turns.push({ device: index, kind, port, from: own.look, until: own.look + looks });
    own.look += looks + QUIET + Math.floor(random() * 4);
  }
  return turns.sort((a, b) => a.from - b.from);
}

/** A clock that stands still until it is moved on. */
function createVirtualClock(): Clock & { advance(ms: number): void } {
  let at = Date.UTC(2026, 10, 28);
  let monotonic = 1_000_000;
  return {
    now: () => at,
    monotonic: () => monotonic,
    advance: (ms) => {
      at += ms;
      monotonic += ms;
    },
  };
}

export interface Raise extends Pick<Raised, 'resourceName' | 'probableCause' | 'component'> {
  readonly at: number;
}

export interface AheadResult {
  readonly truths: readonly Truth[];
  /** Every time an alarm was raised or came back. */
  readonly raised: readonly Raise[];
  /** Alarms whose condition is still there at the end. */
  readonly active: readonly Raise[];
  readonly looks: number;
  readonly observations: number;
  /** Looks that failed although the device was there: its packets were lost. */
  readonly lostLooks: number;
}

async function prepare(browser: Browser, keeper: Browser, devices: readonly RigDevice[]): Promise<ReadonlyMap<string, RigDevice>> {
  const ok = <T>({ status, body }: { status: number; body: T }): T => {
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body;
  };
  const credential = ok(
    await keeper.request('POST', '/api/v1/credentials', {
      ...{ name: 'ahead', settings: { kind: 'snmpCommunity', version: '2c' }, secrets: { community: COMMUNITY } },
    }),
  ).id as string;
  const policies = ok(await browser.request('GET', '/api/v1/policies')).items as readonly any[];
  const { id, name, targets, priority, intervalS, version, metrics } = policies.find((one) => one.id === 'cpu.utilisation');
  const atOnce = metrics.map((rule: any) => ({ ...rule, threshold: rule.threshold && { ...rule.threshold, durationMs: 0, n: 2, m: 2 } }));
  ok(await browser.request('PUT', `/api/v1/policies/${id}`, { name, targets, priority, intervalS, version, metrics: atOnce }));
  const byResource = new Map<string, RigDevice>();
  for (const device of devices) {
    const made = await browser.request('POST', '/api/v1/resources', {
      ...{ name: device.name, address: device.address, resourceClass: 'RC2', importance: 'general', domain: '', location: '' },
      ...{ intervalS: INTERVAL_MS / 1000, checks: [{ protocol: 'snmp', credential }] },
    });
    byResource.set(ok(made).id, device);
  }
  return byResource;
}

/**
 * A whole station in this process, its pipeline, database and alarms, with the collector of SNMP in front of it and devices that are asked
 * in memory; time stands still while they are looked at, so that a day passes in minutes. Faults are labelled at the look at which they begin.
 */
export async function runAhead(
  turns: readonly Turn[],
  deviceCount: number,
  onLook?: (look: number, last: number) => void,
): Promise<AheadResult> {
  const clock = createVirtualClock();
  const station = await startTestStation({ clock, isSetUp: true });
  const { devices } = fleetOf({ devices: deviceCount, hosts: 0, services: 0, v3Percent: 0 }, PORTS);
  const byResource = await prepare(await station.signIn('wanglei'), await station.signIn('secadmin'), devices);
  const poller = await connectPoller(station.data);
  const trees = new Map([...new Set(devices.map(({ model }) => model))].map((model) => [model, treeOf(model)]));
  const conditions = new Map(devices.map((device) => [device.address, createCondition(device, clock.now())]));
  const random = seeded(7);
  const deviceAt = new Map(devices.map((device) => [device.address, device]));
  const collector = createSnmpCollector(({ address }) => {
    const device = deviceAt.get(address);
    const [mib, condition] = [device && trees.get(device.model), conditions.get(address)];
    if (!mib || !condition) throw new Error(`no device at ${address}`);
    return openMemoryDevice({ mib, condition, now: clock.now, isLost: () => random() < LOSS });
  }).create({
    ...{ clock, log: silentLog, dataFolder: station.data },
    resolver: { resolve: async (name) => ({ addresses: [{ address: name, family: 4 }] }) },
    credentials: { get: () => ({ settings: { kind: 'snmpCommunity', version: '2c' }, secrets: { community: COMMUNITY } }) },
  });
  const targets = poller.assignments().flatMap(({ id, resourceId, address, config, protocol, intervalMs }) => {
    const isOurs = protocol === 'snmp' && byResource.has(resourceId);
    return isOurs ? [{ assignmentId: id, resourceId, address, intervalMs, config: config as never }] : [];
  });
  const truths: Truth[] = [];
  let [looks, observations, lostLooks] = [0, 0, 0];

  function change(turn: Turn, isBegin: boolean): void {
    const device = devices[turn.device];
    const condition = device && conditions.get(device.address);
    if (!device || !condition) return;
    if (turn.kind === 'silent') condition.isSilent = isBegin;
    if (turn.kind === 'cpuHigh') condition.cpu = isBegin ? CPU_PERCENT : null;
    if (turn.kind === 'restart' && isBegin) condition.restart(clock.now());
    if (turn.kind === 'linkDown' || turn.kind === 'flap') condition.setLink(turn.port, !isBegin, clock.now());
    const component = turn.port === 0 ? '' : (device.ports[turn.port - 1]?.short ?? '');
    const edge = isBegin ? 'begin' : 'end';
    truths.push({ at: clock.now(), device: device.name, address: device.address, fault: turn.kind, component, edge });
  }

  const last = Math.max(...turns.map(({ until }) => until)) + QUIET * 4;
  const ending = [...turns].sort((a, b) => a.until - b.until);
  const flapping = new Set<Turn>();
  const signal = new AbortController().signal;
  let [begun, ended] = [0, 0];
  try {
    for (let look = 0; look <= last; look += 1) {
      clock.advance(INTERVAL_MS);
      for (; (ending[ended]?.until ?? Number.POSITIVE_INFINITY) <= look; ended += 1) {
        const turn = ending[ended];
        if (!turn) break;
        flapping.delete(turn);
        change(turn, false);
      }
      for (const { device, port } of flapping) {
        const condition = conditions.get(devices[device]?.address ?? '');
        if (look % 3 === 0) condition?.setLink(port, condition.isDown(port), clock.now());
      }
      for (; (turns[begun]?.from ?? Number.POSITIVE_INFINITY) <= look; begun += 1) {
        const turn = turns[begun];
        if (!turn) break;
        if (turn.kind === 'flap') flapping.add(turn);
        change(turn, true);
      }
      for (let at = 0; at < targets.length; at += AT_ONCE) {
        const some = targets.slice(at, at + AT_ONCE);
        const seen = await collector.collect(some, signal);
        looks += some.length;
        observations += seen.length;
        for (const one of seen)
          if (one.kind === 'reachability' && !one.reachable && !conditions.get(deviceAddress(one.resourceId))?.isSilent) lostLooks += 1;
        await poller.send(seen);
      }
      onLook?.(look, last);
    }
    return { truths, ...alarmsOf(station.data, byResource), looks, observations, lostLooks };
  } finally {
    await collector.stop();
    await poller.stop();
    await station.stop();
  }

  function deviceAddress(resourceId: string): string {
    return byResource.get(resourceId)?.address ?? '';
  }
}

interface AlarmRow {
  readonly resource_id: string;
  readonly probable_cause: string;
  readonly component: string;
  readonly at: number;
}

/** What the station's database says of its alarms. */
function alarmsOf(data: string, byResource: ReadonlyMap<string, RigDevice>): Pick<AheadResult, 'raised' | 'active'> {
  const db = new Database(join(data, 'core.db'), { readonly: true });
  const columns = "a.resource_id, a.probable_cause, json_extract(a.record, '$.component') as component";
  const told = ({ resource_id, probable_cause, component, at }: AlarmRow) => {
    const resourceName = byResource.get(resource_id)?.name;
    return resourceName === undefined ? [] : [{ resourceName, probableCause: probable_cause as ProbableCause, component, at }];
  };
  try {
    const raised = db
      .prepare<[], AlarmRow>(
        `select ${columns}, e.at from alarm_event e join alarm a on a.id = e.alarm_id where e.kind in ('raised', 'returned') order by e.id`,
      )
      .all();
    const active = db
      .prepare<[], AlarmRow>(`select ${columns}, a.last_at as at from alarm a where json_extract(a.record, '$.isPresent') = 1`)
      .all();
    return { raised: raised.flatMap(told), active: active.flatMap(told) };
  } finally {
    db.close();
  }
}
