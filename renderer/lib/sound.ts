import type { Severity } from '../../shared/domain/alarm/severity.ts';

/** What can be heard: one burst per audible severity, and the loss of monitoring. Warnings are silent. */
export type SoundName = 'critical' | 'major' | 'minor' | 'loss';

/** One tone: start and length in ms, pitch in Hz. */
export interface Pulse {
  readonly at: number;
  readonly length: number;
  readonly pitch: number;
}

function pulses(starts: readonly number[], length: number, pitches: readonly number[]): readonly Pulse[] {
  return starts.map((at, index) => ({ at, length, pitch: pitches[index % pitches.length] ?? 0 }));
}

/** Priority is told by the number and pace of pulses, after the idea of IEC 60601-1-8: ten quick, three slower, one; loss falls in pitch. */
export const BURSTS: Readonly<Record<SoundName, readonly Pulse[]>> = {
  critical: pulses([0, 180, 360, 660, 840, 1500, 1680, 1860, 2160, 2340], 120, [784, 784, 784, 1047, 1047]),
  major: pulses([0, 320, 640], 200, [659, 659, 784]),
  minor: pulses([0], 220, [523]),
  loss: pulses([0, 480, 960], 400, [440, 349, 262]),
};

/** Length of a burst in ms. */
export function burstMs(name: SoundName): number {
  return Math.max(...BURSTS[name].map((pulse) => pulse.at + pulse.length));
}

export const REPEAT_MS = { critical: 15_000, major: 60_000, loss: 30_000 } as const;
/** Longest mute of one station (R-8.2.2-c-2). */
export const LONGEST_MUTE_MS = 10 * 60_000;
const QUIET_BETWEEN_MS = 400;

/** An alarm that nobody has acknowledged. `occasion` changes when it asks for attention again. */
export interface Waiting {
  readonly occasion: string;
  readonly severity: Severity;
}

/** What was played: when each sound last began, and which occasions have been announced. Times are monotonic ms. */
export interface SoundMemory {
  readonly lastAt: Readonly<Partial<Record<SoundName, number>>>;
  readonly busyUntil: number;
  readonly announced: ReadonlySet<string>;
}

export const NOTHING_PLAYED: SoundMemory = { lastAt: {}, busyUntil: Number.NEGATIVE_INFINITY, announced: new Set() };

export interface SoundScene {
  readonly waiting: readonly Waiting[];
  /** Monitoring is lost: nothing is heard from the station. */
  readonly isLost: boolean;
  readonly isMuted: boolean;
}

export interface SoundStep {
  readonly play: SoundName | null;
  readonly memory: SoundMemory;
  /** When to look again, monotonic ms; null: not before the scene changes. */
  readonly wakeAt: number | null;
}

const AUDIBLE = ['critical', 'major', 'minor'] as const;

/** When a sound is next due: now for something not yet announced, else a period after the last; null when there is nothing to say. */
function dueAt(name: (typeof AUDIBLE)[number], scene: SoundScene, memory: SoundMemory, now: number): number | null {
  const waiting = scene.waiting.filter((alarm) => alarm.severity === name);
  if (waiting.length === 0) return null;
  if (waiting.some((alarm) => !memory.announced.has(alarm.occasion))) return now;
  const last = memory.lastAt[name];
  return name === 'minor' || last === undefined ? null : last + REPEAT_MS[name];
}

/** What to play now and when to look again. Most severe first, never two at once; a mute silences alarms but never the loss of monitoring. */
export function soundStep(scene: SoundScene, memory: SoundMemory, now: number): SoundStep {
  const due: (readonly [SoundName, number])[] = [];
  if (scene.isLost) due.push(['loss', memory.lastAt.loss === undefined ? now : memory.lastAt.loss + REPEAT_MS.loss]);
  if (!scene.isMuted)
    for (const name of AUDIBLE) {
      const at = dueAt(name, scene, memory, now);
      if (at !== null) due.push([name, at]);
    }
  const kept = forget(scene, memory);
  const ready = due.find(([, at]) => at <= now);
  if (ready !== undefined && memory.busyUntil <= now) return playing(ready[0], scene, kept, now);
  if (due.length === 0) return { play: null, memory: kept, wakeAt: null };
  const wakeAt = Math.max(memory.busyUntil, Math.min(...due.map(([, at]) => at)));
  return { play: null, memory: kept, wakeAt };
}

function playing(name: SoundName, scene: SoundScene, memory: SoundMemory, now: number): SoundStep {
  const busyUntil = now + burstMs(name) + QUIET_BETWEEN_MS;
  const said = scene.waiting.filter((alarm) => alarm.severity === name).map((alarm) => alarm.occasion);
  const announced = name === 'loss' ? memory.announced : new Set([...memory.announced, ...said]);
  return { play: name, memory: { lastAt: { ...memory.lastAt, [name]: now }, busyUntil, announced }, wakeAt: busyUntil };
}

/** Occasions that are over, and a loss that ended, start afresh when they come back. */
function forget(scene: SoundScene, memory: SoundMemory): SoundMemory {
  const present = new Set(scene.waiting.map((alarm) => alarm.occasion));
  const announced = new Set([...memory.announced].filter((occasion) => present.has(occasion)));
  const { loss, ...others } = memory.lastAt;
  return { ...memory, announced, lastAt: scene.isLost && loss !== undefined ? memory.lastAt : others };
}

/** End of a mute asked for at `now`, never more than ten minutes away. */
export function muteUntil(now: number, forMs: number): number {
  return now + Math.min(Math.max(forMs, 0), LONGEST_MUTE_MS);
}
