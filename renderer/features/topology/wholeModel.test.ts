import { expect, test } from 'vitest';
import type { NetworkWhole } from '../../../shared/contracts/networkWhole.ts';
import { abnormalOf, countDots, DOTS, dotsOf, drawingOf, placingOf } from './wholeModel.ts';
import type { MapResource } from './world.ts';

const resource = (id: string, location: string, overrides: Partial<MapResource> = {}): MapResource => ({
  ...{ id, name: `SW-${id}`, resourceClass: 'RC2', domain: '', location, isSimulated: false, retiredAt: null, effectiveIntervalS: 60 },
  ...{ checkedAt: 1, reachable: true, worst: null, activeAlarms: 0, ...overrides },
});
const WHOLE: NetworkWhole = {
  at: 1,
  nodes: [
    { key: 'a', resourceId: 'a', name: '' },
    { key: 'b', resourceId: 'b', name: '' },
    { key: 'c', resourceId: 'c', name: '' },
    { key: '? printer', resourceId: null, name: 'printer' },
  ],
  joints: [
    [0, 1, 2],
    [1, 3, 1],
  ],
  links: 3,
};
const RESOURCES = new Map(
  [resource('a', 'A 1', { worst: 'critical', reachable: false }), resource('b', 'B 2'), resource('c', 'B 3', { reachable: null })].map(
    (one) => [one.id, one],
  ),
);

test('R-8.4.2-c1-1 every device stands at its place, one that nobody watches with the device it is joined with', () => {
  const drawing = drawingOf(WHOLE, RESOURCES);
  expect(drawing.grid.blocks.map(({ name, count }) => [name, count])).toEqual([
    ['A', 1],
    ['B', 3],
  ]);
  expect([...drawing.blockOf]).toEqual([0, 1, 1, 1]);
  expect(drawing.names).toEqual(['SW-a', 'SW-b', 'SW-c', 'printer']);
  expect([...drawing.joints]).toEqual([0, 1, 1, 3]);
});

test('unknown is never well, a consequence is no alarm of its own, and counts come to what is drawn', () => {
  const drawing = drawingOf(WHOLE, RESOURCES);
  const names = (dots: Uint8Array) => [...dots].map((code) => DOTS[code]);
  const dots = dotsOf(drawing, RESOURCES, () => false, 1);
  expect(names(dots)).toEqual(['critical', 'answers', 'unknown', 'strange']);
  expect(names(dotsOf(drawing, RESOURCES, (id) => id === 'a', 1))[0]).toBe('held');
  const later = names(dotsOf(drawing, RESOURCES, () => false, 180_001));
  expect(later, 'not looked at for three intervals').toEqual(['critical', 'unknown', 'unknown', 'strange']);
  expect([...countDots(dots).values()].reduce((sum, count) => sum + count, 0)).toBe(WHOLE.nodes.length);
  expect(abnormalOf(drawing, dots).map((index) => drawing.names[index])).toEqual(['SW-a', 'SW-c']);
});

test('where dots stand is worked out anew when somebody is renamed or moved, not when he falls silent', () => {
  const [a, b] = [resource('a', 'A 1'), resource('b', 'B 2')];
  const before = placingOf([a, b]);
  const silent: MapResource = { ...a, reachable: false, worst: 'critical' };
  expect(placingOf([silent, b])).toBe(before);
  for (const other of [
    [b, a],
    [a],
    [{ ...a, name: 'SW-b' }, b],
    [{ ...a, location: 'A 2' }, b],
    [{ ...a, location: '', domain: 'A 1' }, b],
  ])
    expect(placingOf(other)).not.toBe(before);
});
