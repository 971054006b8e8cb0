import { expect, test } from 'vitest';
import { createRepeats } from './repeats.ts';

test('R-8.4.3-b1-4 an inform that is sent again within a minute is one, from another address or later it is another', () => {
  let now = 0;
  const repeats = createRepeats(() => now);
  const inform = Buffer.from('a28', 'latin1');
  expect([repeats.isAgain('10.0.0.1', inform), repeats.isAgain('10.0.0.1', inform), repeats.isAgain('10.0.0.2', inform)]).toEqual([
    false,
    true,
    false,
  ]);
  now = 59_000;
  expect(repeats.isAgain('10.0.0.1', Buffer.from(inform))).toBe(true);
  now = 61_000;
  expect(repeats.isAgain('10.0.0.1', inform)).toBe(true);
  now = 300_000;
  expect(repeats.isAgain('10.0.0.1', inform)).toBe(false);
});

test('R-8.4.3-b1-4 an inform that could not be kept is new when it comes again', () => {
  const repeats = createRepeats(() => 0);
  const inform = Buffer.from('a28', 'latin1');
  expect(repeats.isAgain('10.0.0.1', inform)).toBe(false);
  repeats.forget('10.0.0.1', inform);
  expect(repeats.isAgain('10.0.0.1', inform)).toBe(false);
  expect(repeats.isAgain('10.0.0.1', inform)).toBe(true);
});
