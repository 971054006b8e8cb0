import { useEffect, useRef, useState } from 'react';
import type { AlarmList } from '../../../shared/contracts/alarms.ts';
import type { LinkQuality } from '../../lib/link.ts';
import { changedWhileAway } from './model.ts';

export interface Away {
  readonly added: number;
  readonly cleared: number;
}

/** How long a wall says what it missed. */
const SHOWN_MS = 10 * 60_000;

/** What changed while the station was away, for ten minutes after it is back. */
export function useAway(alarms: AlarmList | undefined, quality: LinkQuality): Away | null {
  const before = useRef<AlarmList | null>(null);
  const [away, setAway] = useState<Away | null>(null);
  useEffect(() => {
    if (quality === 'lost' && before.current === null && alarms !== undefined) before.current = alarms;
    if (quality !== 'live' || before.current === null || alarms === undefined || alarms === before.current) return;
    setAway(changedWhileAway(before.current.items, alarms.items));
    before.current = null;
  }, [alarms, quality]);
  useEffect(() => {
    if (away === null) return;
    const timer = setTimeout(() => setAway(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [away]);
  return away;
}
