import { expect, test } from 'vitest';
import type { ResourceId } from '../id.ts';
import type { Evidence } from './evidence.ts';
import type { End, Link } from './links.ts';
import { sighted } from './sight.ts';

const id = (name: string) => name as unknown as ResourceId;
const end = (name: string, port: string): End =>
  name.startsWith('?') ? { node: name, name, resourceId: null, port } : { node: name, name: '', resourceId: id(name), port };
const link = (a: string, b: string, kind: Evidence['kind'] = 'lldp', conflicts = 0): Link => ({
  ...{ id: `${a} ${b}`, a: end(a, `to ${b} 1`), b: end(b, `to ${a} 1`), confidence: 0.9, seenAt: 1, conflicts },
  evidence: [{ kind, resourceId: id(a), port: '', at: 1 } as Evidence],
});
/** core - agg - two access switches, one of them behind something that nobody watches; a server has two ways. */
const NETWORK = [
  link('core', 'agg'),
  link('agg', 'access1'),
  link('agg', '?hub'),
  link('?hub', 'access2'),
  link('?hub', 'access3'),
  link('core', 'server'),
  link('agg', 'server'),
];
const seen = sighted(NETWORK);
const found = (silent: readonly string[], down: readonly (readonly [string, string])[] = [], unknown: readonly string[] = []) =>
  seen
    .roots({
      ...{ silent: silent.map(id), unknown: unknown.map(id) },
      down: down.map(([resource, port]) => ({ resourceId: id(resource), port })),
    })
    .map(({ cause, certainty, resources }) => [
      cause.kind === 'link' ? `${cause.told.node} ${cause.told.port}` : cause.kind === 'stranger' ? cause.name : cause.resourceId,
      certainty,
      resources.join(' '),
    ]);

test('R-8.4.2-c4-2 what is silent behind a silent device is so by it, over what nobody watches too', () => {
  expect(found(['agg', 'access1', 'access2'])).toEqual([['agg', 1, 'access1 access2 agg']]);
  expect(found(['access1'])).toEqual([['access1', 1, 'access1']]);
  expect(found(['alone'])).toEqual([]);
});

test('R-8.4.2-c4-2 the cable whose port is down is named with the end that says so', () => {
  expect(found(['access1'], [['agg', 'To access1 1']])).toEqual([
    ['access1', 0.5, 'access1'],
    ['agg to access1 1', 0.5, 'access1'],
  ]);
  expect(found(['access1'], [['agg', 'another 1']])).toEqual([['access1', 1, 'access1']]);
});

test('R-8.4.2-c4-2 ports that lead to a device that is surely without life are down by it; a cable that may be the cause is by nothing', () => {
  const portsOf = (silent: readonly string[], down: readonly (readonly [string, string])[]) =>
    seen
      .roots({ silent: silent.map(id), unknown: [], down: down.map(([resource, port]) => ({ resourceId: id(resource), port })) })
      .map(({ ports }) => ports.map(({ resourceId, port }) => `${resourceId} ${port}`));
  const two = [
    ['core', 'to server 1'],
    ['agg', 'to server 1'],
    ['agg', 'to access1 1'],
  ] as const;
  expect(portsOf(['server'], two)).toEqual([['core to server 1', 'agg to server 1']]);
  expect(portsOf(['access1'], [['agg', 'to access1 1']])).toEqual([[], []]);
});

test('what nobody watches is named where all behind it is silent', () => {
  expect(found(['access2', 'access3'])).toEqual([['?hub', 1, 'access2 access3']]);
});

test('who stands beside silent ones is asked after, over strangers, not over others', () => {
  expect(seen.beside([id('access2')])).toEqual(['access3', 'agg']);
  expect(seen.beside([id('agg'), id('access1')])).toEqual(['access2', 'access3', 'core', 'server']);
  expect(seen.beside([id('nowhere')])).toEqual([]);
});

test('an address that was learned is no cable, and neither is a link that another contradicts', () => {
  const loose = sighted([...NETWORK, link('core', 'access1', 'arp'), link('core', 'access2', 'lldp', 1)]);
  const sight = { silent: ['agg', 'access1', 'access2'].map(id), unknown: [], down: [] };
  expect(loose.roots(sight)).toEqual(seen.roots(sight));
});

test('a storm in a large network is judged at once', () => {
  const big = Array.from({ length: 10_000 }, (_, index) => link(`d${Math.floor(index / 4)}`, `e${index}`));
  const large = sighted([...big, ...Array.from({ length: 2499 }, (_, index) => link(`d${index}`, `d${index + 1}`))]);
  const down = Array.from({ length: 4000 }, (_, index) => ({ resourceId: id(`d${Math.floor(index / 4)}`), port: `to e${index} 1` }));
  const began = performance.now();
  const roots = large.roots({ silent: Array.from({ length: 4000 }, (_, index) => id(`e${index}`)), unknown: [], down });
  expect(performance.now() - began).toBeLessThan(1000);
  expect(roots).toHaveLength(8000);
});
