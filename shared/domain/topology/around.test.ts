import { expect, test } from 'vitest';
import type { ResourceId } from '../id.ts';
import { amongOf, aroundOf, bundlesOf, wholeOf } from './around.ts';
import type { End, Link } from './links.ts';

const end = (id: string, port = 'p'): End =>
  id.startsWith('?') ? { node: id, resourceId: null, name: id.slice(2), port } : { node: id, resourceId: id as ResourceId, name: '', port };
const link = (a: string, b: string): Link => ({
  id: `${a} ${b}`,
  a: end(a),
  b: end(b),
  evidence: [],
  confidence: 0.9,
  seenAt: 1,
  conflicts: 0,
});
const NETWORK = [link('a', 'b'), link('b', 'c'), link('c', '? printer'), link('c', 'd'), link('b', 'd'), link('x', 'y')];

test('R-8.4.2-c2-2 what is within hops of a device, the nearest first, and how much is not', () => {
  const around = aroundOf(NETWORK, 'a' as ResourceId, 2);
  expect(around.nodes.map(({ key, hops }) => [key, hops])).toEqual([
    ['a', 0],
    ['b', 1],
    ['c', 2],
    ['d', 2],
  ]);
  expect(around.links.map(({ id }) => id)).toEqual(['a b', 'b c', 'c d', 'b d']);
  expect(around.beyond).toEqual({ nodes: 3, links: 2 });
  expect(aroundOf(NETWORK, 'a' as ResourceId, 3).nodes.at(-1)).toEqual({ key: '? printer', resourceId: null, name: 'printer', hops: 3 });
});

test('one without links is alone, and everything else is beyond', () => {
  expect(aroundOf(NETWORK, 'lonely' as ResourceId, 6)).toEqual({
    nodes: [{ key: 'lonely', resourceId: 'lonely', name: '', hops: 0 }],
    links: [],
    beyond: { nodes: 7, links: 6 },
    cut: 0,
  });
});

test('of more than can be drawn the nearest are, and the rest is counted', () => {
  const around = aroundOf(NETWORK, 'a' as ResourceId, 3, 3);
  expect(around.nodes.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
  expect(around.links.map(({ id }) => id)).toEqual(['a b', 'b c']);
  expect([around.beyond, around.cut]).toEqual([{ nodes: 4, links: 4 }, 2]);
});

test('R-8.4.2-c4-1 links between groups are counted, those within one and to strangers are not', () => {
  const groups = new Map([
    ['a', 0],
    ['b', 1],
    ['c', 1],
    ['d', 0],
  ]) as unknown as ReadonlyMap<ResourceId, number>;
  expect(bundlesOf(NETWORK, groups)).toEqual([{ a: 0, b: 1, links: 3 }]);
});

test('R-8.4.2-c4-1 some resources with the links between them: those that lead elsewhere first, and how much is not drawn', () => {
  const ids = ['b', 'c', 'd', 'lonely'] as unknown as readonly ResourceId[];
  const among = amongOf(NETWORK, ids);
  expect(among.nodes.map(({ key, hops }) => [key, hops])).toEqual([
    ['b', 0],
    ['c', 0],
    ['d', 1],
    ['lonely', 1],
  ]);
  expect(among.links.map(({ id }) => id)).toEqual(['b c', 'c d', 'b d']);
  expect([among.beyond, among.cut]).toEqual([{ nodes: 4, links: 3 }, 0]);
  const few = amongOf(NETWORK, ids, 2);
  expect(few.nodes.map(({ key }) => key)).toEqual(['b', 'c']);
  expect(few.cut).toBe(2);
});

test('R-8.4.2-c1-1 the whole network has every resource and every stranger once, and joints count their links', () => {
  const whole = wholeOf([...NETWORK, link('b', 'a')], ['lonely', 'a', 'b', 'c', 'd'] as unknown as readonly ResourceId[]);
  expect(whole.nodes.map(({ key, name }) => [key, name])).toEqual([
    ['lonely', ''],
    ['a', ''],
    ['b', ''],
    ['c', ''],
    ['d', ''],
    ['? printer', 'printer'],
  ]);
  expect(whole.joints).toEqual([
    [1, 2, 2],
    [2, 3, 1],
    [2, 4, 1],
    [3, 4, 1],
    [3, 5, 1],
  ]);
});
