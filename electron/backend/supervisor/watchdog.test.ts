import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createWatchdog, LOOK_MS, SILENT_MS, UNBORN_MS } from './watchdog.ts';

function watched() {
  let now = 5_000_000;
  const dog = createWatchdog(() => now);
  dog.begin();
  /** Looks once a second for so long; says after how many ms it was found to hang, null for never. */
  const look = (forMs: number, everyMs = LOOK_MS): number | null => {
    for (let passed = everyMs; passed <= forMs; passed += everyMs) {
      now += everyMs;
      if (dog.isHung()) return passed;
    }
    return null;
  };
  return { dog, look, sleep: (ms: number) => (now += ms) };
}

describe('R-8.4.3-d2-7 watchdog', () => {
  test('finds what was heard once and then no more after twenty seconds, not before', () => {
    const { dog, look } = watched();
    dog.heard();
    expect(look(SILENT_MS)).toBeNull();
    expect(look(2 * LOOK_MS)).toBe(LOOK_MS);
  });

  test('gives a process that is being loaded a minute for its first word', () => {
    const { dog, look } = watched();
    expect(look(UNBORN_MS)).toBeNull();
    expect(look(LOOK_MS)).toBe(LOOK_MS);
    dog.begin();
    expect(look(UNBORN_MS)).toBeNull();
  });

  test('takes the sleep of the machine, or our own, for no silence of others, however often it sleeps', () => {
    const { dog, look, sleep } = watched();
    dog.heard();
    for (let night = 0; night < 5; night += 1) {
      expect(look(SILENT_MS - LOOK_MS)).toBeNull();
      sleep(8 * 3_600_000);
    }
    expect(look(SILENT_MS, LOOK_MS + 1500)).toBeNull();
    expect(look(SILENT_MS + 2 * LOOK_MS)).not.toBeNull();
  });

  test('finds nothing in any order of looks and words in which the silence is never longer than it may be', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 18 }), { maxLength: 60 }), (pauses) => {
        const { dog, look } = watched();
        for (const seconds of pauses) {
          dog.heard();
          expect(look(seconds * 1000)).toBeNull();
        }
      }),
    );
  });
});
