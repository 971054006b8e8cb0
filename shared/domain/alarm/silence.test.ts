import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND, T0 } from '../../../test/support/alarms.ts';
import { hear, NEVER_HEARD, type SilenceState, sweepSilence } from './silence.ts';

const INTERVAL = 30 * SECOND;
const LONG_AGO = T0 - 60 * MINUTE;
const sweepAt = (state: SilenceState, now: number, watchingSince = LONG_AGO) =>
  sweepSilence(state, { intervalMs: INTERVAL, watchingSince, now });
const heardAt = (at: number): SilenceState => hear(NEVER_HEARD, at, INTERVAL, at).state;

describe('D-ALM-7 silent source', () => {
  it('is silent three intervals after the newest datum, not a moment before', () => {
    expect(sweepAt(heardAt(T0), T0 + 3 * INTERVAL - 1).verdict.kind).toBe('none');
    expect(sweepAt(heardAt(T0), T0 + 3 * INTERVAL).verdict).toEqual({ kind: 'report', detail: { since: T0 } });
  });

  it('gives a source that never spoke three intervals from when it is watched', () => {
    expect(sweepAt(NEVER_HEARD, T0 + 3 * INTERVAL - 1, T0).verdict.kind).toBe('none');
    expect(sweepAt(NEVER_HEARD, T0 + 3 * INTERVAL, T0).verdict).toEqual({ kind: 'report', detail: { since: T0 } });
  });

  it('does not hold the sleep or restart of the station against its sources', () => {
    const woke = T0 + 8 * 60 * MINUTE;
    expect(sweepAt(heardAt(T0), woke + SECOND, woke).verdict.kind).toBe('none');
    expect(sweepAt(heardAt(T0), woke + 3 * INTERVAL, woke).verdict).toEqual({ kind: 'report', detail: { since: T0 } });
  });

  it('says so at every look and ends with the next datum', () => {
    const silent = sweepAt(heardAt(T0), T0 + 3 * INTERVAL).state;
    const again = sweepAt(silent, T0 + 4 * INTERVAL);
    expect(again.verdict.kind).toBe('report');
    expect(again.state).toBe(silent);
    const spoke = hear(again.state, T0 + 5 * INTERVAL, INTERVAL, T0 + 5 * INTERVAL);
    expect(spoke).toEqual({ state: { lastAt: T0 + 5 * INTERVAL, isSilent: false }, verdict: { kind: 'clear', detail: null } });
  });

  it('stays silent while a sender only delivers what it kept', () => {
    const silent = sweepAt(heardAt(T0), T0 + 20 * INTERVAL).state;
    const now = T0 + 21 * INTERVAL;
    const old = hear(silent, T0 + 10 * INTERVAL, INTERVAL, now);
    expect(old).toEqual({ state: { lastAt: T0 + 10 * INTERVAL, isSilent: true }, verdict: { kind: 'none' } });
    expect(hear(old.state, now - SECOND, INTERVAL, now).verdict.kind).toBe('clear');
  });

  it('does not take a second delivery for a sign of life', () => {
    const silent = sweepAt(heardAt(T0), T0 + 3 * INTERVAL).state;
    expect(hear(silent, T0, INTERVAL, T0 + 3 * INTERVAL)).toEqual({ state: silent, verdict: { kind: 'none' } });
  });

  it('finds silence from the moment the clock was set back', () => {
    const back = T0 - 30 * MINUTE;
    const swept = sweepAt(heardAt(T0), back);
    expect(swept).toEqual({ state: { lastAt: back, isSilent: false }, verdict: { kind: 'none' } });
    expect(sweepAt(swept.state, back + 3 * INTERVAL).verdict.kind).toBe('report');
  });
});
