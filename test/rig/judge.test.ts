import { expect, it } from 'vitest';
import type { Truth } from './faults.ts';
import { judgeLabels, labelsOf, type Raised } from './judge.ts';

const truth = (device: string, fault: Truth['fault'], edge: Truth['edge'], at: number, component = ''): Truth => ({
  ...{ device, fault, edge, at, component },
  address: '127.80.0.1',
});
const alarm = (resourceName: string, probableCause: Raised['probableCause'], firstAt: number, over: Partial<Raised> = {}): Raised => ({
  ...{ resourceName, probableCause, firstAt, component: '' },
  cleared: { at: firstAt + 1, kind: 'automatic', by: null, reason: null },
  ...over,
});
const TRUTH = labelsOf([
  truth('SW-1', 'silent', 'begin', 1000),
  truth('SW-2', 'linkDown', 'begin', 1500, 'Gi0/1'),
  truth('SW-1', 'silent', 'end', 5000),
  truth('SW-2', 'linkDown', 'end', 6000, 'Gi0/1'),
  truth('SW-3', 'flap', 'begin', 1000, 'Gi0/2'),
]);

it('folds the truth into faults, those that last too', () => {
  expect(TRUTH.map(({ device, from, until }) => [device, from, until])).toEqual([
    ['SW-1', 1000, 5000],
    ['SW-3', 1000, null],
    ['SW-2', 1500, 6000],
  ]);
});

it('finds every fault by what it raises', () => {
  const alarms = [alarm('SW-1', 'noResponse', 4000), alarm('SW-2', 'interfaceDown', 1600, { component: 'Gi0/1' })];
  expect(judgeLabels(TRUTH, alarms, 0)).toEqual({ missed: [], unfounded: [], lasting: [], delays: [3000, 100] });
});

it('R-8.4.3-b4-3 names what was missed, what is unfounded and what lasts', () => {
  const good = alarm('SW-2', 'interfaceDown', 1600, { component: 'Gi0/1' });
  expect(judgeLabels(TRUTH, [good], 0)).toMatchObject({ missed: [{ device: 'SW-1' }], unfounded: [], lasting: [], delays: [100] });
  const other = alarm('SW-2', 'interfaceDown', 1600, { component: 'Gi0/9' });
  const early = alarm('SW-2', 'interfaceDown', 900, { component: 'Gi0/1' });
  const late = alarm('SW-2', 'interfaceDown', 6400, { component: 'Gi0/1' });
  const stranger = alarm('SW-7', 'interfaceDown', 2000);
  expect(judgeLabels(TRUTH, [other, early, late, stranger], 0).unfounded).toEqual([other, early, late, stranger]);
  expect(judgeLabels(TRUTH, [late], 500).unfounded).toEqual([]);
  const lasting = { ...good, cleared: null };
  expect(judgeLabels(TRUTH, [lasting], 0).lasting).toEqual([lasting]);
  const flapping = alarm('SW-3', 'interfaceDown', 2000, { component: 'Gi0/2', cleared: null });
  expect(judgeLabels(TRUTH, [good, flapping], 0)).toMatchObject({ unfounded: [], lasting: [] });
});
