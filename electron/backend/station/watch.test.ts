import { expect, test } from 'vitest';
import { createTestClock } from '../../../test/support/clock.ts';
import { createWatch } from './watch.ts';

const HOUR = 3_600_000;
const nothing = async (): Promise<void> => undefined;

test('R-8.4.3-d2-7 after a clock that was set back nobody counts as watched from the future', async () => {
  const clock = createTestClock();
  const ingest = { watchFrom: () => undefined, sweep: nothing };
  const watch = createWatch(ingest as never, { note: nothing, well: nothing } as never, clock, [], () => undefined);
  watch.peer('receiver', 'connected');
  clock.setWall(-HOUR);
  await watch.tick();
  clock.advance(60_000);
  expect(watch.watchedFrom('receiver')).toBeLessThanOrEqual(clock.now() - 60_000);
  expect(watch.lastHeard('receiver')).toBeLessThanOrEqual(clock.now());
});
