import { expect, test } from 'vitest';
import { type Candidate, createSchedule, FAULT_KINDS } from './faults.ts';

const BORN = Date.parse('2026-11-27T08:00:00+08:00');
const MINUTE = 60_000;
const CANDIDATES: readonly Candidate[] = [
  { device: 'SW-CORE-1', kinds: ['linkDown', 'cpuHigh', 'hot', 'partFailed'], isProminent: true },
  { device: 'SW-ACC-1', kinds: ['linkDown', 'silent', 'dead', 'hot'], isProminent: false },
  { device: 'SW-ACC-2', kinds: ['linkDown', 'silent'], isProminent: false },
  { device: 'SRV-1', kinds: ['diskFilling', 'cpuHigh'], isProminent: false },
  { device: 'UPS-A', kinds: ['onBattery'], isProminent: true },
];
const schedule = () => createSchedule('seed', BORN, CANDIDATES);

test('the first minutes show something, and from then on there is always a fault and never many', () => {
  const faults = schedule();
  expect(faults.at(BORN)).toEqual([]);
  expect(faults.at(BORN + 110_000).map(({ kind }) => kind)).toEqual(['linkDown', 'dead']);
  expect(faults.at(BORN + 40_000)[0]?.device).toBe('SW-CORE-1');
  for (let at = BORN + MINUTE; at < BORN + 24 * 60 * MINUTE; at += MINUTE) {
    const count = faults.at(at).length;
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(6);
  }
});

test('every kind comes again and again, only to devices that can have it, and ends by itself', () => {
  const faults = schedule();
  const day = BORN + 24 * 60 * MINUTE;
  const all = CANDIDATES.flatMap(({ device }) => FAULT_KINDS.flatMap((kind) => faults.of(device, kind, day)));
  // One begins every six minutes, each kind in its turn.
  const turns = Math.floor((24 * 60) / 6 / FAULT_KINDS.length);
  for (const kind of FAULT_KINDS) expect(all.filter((fault) => fault.kind === kind).length).toBeGreaterThanOrEqual(turns);
  for (const { device, kind, from, until } of all) {
    expect(CANDIDATES.find((one) => one.device === device)?.kinds).toContain(kind);
    expect(until - from).toBeGreaterThan(6 * MINUTE);
    expect(until - from).toBeLessThan(20 * MINUTE);
  }
});

test('a laboratory that starts again has the same faults, whatever it was asked before', () => {
  const asked = schedule();
  for (let at = BORN; at < BORN + 5 * 60 * MINUTE; at += 7000) asked.at(at);
  const later = BORN + 5 * 60 * MINUTE + 1234;
  expect(schedule().at(later)).toEqual(asked.at(later));
  expect(createSchedule('other', BORN, CANDIDATES).at(later)).not.toEqual(asked.at(later));
});

test('where nothing can fail nothing does', () => {
  expect(createSchedule('seed', BORN, []).at(BORN + MINUTE)).toEqual([]);
});
