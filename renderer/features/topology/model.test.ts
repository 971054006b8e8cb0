import { expect, test } from 'vitest';
import type { NetworkLink } from '../../../shared/contracts/topology.ts';
import {
  arrowsOf,
  drawnPlaces,
  fixedPlaces,
  freshLoad,
  isBusy,
  lastDone,
  layPlaces,
  parallels,
  placesOf,
  shareText,
  stateOf,
  widthOf,
} from './model.ts';

const end = (name: string) => ({ node: `? ${name}`, resourceId: null, name, port: '1' });
const link = (id: string, a: string, b: string): NetworkLink => ({
  id,
  a: end(a),
  b: end(b),
  confidence: 0.9,
  seenAt: 0,
  evidence: [],
  conflicts: 0,
});

test('a device nobody watches is strange, one that was never heard unknown, and unknown is never taken for answering', () => {
  expect(stateOf({ resourceId: null }, undefined)).toBe('strange');
  expect(stateOf({ resourceId: 'x' }, undefined)).toBe('unknown');
  expect(stateOf({ resourceId: 'x' }, { reachable: null })).toBe('unknown');
  expect(stateOf({ resourceId: 'x' }, { reachable: false })).toBe('silent');
  expect(stateOf({ resourceId: 'x' }, { reachable: true })).toBe('answers');
});

test('links between the same two are told apart, whichever end comes first', () => {
  const all = [link('x', 'a', 'b'), link('y', 'b', 'a'), link('z', 'a', 'c')];
  expect([...parallels(all)]).toEqual([
    ['x', { place: 0, of: 2 }],
    ['y', { place: 1, of: 2 }],
    ['z', { place: 0, of: 1 }],
  ]);
});

test('R-8.4.2-c2-2 what was drawn keeps its place when more is drawn', () => {
  const node = (name: string, hops: number) => ({ key: end(name).node, resourceId: null, name, hops });
  const rest = { beyond: { nodes: 0, links: 0 }, cut: 0 };
  const before = placesOf({ at: 0, nodes: [node('a', 0), node('b', 1)], links: [link('x', 'a', 'b')], ...rest }, new Map());
  const after = placesOf(
    { at: 0, nodes: [node('a', 0), node('b', 1), node('c', 2)], links: [link('x', 'a', 'b'), link('y', 'b', 'c')], ...rest },
    before,
  );
  expect([...before].every(([key, position]) => after.get(key) === position)).toBe(true);
  expect(after.size).toBe(3);
});

test('R-8.2.2-a2-1 the load of a link: marked from 80 %, old figures taken away, arrows along the line', () => {
  const flow = (share: number | null, at = 1000) => ({ bits: 4e8, share, at, intervalMs: 60_000 });
  const load = (aToB: ReturnType<typeof flow> | null, bToA: ReturnType<typeof flow> | null) => ({
    id: 'x',
    speed: 1e9,
    aToB,
    bToA,
    errors: 0,
  });
  expect([load(flow(0.8), null), load(null, flow(0.79)), load(flow(null), null)].map(isBusy)).toEqual([true, false, false]);
  expect(freshLoad(load(flow(0.5, 0), flow(0.5, 1)), 180_001)).toMatchObject({ aToB: null, bToA: { at: 1 } });
  expect([shareText(flow(0.456)), shareText(flow(null))]).toEqual(['46 %', '400 Mbit/s']);
  expect([widthOf(null), widthOf(1e9), widthOf(1e10), widthOf(1e11)]).toEqual(['plain', 'plain', 'wide', 'widest']);
  const at = (x: number, y: number) => ({ x, y });
  expect([arrowsOf(at(0, 0), at(5, 9)), arrowsOf(at(0, 9), at(5, 0)), arrowsOf(at(0, 0), at(9, 5)), arrowsOf(at(9, 0), at(0, 5))]).toEqual([
    ['↓', '↑'],
    ['↑', '↓'],
    ['→', '←'],
    ['←', '→'],
  ]);
});

test('R-8.4.2-c2-2 what was asked for is there before it is answered, and the last thing done is what is taken back', () => {
  const places = [{ node: 'a', x: 1, y: 2 }];
  expect([...fixedPlaces(places, [{ node: 'b', to: { x: 3, y: 4 } }]).keys()]).toEqual(['a', 'b']);
  expect(fixedPlaces(places, [{ node: 'a', to: null }]).size).toBe(0);
  const change = (version: number, undoes: number | null = null) => ({ version, undoes });
  expect(lastDone([change(2), change(1)])?.version).toBe(2);
  expect(lastDone([change(3, 2), change(2), change(1)])?.version).toBe(1);
  expect(lastDone([change(2, 1), change(1)])).toBeUndefined();
});

test('R-8.4.2-c4-1 places stand by what joins them, the one with most links on top, and what is not drawn is counted', () => {
  const links = [
    { a: 'A', b: 'B', links: 2 },
    { a: 'A', b: 'C', links: 1 },
  ];
  const at = layPlaces(['A', 'B', 'C', 'D'], links);
  expect([...at.keys()].sort()).toEqual(['A', 'B', 'C', 'D']);
  expect(Math.min(...[...at.values()].map(({ y }) => y))).toBe(at.get('A')?.y);
  expect(layPlaces(['D', 'C', 'B', 'A'], links)).toEqual(at);
  const place = (name: string, count: number) => ({
    ...{ name, count, abnormal: 0, silent: 0, worst: null, isWaiting: false, checkedAt: null },
    alarms: { critical: 0, major: 0, minor: 0, warning: 0 },
  });
  const drawn = drawnPlaces([place('A', 5), place('B', 3), place('C', 2)], 2);
  expect(drawn.places.map(({ name }) => name)).toEqual(['A', 'B']);
  expect(drawn.cut).toEqual({ places: 1, resources: 2 });
});
