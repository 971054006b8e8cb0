import { create } from 'zustand';
import type { Instant } from '../../shared/domain/id.ts';
import { stationClock } from './clock.ts';
import { BURSTS, LONGEST_MUTE_MS, muteUntil, type SoundName } from './sound.ts';

/** `unready`: the browser waits for a gesture of a person. `missing`: this machine cannot make sound. */
export type SoundReadiness = 'unready' | 'ready' | 'missing';

interface SoundState {
  readonly readiness: SoundReadiness;
  /** End of the mute of this station, station time; null when it sounds. */
  readonly mutedUntil: Instant | null;
  /** Plays a burst when ready; false when it could not be heard. */
  play(name: SoundName): boolean;
  /** Asks the browser for sound; only a gesture of a person makes it say yes. */
  unlock(): Promise<void>;
  mute(forMs?: number): void;
  unmute(): void;
}

const ATTACK_S = 0.015;
const LOUDNESS = 0.28;

/** It runs for as long as the page is open: a few long buffers a second cost a tenth of many short ones, and no ear misses the difference. */
function openContext(): AudioContext | null {
  try {
    return new AudioContext({ latencyHint: 'playback' });
  } catch {
    return null;
  }
}

/** A tone with soft ends and two overtones, so that it carries through a noisy room and does not click. */
function tone(context: AudioContext, startS: number, lengthS: number, pitch: number): void {
  const gain = context.createGain();
  gain.gain.setValueAtTime(0, startS);
  gain.gain.linearRampToValueAtTime(LOUDNESS, startS + ATTACK_S);
  gain.gain.setValueAtTime(LOUDNESS, startS + lengthS - ATTACK_S * 2);
  gain.gain.linearRampToValueAtTime(0, startS + lengthS);
  gain.connect(context.destination);
  for (const [overtone, level] of [
    [1, 1],
    [2, 0.35],
    [3, 0.18],
  ] as const) {
    const oscillator = context.createOscillator();
    const part = context.createGain();
    oscillator.frequency.value = pitch * overtone;
    part.gain.value = level;
    oscillator.connect(part).connect(gain);
    oscillator.start(startS);
    oscillator.stop(startS + lengthS);
  }
}

let context: AudioContext | null | undefined;

/** Opens the sound device once and follows its state. */
function sounding(set: (change: Partial<SoundState>) => void): AudioContext | null {
  if (context !== undefined) return context;
  context = openContext();
  const opened = context;
  if (opened === null) {
    set({ readiness: 'missing' });
    return null;
  }
  const follow = (): void => set({ readiness: opened.state === 'running' ? 'ready' : 'unready' });
  opened.addEventListener('statechange', follow);
  follow();
  return opened;
}

/** Sound of this window: readiness, mute of this station, bursts. */
export const useSound = create<SoundState>((set, get) => ({
  readiness: 'unready',
  mutedUntil: null,
  play: (name) => {
    const device = sounding(set);
    if (device === null || device.state !== 'running') return false;
    for (const pulse of BURSTS[name]) tone(device, device.currentTime + pulse.at / 1000, pulse.length / 1000, pulse.pitch);
    return true;
  },
  unlock: async () => {
    const device = sounding(set);
    if (device !== null && get().readiness !== 'ready') await device.resume();
  },
  mute: (forMs = LONGEST_MUTE_MS) => set({ mutedUntil: muteUntil(stationClock.now(), forMs) }),
  unmute: () => set({ mutedUntil: null }),
}));

/** Readies sound at the first touch of a person anywhere. Returns the unsubscriber. */
export function unlockOnGesture(): () => void {
  const off = new AbortController();
  const unlock = (): void => {
    void useSound.getState().unlock();
    if (useSound.getState().readiness === 'ready') off.abort();
  };
  for (const input of ['pointerdown', 'keydown'] as const) window.addEventListener(input, unlock, { signal: off.signal });
  useSound
    .getState()
    .unlock()
    .catch(() => undefined);
  return () => off.abort();
}
