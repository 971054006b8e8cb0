import { afterEach, expect, test } from 'vitest';
import { parseSyslog } from '../../../shared/domain/syslog/parse.ts';
import type { Clock } from '../lib/clock.ts';
import { createSchedule, type LabFault } from './device/faults.ts';
import { createOutages } from './device/outage.ts';
import { portOf, portsOf } from './device/state.ts';
import type { LabIdentity } from './folder.ts';
import { provinceOf } from './province.ts';
import { createVoice, type Voice } from './voice.ts';

let voice: Voice | undefined;
afterEach(() => voice?.stop());

const DOORS = { syslog: { host: '127.0.0.1', port: 1 }, traps: { host: '127.0.0.1', port: 2 } };

test('D-ALM simulated devices say what is usual, and of a link that goes down and comes up a line and a notification each, once', () => {
  const identity: LabIdentity = { seed: 'voice', bornAt: 1_800_000_000_000, port: 16_161 };
  const { seed, bornAt } = identity;
  const province = provinceOf(identity, 'linux');
  let now = bornAt;
  const clock: Clock = { now: () => now, monotonic: () => now - bornAt };
  const schedule = createSchedule(
    seed,
    bornAt,
    province.resources.map(({ candidate }) => candidate),
  );
  const outages = createOutages(
    schedule,
    province.resources.map(({ device }) => device),
  );
  const sent: { device: string; port: number; bytes: Buffer }[] = [];
  voice = createVoice({
    speakers: province.resources.map(({ device }) => ({
      device,
      send: (bytes, { port }) => sent.push({ device: device.name, port, bytes }),
    })),
    schedule,
    outages,
    clock,
    community: province.file.community,
  });
  voice.tick();
  expect(sent).toEqual([]);
  voice.sendTo(DOORS);
  const faults = new Map<string, LabFault>();
  const silentWhen = new Set<string>();
  /** Ports that lead to what has no power. */
  const taken = new Map<string, number>();
  const end = bornAt + 2 * 3_600_000;
  for (; now < end; now += 1000) {
    for (const fault of schedule.at(now)) if (fault.kind === 'linkDown') faults.set(`${fault.device} ${fault.from}`, fault);
    voice.tick();
    for (const { kind, device } of schedule.at(now)) if (kind === 'silent') silentWhen.add(device);
    for (const name of outages(now).cutOff) silentWhen.add(name);
    for (const { kind, device, from } of schedule.at(now))
      if (kind === 'dead')
        taken.set(`${device} ${from}`, province.resources.find((one) => one.device.name === device)?.device.cables?.().size ?? 0);
  }
  const links = sent.filter(({ port }) => port === DOORS.traps.port);
  expect(faults.size).toBeGreaterThan(1);
  const told = [...faults.values()].filter(({ device }) => !silentWhen.has(device));
  for (const fault of told) {
    const device = province.resources.find((one) => one.device.name === fault.device)?.device;
    const port = device && portOf(fault, portsOf(device));
    if (!port) continue;
    const own = sent.filter((one) => one.device === fault.device && one.bytes.includes(port.name));
    const edges = fault.until < end ? 2 : 1;
    expect(own.filter((one) => one.port === DOORS.traps.port).length).toBeGreaterThanOrEqual(edges);
    expect(own.filter((one) => one.port === DOORS.syslog.port).length).toBeGreaterThanOrEqual(edges);
  }
  const ports = faults.size + [...taken.values()].reduce((sum, count) => sum + count, 0);
  expect(links.length).toBeLessThanOrEqual(2 * ports);
  const lines = sent.filter(({ port }) => port === DOORS.syslog.port).map(({ bytes }) => bytes.toString());
  expect(lines.length).toBeGreaterThan(5000);
  for (const text of lines.slice(0, 500)) {
    const { severity, app, host } = parseSyslog(text, { receivedAt: now, zoneMs: 8 * 3_600_000 });
    expect([severity !== null, app !== null || host !== null], text).toEqual([true, true]);
  }
});
