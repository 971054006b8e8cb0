import { expect, test } from 'vitest';
import type { Resource } from '../../../../shared/contracts/resources.ts';
import { createTestClock } from '../../../../test/support/clock.ts';
import { createBus } from '../../events/bus.ts';
import type { ResourceRecord } from './repository.ts';
import { createResourceTexts } from './texts.ts';

test('the text of a resource is made anew when a change is announced, when its record is another, and after a minute', () => {
  const clock = createTestClock();
  const bus = createBus();
  let made = 0;
  const text = createResourceTexts(
    ({ id }) => {
      made += 1;
      return { id, points: made } as Resource;
    },
    bus,
    clock,
  );
  const [one, other] = [{ id: 'one' }, { id: 'other' }] as unknown as [ResourceRecord, ResourceRecord];
  const points = (record: ResourceRecord) => (JSON.parse(text(record)) as Resource).points;
  expect([points(one), points(one), points(other)]).toEqual([1, 1, 2]);
  bus.publish({ topic: 'alarms', ids: ['one'] });
  expect(points(one)).toBe(1);
  bus.publish({ topic: 'resources', ids: ['one'] });
  expect([points(one), points(other)]).toEqual([3, 2]);
  expect([points({ ...one }), points(other)]).toEqual([4, 2]);
  clock.advance(60_001);
  expect([points(other), points(other)]).toEqual([5, 5]);
});
