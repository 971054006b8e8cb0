import { describe, expect, it } from 'vitest';
import { isWithin } from './window.ts';

const at = (text: string): number => Date.parse(`${text}:00+08:00`);
const WORK = { days: [1, 2, 3, 4, 5], from: 8 * 60, to: 20 * 60 };
const NIGHT = { days: [5], from: 22 * 60, to: 6 * 60 };

describe('time windows in Asia/Shanghai', () => {
  it('hold always where there is none', () => expect(isWithin([], at('2026-11-22T03:00'))).toBe(true));

  // 2026-11-23 is a Monday.
  it.each([
    ['2026-11-23T07:59', false],
    ['2026-11-23T08:00', true],
    ['2026-11-23T19:59', true],
    ['2026-11-23T20:00', false],
    ['2026-11-22T12:00', false],
    ['2026-11-27T12:00', true],
    ['2026-11-28T12:00', false],
  ])('of working days, %s: %s', (time, open) => expect(isWithin([WORK], at(time))).toBe(open));

  it.each([
    ['2026-11-27T21:59', false],
    ['2026-11-27T22:00', true],
    ['2026-11-28T05:59', true],
    ['2026-11-28T06:00', false],
    ['2026-11-28T22:00', false],
    ['2026-11-27T03:00', false],
  ])('over midnight count for the day they begin on, %s: %s', (time, open) => expect(isWithin([NIGHT], at(time))).toBe(open));

  it('over midnight from Sunday reach into Monday', () => {
    expect(isWithin([{ ...NIGHT, days: [7] }], at('2026-11-23T05:00'))).toBe(true);
  });

  it('that end where they begin are a whole day, and several add up', () => {
    const whole = { days: [6], from: 0, to: 1440 };
    expect(isWithin([WORK, whole], at('2026-11-28T23:59'))).toBe(true);
    expect(isWithin([{ days: [6], from: 600, to: 600 }], at('2026-11-29T09:59'))).toBe(true);
    expect(isWithin([{ days: [6], from: 600, to: 600 }], at('2026-11-29T10:00'))).toBe(false);
  });
});
