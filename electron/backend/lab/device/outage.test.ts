import { expect, test } from 'vitest';
import { provinceOf } from '../province.ts';
import { createSchedule, type LabFault, type Schedule } from './faults.ts';
import { createOutages } from './outage.ts';
import { createSight } from './state.ts';

const BORN = 1_800_000_000_000;
const { resources } = provinceOf({ seed: 'outage', bornAt: BORN, port: 16_161 }, 'linux');
const devices = resources.map(({ device }) => device);
const named = (name: string) => {
  const found = devices.find((one) => one.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};
const dead = (device: string): LabFault => ({ kind: 'dead', device, part: 0, from: BORN + 60_000, until: BORN + 600_000 });
const scheduleOf = (...faults: LabFault[]): Schedule => ({
  at: (now) => faults.filter(({ from, until }) => from <= now && now < until),
  of: (device, kind, until) => faults.filter((fault) => fault.device === device && fault.kind === kind && fault.from <= until),
});
const AT = BORN + 120_000;

test('a device without power takes along what only it leads to, and nothing else', () => {
  const outages = createOutages(scheduleOf(dead('FW-YZ-1')), devices);
  expect(outages(BORN).cutOff.size).toBe(0);
  const { cutOff } = outages(AT);
  expect([...cutOff].every((name) => name.includes('-YZ-'))).toBe(true);
  expect(cutOff.has('RT-YZ-1')).toBe(false);
  for (const name of ['FW-YZ-1', 'SW-YZ-AGG-1', 'SW-YZ-AGG-2', 'SW-YZ-ACC-01', 'SRV-YZ-01']) expect(cutOff.has(name), name).toBe(true);
  expect([...createOutages(scheduleOf(dead('SW-CORE-2')), devices)(AT).cutOff]).toEqual(['SW-CORE-2']);
});

test('ports that lead to it are down, have nobody behind them, and carry nothing until it is back', () => {
  const sight = createSight(named('RT-YZ-1'), scheduleOf(dead('FW-YZ-1')));
  const cables = named('RT-YZ-1').cables?.() ?? new Map();
  const [index] = [...cables].find(([, { device }]) => device.name === 'FW-YZ-1') ?? [0];
  const [before, during, later] = [BORN + 30_000, AT, BORN + 900_000].map(sight);
  const port = during?.ports[index - 1];
  if (!before || !during || !later || !port) throw new Error('no port');
  expect([before, during, later].map((seen) => seen.isDown(port))).toEqual([false, true, false]);
  expect([before, during, later].map((seen) => seen.farEnd(index)?.device.name ?? null)).toEqual(['FW-YZ-1', null, 'FW-YZ-1']);
  expect(sight(AT + 60_000).octets(port, 'in')).toBe(during.octets(port, 'in'));
  expect(later.octets(port, 'in')).toBeGreaterThan(during.octets(port, 'in'));
});

test('in the first minutes of a laboratory a device goes that others are behind', () => {
  const schedule = createSchedule(
    'any',
    BORN,
    resources.map(({ candidate }) => candidate),
  );
  const { dead: without, cutOff } = createOutages(schedule, devices)(BORN + 110_000);
  expect(without.size).toBe(1);
  expect(cutOff.size).toBeGreaterThan(5);
});
