import { expect, test } from 'vitest';
import { createCrashGuard } from './crashes.ts';

test('two crashes load again with growing delay, the third within a minute gives up, later ones begin anew', () => {
  const onCrash = createCrashGuard();
  expect(onCrash(0)).toEqual({ kind: 'reload', delayMs: 100 });
  expect(onCrash(10_000)).toEqual({ kind: 'reload', delayMs: 1000 });
  expect(onCrash(59_999)).toEqual({ kind: 'giveUp' });
  expect(onCrash(60_000)).toEqual({ kind: 'reload', delayMs: 100 });
});

test('crashes more than a minute apart never give up', () => {
  const onCrash = createCrashGuard();
  for (let minute = 0; minute < 10; minute += 1) expect(onCrash(minute * 60_000)).toEqual({ kind: 'reload', delayMs: 100 });
});
