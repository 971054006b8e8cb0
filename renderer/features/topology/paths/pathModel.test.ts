import { describe, expect, it } from 'vitest';
import type { NetworkLink, NetworkPaths } from '../../../../shared/contracts/topology.ts';
import { soughtAmong, stepsOf, waysOf } from './pathModel.ts';

const way = (...links: readonly string[]) => ({ nodes: ['a'], links: [...links] });

describe('R-8.4.2-c2-3 ways as they are listed', () => {
  it('have the shortest first, and each once', () => {
    expect(waysOf({ shortest: way('1', '2'), apart: [way('1', '2'), way('3', '4', '5')] }).map(({ links }) => links)).toEqual([
      ['1', '2'],
      ['3', '4', '5'],
    ]);
    // Where the shortest keeps others from being apart it stands beside them.
    expect(waysOf({ shortest: way('1'), apart: [way('2', '3'), way('4', '5')] })).toHaveLength(3);
    expect(waysOf({ shortest: null, apart: [] })).toEqual([]);
  });

  it('are told in their direction, with the port of either end and what nothing leads past', () => {
    const end = (node: string, port: string) => ({ node, resourceId: null, name: node.toUpperCase(), port });
    const link = (id: string, a: string, b: string) => ({ id, a: end(a, `${a}-out`), b: end(b, `${b}-in`) }) as NetworkLink;
    const paths: Pick<NetworkPaths, 'nodes' | 'links' | 'unavoidable'> = {
      nodes: ['x', 'y', 'z'].map((key, hops) => ({ key, resourceId: null, name: key.toUpperCase(), hops })),
      links: [link('1', 'x', 'y'), link('2', 'z', 'y')],
      unavoidable: { nodes: ['y'], links: ['2'] },
    };
    const steps = stepsOf({ nodes: ['x', 'y', 'z'], links: ['1', '2'] }, paths);
    expect(steps.map(({ name, isUnavoidable, by }) => [name, isUnavoidable, by?.ports, by?.isUnavoidable])).toEqual([
      ['X', false, undefined, undefined],
      ['Y', true, ['x-out', 'y-in'], false],
      ['Z', false, ['y-in', 'z-out'], true],
    ]);
  });
});

describe('another end is sought', () => {
  const resources = ['SW-ACC-10', 'SW-ACC-9', 'OLD-SW-ACC', 'RT-1'].map((name, index) => ({
    id: String(index),
    name,
    address: `10.0.0.${index}`,
  }));

  it('by name or address, those that begin with it first, and how many there are is told', () => {
    const { items, count } = soughtAmong(resources, ' sw-acc', 2);
    expect([items.map(({ name }) => name), count]).toEqual([['SW-ACC-9', 'SW-ACC-10'], 3]);
    expect(soughtAmong(resources, '10.0.0.3', 9).items.map(({ name }) => name)).toEqual(['RT-1']);
    expect(soughtAmong(resources, ' ', 9)).toEqual({ items: [], count: 0 });
  });
});
