import { describe, expect, test } from 'vitest';
import { createTestClock } from '../../../test/support/clock.ts';
import { createClockTrust } from './clockTrust.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TEN_YEARS = 3652 * DAY;

describe('R-8.4.3-f1-2 the clock by which old data are removed', () => {
  test('is believed at once where the station ran until just now, or never before', () => {
    const clock = createTestClock();
    expect(createClockTrust(clock, []).isSettled()).toBe(true);
    expect(createClockTrust(clock, [clock.now() - HOUR, clock.now() - 2 * HOUR]).isSettled()).toBe(true);
    expect(
      createClockTrust(
        clock,
        [clock.now() - 3 * HOUR, clock.now() - 40 * DAY].map((at) => at - DAY),
      ).isSettled(),
    ).toBe(false);
  });

  test('is doubted for a day after it went ahead by years, and not for an hour, nor where it was set back', () => {
    const clock = createTestClock();
    const trust = createClockTrust(clock, []);
    for (const ms of [HOUR, -HOUR, -TEN_YEARS]) trust.jumped(ms);
    expect(trust.isSettled()).toBe(true);
    trust.jumped(TEN_YEARS);
    expect(trust.isSettled()).toBe(false);
    clock.advance(DAY - HOUR);
    expect(trust.isSettled()).toBe(false);
    clock.advance(HOUR);
    expect(trust.isSettled()).toBe(true);
  });

  test('is doubted also by a station that was started after the jump, and started again', () => {
    const clock = createTestClock();
    const before = clock.now() - HOUR;
    clock.setWall(TEN_YEARS);
    expect(createClockTrust(clock, [before]).isSettled()).toBe(false);
    const started = clock.now();
    clock.advance(2 * HOUR);
    expect(createClockTrust(clock, [started, before]).isSettled()).toBe(false);
    clock.advance(2 * DAY);
    expect(
      createClockTrust(clock, [clock.now() - HOUR, clock.now() - 20 * HOUR, clock.now() - 40 * HOUR, started, before]).isSettled(),
    ).toBe(true);
  });
});
