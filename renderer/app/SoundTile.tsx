import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/Button/Button.tsx';
import { Icon } from '../components/Icon/Icon.tsx';
import { Popover } from '../components/Popover/Popover.tsx';
import { useSound } from '../lib/audio.ts';
import { useNow } from '../lib/clock.ts';
import { formatTime } from '../lib/format.ts';
import { burstMs } from '../lib/sound.ts';
import styles from './SoundTile.module.css';

/** mm:ss left, never below zero. */
function countdown(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Whether this station can be heard; opens the test and the mute. */
export function SoundTile() {
  const { t } = useTranslation('shell');
  const [isOpen, setOpen] = useState(false);
  const { readiness, mutedUntil, mute, unmute } = useSound();
  const now = useNow();
  const isMuted = mutedUntil !== null && mutedUntil > now;
  useEffect(() => {
    if (mutedUntil !== null && mutedUntil <= now) unmute();
  }, [mutedUntil, now, unmute]);
  const state = readiness === 'ready' && isMuted ? 'muted' : readiness;
  const text = state === 'muted' ? t('sound.muted', { left: countdown((mutedUntil ?? now) - now) }) : t(`sound.${state}`);
  const detail = state === 'muted' ? t('sound.detail.muted', { until: formatTime(mutedUntil ?? now) }) : t(`sound.detail.${state}`);
  return (
    <span className={styles.host}>
      <button
        type="button"
        className={styles.tile}
        data-state={state}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name={state === 'ready' ? 'sound' : 'muted'} />
        {text}
      </button>
      {isOpen && (
        <Popover label={t('sound.title')} onClose={() => setOpen(false)}>
          <p className={styles.detail}>{detail}</p>
          <div className={styles.actions}>
            <TestButton />
            {isMuted ? (
              <Button onClick={unmute}>{t('sound.unmute')}</Button>
            ) : (
              <Button kbd="m" onClick={() => mute()}>
                {t('sound.mute')}
              </Button>
            )}
          </div>
        </Popover>
      )}
    </span>
  );
}

/** Plays the burst of a critical alarm once; the gesture itself readies the sound. */
function TestButton() {
  const { t } = useTranslation('shell');
  const { play, unlock } = useSound();
  const [isPlaying, setPlaying] = useState(false);
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setTimeout(() => setPlaying(false), burstMs('critical'));
    return () => clearTimeout(timer);
  }, [isPlaying]);
  return (
    <Button look="primary" busy={isPlaying} onClick={() => void unlock().then(() => setPlaying(play('critical')))}>
      {t('sound.test')}
    </Button>
  );
}
