import { useEffect, useRef } from 'react';
import { useSound } from '../../lib/audio.ts';
import { useNow } from '../../lib/clock.ts';
import { useLink } from '../../lib/liveClient.ts';
import { NOTHING_PLAYED, type SoundScene, soundStep } from '../../lib/sound.ts';
import { waitingOf } from './model.ts';
import { useAlarms } from './queries.ts';

/** Makes this station heard: bursts for what nobody has acknowledged, and for the loss of monitoring. One per window. */
export function useAlarmSound(): void {
  const { data: alarms } = useAlarms();
  const { quality } = useLink();
  const { readiness, mutedUntil, play } = useSound();
  const memory = useRef(NOTHING_PLAYED);
  const isMuted = useNow() < (mutedUntil ?? 0);
  useEffect(() => {
    if (readiness !== 'ready') return;
    const scene: SoundScene = { waiting: waitingOf(alarms?.items ?? []), isLost: quality === 'lost', isMuted };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const step = (): void => {
      const now = performance.now();
      const next = soundStep(scene, memory.current, now);
      if (next.play === null || play(next.play)) memory.current = next.memory;
      if (next.wakeAt !== null) timer = setTimeout(step, Math.max(20, next.wakeAt - now));
    };
    step();
    return () => clearTimeout(timer);
  }, [alarms, quality, readiness, isMuted, play]);
}
