import { expect, test } from 'vitest';
import type { Alarm } from '../../../shared/contracts/alarms.ts';
import { anAlarm, at, id, over } from '../../testing/builders.ts';
import { marksOf } from './marks.ts';

const cause = { kind: 'resource', resourceId: id(1), component: '', name: 'AGG', certainty: 1, at: at() } as const;
const alarm = (resource: number, change: Partial<Alarm> = {}): Alarm =>
  anAlarm({ id: id(100 + resource), resourceId: id(resource), resourceName: `SW-${resource}`, ...change });
const end = (resource: number, port: string) => ({ node: id(resource), resourceId: id(resource), name: '', port });

test('R-8.4.2-c4-2 a device that others are silent by is the root, they are its consequences, by name', () => {
  const marks = marksOf([alarm(1), alarm(10, { cause }), alarm(2, { cause }), alarm(3, { cause, cleared: over }), alarm(4)]);
  expect(marks.rootOf(id(1))?.consequences.map(({ resourceName }) => resourceName)).toEqual(['SW-2', 'SW-10']);
  expect(marks.causeOf(id(2))).toEqual(cause);
  expect([marks.rootOf(id(2)), marks.rootOf(id(4)), marks.causeOf(id(1)), marks.causeOf(id(3)), marks.causeOf(id(9))]).toEqual([
    ...[null, null, null, null, null],
  ]);
});

test('a link is down since the first of its ends said so, whatever the port is called there', () => {
  const port = { probableCause: 'interfaceDown' } as const;
  const marks = marksOf([
    alarm(1, { ...port, component: 'GigabitEthernet0/1', activeAt: at(-5000) }),
    alarm(2, { ...port, component: 'Gi0/2', activeAt: at(-9000) }),
    alarm(3, { ...port, component: 'Gi0/3', cleared: over }),
  ]);
  expect(marks.downSince({ a: end(1, 'Gi0/1'), b: end(2, 'Gi0/2') })).toBe(at(-9000));
  expect(marks.downSince({ a: end(1, 'Gi0/2'), b: end(3, 'Gi0/3') })).toBeNull();
});
