import { expect, test } from 'vitest';
import { anAlarm, aResource, at, id, over, seen } from '../../testing/builders.ts';
import { placesOf } from './places.ts';

test('a place is the room of the location, else the domain, and shows its worst first', () => {
  const resources = [
    aResource({ id: id(11), location: 'B B-03 U20', worst: 'minor', activeAlarms: 1 }),
    aResource({ id: id(12), location: 'A A-07 U38', worst: 'critical', activeAlarms: 2 }),
    aResource({ id: id(13), location: 'A A-01 U1' }),
    aResource({ id: id(14), location: '', domain: 'cloud' }),
    aResource({ id: id(15), location: 'C', retiredAt: at() }),
  ];
  const alarms = [
    anAlarm({ id: id(1), resourceId: id(12) }),
    anAlarm({ id: id(2), resourceId: id(12), severity: 'major', cleared: over }),
    anAlarm({ id: id(3), resourceId: id(11), severity: 'minor', acknowledged: seen }),
  ];
  const places = placesOf(resources, alarms, at());
  expect(places.map((place) => [place.name, place.count, place.abnormal, place.worst, place.isWaiting])).toEqual([
    ['A', 2, 1, 'critical', true],
    ['B', 1, 1, 'minor', false],
    ['cloud', 1, 0, null, false],
  ]);
  expect(places[0]?.alarms).toEqual({ critical: 1, major: 0, minor: 0, warning: 0 });
});

test('a waiting alarm of lesser severity does not make the worst mark blink', () => {
  const resources = [aResource({ id: id(11), worst: 'critical', activeAlarms: 2 })];
  const alarms = [
    anAlarm({ id: id(1), resourceId: id(11), acknowledged: seen }),
    anAlarm({ id: id(2), resourceId: id(11), severity: 'minor' }),
  ];
  expect(placesOf(resources, alarms, at())[0]?.isWaiting).toBe(false);
});

test('resources that went silent are counted, those that are down are not among them; a place knows its newest look', () => {
  const resources = [
    aResource({ id: id(11), checkedAt: at(-180_000) }),
    aResource({ id: id(12), dataAt: null, checkedAt: null }),
    aResource({ id: id(13), dataAt: null, checkedAt: at(-70_000), reachable: false }),
  ];
  const [place] = placesOf(resources, [], at());
  expect(place).toMatchObject({ count: 3, silent: 2, checkedAt: at(-70_000) });
});
