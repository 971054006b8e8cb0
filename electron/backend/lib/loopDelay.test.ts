import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createLoopDelay } from './loopDelay.ts';

test('R-8.4.3-d2-7 the delay of the event loop is what it was since the last reading, and an idle loop has none to speak of', async () => {
  const loop = createLoopDelay();
  await sleep(100);
  loop.readP99Ms();
  // The histogram counts from its first sample on.
  await sleep(100);
  const until = performance.now() + 300;
  while (performance.now() < until);
  await sleep(100);
  const busy = loop.readP99Ms();
  expect(busy).toBeGreaterThan(200);
  await sleep(300);
  expect(loop.readP99Ms()).toBeLessThan(busy - 100);
  loop.stop();
});
