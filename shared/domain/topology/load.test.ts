import { expect, test } from 'vitest';
import type { ResourceId } from '../id.ts';
import type { End } from './links.ts';
import { loadsOf, type PortFigures } from './load.ts';

const end = (name: string | null, port = 'Gi0/1'): End => ({
  ...{ node: name ?? '? x', name: '', port },
  resourceId: name as unknown as ResourceId | null,
});
const link = (id: string, a: End, b: End) => ({ id, a, b });
const figure = (value: number, at = 1000) => ({ value, at, intervalMs: 60_000 });
const NOTHING: PortFigures = { speed: null, in: null, out: null, inErrors: null, outErrors: null };
const loads = (known: Readonly<Record<string, Partial<PortFigures>>>, ...links: ReturnType<typeof link>[]) =>
  loadsOf(links, (id, port) => (known[`${id} ${port}`] ? { ...NOTHING, ...known[`${id} ${port}`] } : null));

test('R-8.2.2-a2-1 what one end sends the other receives: the newer figure counts, against the slower end', () => {
  const [load] = loads(
    {
      'A Gi0/1': { speed: 1e9, out: figure(4e8, 1000), in: figure(1e8, 3000), inErrors: figure(0.5) },
      'B Gi0/1': { speed: 1e10, in: figure(5e8, 2000), out: figure(2e8, 1000), outErrors: figure(0.25) },
    },
    link('x', end('A'), end('B')),
  );
  expect(load).toEqual({
    ...{ id: 'x', speed: 1e9, errors: 0.75 },
    aToB: { bits: 5e8, share: 0.5, at: 2000, intervalMs: 60_000 },
    bToA: { bits: 1e8, share: 0.1, at: 3000, intervalMs: 60_000 },
  });
});

test('one end is enough, a stranger says nothing, and without a speed there is no share', () => {
  const [load] = loads({ 'A Gi0/1': { out: figure(7) } }, link('x', end(null), end('A')));
  expect(load).toEqual({ id: 'x', speed: null, aToB: null, bToA: { bits: 7, share: null, at: 1000, intervalMs: 60_000 }, errors: null });
  expect(loads({}, link('x', end('A'), end('B')))).toEqual([]);
  expect(loads({ 'A ': { out: figure(7) } }, link('x', end('A', ''), end('B')))).toEqual([]);
});
