import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  BURSTS,
  burstMs,
  LONGEST_MUTE_MS,
  muteUntil,
  NOTHING_PLAYED,
  type SoundMemory,
  type SoundName,
  type SoundScene,
  soundStep,
  type Waiting,
} from './sound.ts';

const waiting = (occasion: string, severity: Waiting['severity']): Waiting => ({ occasion, severity });
const scene = (change: Partial<SoundScene> = {}): SoundScene => ({ waiting: [], isLost: false, isMuted: false, ...change });

/** Plays a scene from `from` to `to` ms and lists what was heard when. */
function listen(at: (now: number) => SoundScene, to: number, from = 0): (readonly [number, SoundName])[] {
  const heard: (readonly [number, SoundName])[] = [];
  let memory: SoundMemory = NOTHING_PLAYED;
  for (let now = from; now <= to; now += 100) {
    const step = soundStep(at(now), memory, now);
    memory = step.memory;
    if (step.play !== null) heard.push([now, step.play]);
  }
  return heard;
}

test('R-8.2.2-c-2 critical repeats every 15 s until it is acknowledged', () => {
  const heard = listen((now) => scene({ waiting: now < 40_000 ? [waiting('a', 'critical')] : [] }), 90_000);
  expect(heard).toEqual([
    [0, 'critical'],
    [15_000, 'critical'],
    [30_000, 'critical'],
  ]);
});

test('R-8.2.2-c-2 major repeats every 60 s, minor sounds once, a warning never', () => {
  const all = [waiting('a', 'major'), waiting('b', 'minor'), waiting('c', 'warning')];
  const heard = listen(() => scene({ waiting: all }), 130_000);
  expect(heard.filter(([, name]) => name === 'major').map(([now]) => now)).toEqual([0, 60_000, 120_000]);
  expect(heard.filter(([, name]) => name === 'minor')).toHaveLength(1);
  expect(heard).toHaveLength(4);
});

test('the most severe speaks first and no two bursts overlap', () => {
  const all = [waiting('c', 'minor'), waiting('b', 'major'), waiting('a', 'critical')];
  const heard = listen(() => scene({ waiting: all }), 10_000);
  expect(heard.map(([, name]) => name)).toEqual(['critical', 'major', 'minor']);
  for (const [index, [now]] of heard.entries()) {
    const before = heard[index - 1];
    if (before) expect(now).toBeGreaterThanOrEqual(before[0] + burstMs(before[1]));
  }
});

test('a new alarm of a severity that waits sounds at once and restarts its period', () => {
  const heard = listen((now) => scene({ waiting: [waiting('a', 'critical'), ...(now >= 5000 ? [waiting('b', 'critical')] : [])] }), 25_000);
  expect(heard.map(([now]) => now)).toEqual([0, 5000, 20_000]);
});

test('fourteen alarms at once are one burst, not fourteen', () => {
  const many = Array.from({ length: 14 }, (_, index) => waiting(`m${index}`, 'minor'));
  expect(listen(() => scene({ waiting: many }), 60_000)).toEqual([[0, 'minor']]);
});

test('an alarm that comes back after it was settled sounds again', () => {
  const heard = listen((now) => scene({ waiting: now < 5000 || now >= 10_000 ? [waiting('a', 'minor')] : [] }), 20_000);
  expect(heard).toEqual([
    [0, 'minor'],
    [10_000, 'minor'],
  ]);
});

test('R-8.2.2-c-2 a mute silences alarms; afterwards they speak again', () => {
  const heard = listen((now) => scene({ waiting: [waiting('a', 'critical')], isMuted: now < 60_000 }), 80_000);
  expect(heard.map(([now]) => now)).toEqual([60_000, 75_000]);
});

test('loss of monitoring cannot be muted and repeats every 30 s', () => {
  const heard = listen(() => scene({ waiting: [waiting('a', 'critical')], isLost: true, isMuted: true }), 65_000);
  expect(heard).toEqual([
    [0, 'loss'],
    [30_000, 'loss'],
    [60_000, 'loss'],
  ]);
});

test('a second loss is announced at once', () => {
  const heard = listen((now) => scene({ isLost: now < 5000 || now >= 8000 }), 12_000);
  expect(heard).toEqual([
    [0, 'loss'],
    [8000, 'loss'],
  ]);
});

test('R-8.2.2-c-2 a mute lasts ten minutes at most', () => {
  expect(muteUntil(1000, 3_600_000)).toBe(1000 + LONGEST_MUTE_MS);
  expect(muteUntil(1000, 60_000)).toBe(61_000);
  expect(muteUntil(1000, -5)).toBe(1000);
});

test('severities are told apart by the number of pulses: 10, 3, 1', () => {
  expect([BURSTS.critical.length, BURSTS.major.length, BURSTS.minor.length]).toEqual([10, 3, 1]);
  for (const burst of Object.values(BURSTS))
    for (const [index, pulse] of burst.entries()) {
      const before = burst[index - 1];
      if (before) expect(pulse.at).toBeGreaterThan(before.at + before.length);
    }
});

test('waking when told hears the same as looking all the time', () => {
  const anyWaiting = fc.uniqueArray(
    fc.record({ occasion: fc.constantFrom('a', 'b', 'c'), severity: fc.constantFrom('critical', 'major', 'minor', 'warning') }),
    { selector: (alarm) => alarm.occasion },
  );
  fc.assert(
    fc.property(anyWaiting, fc.boolean(), fc.boolean(), (alarms, isLost, isMuted) => {
      const still = scene({ waiting: alarms as Waiting[], isLost, isMuted });
      const heard: SoundName[] = [];
      let memory: SoundMemory = NOTHING_PLAYED;
      let now = 0;
      for (let turn = 0; turn < 200 && now <= 60_000; turn += 1) {
        const step = soundStep(still, memory, now);
        memory = step.memory;
        if (step.play !== null) heard.push(step.play);
        if (step.wakeAt === null) break;
        expect(step.wakeAt).toBeGreaterThan(now);
        now = step.wakeAt;
      }
      const count = (name: SoundName): number => heard.filter((one) => one === name).length;
      if (isLost) expect(count('loss')).toBeGreaterThanOrEqual(2);
      const audible = (severity: string): boolean => !isMuted && alarms.some((alarm) => alarm.severity === severity);
      expect(count('critical') > 0).toBe(audible('critical'));
      expect(count('minor')).toBe(audible('minor') ? 1 : 0);
    }),
  );
});
