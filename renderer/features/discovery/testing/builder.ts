import type { Discovery, DiscoveryCandidate } from '../../../../shared/contracts/discovery.ts';
import { VERDICTS, type Verdict } from '../../../../shared/domain/discovery/review.ts';
import { at, id } from '../../../testing/builders.ts';

export const NO_COUNTS = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;

/** For tests: a run that is being reviewed. */
export function aRun(change: Partial<Discovery> = {}): Discovery {
  return {
    id: id(7001),
    number: 'DSC-20261127-01',
    kind: 'scan',
    name: 'Yuanzhou',
    state: 'reviewing',
    ranges: '10.12.0.0/24',
    exclusions: '10.12.0.32/27',
    pace: 50,
    port: 161,
    sets: [],
    total: 222,
    excluded: 32,
    asked: 222,
    answered: 40,
    opened: 36,
    packets: 900,
    mostRequests: 21,
    problem: null,
    rows: NO_COUNTS,
    open: NO_COUNTS,
    made: 0,
    createdAt: at(-600_000),
    createdBy: 'Wang Lei',
    endedAt: at(-300_000),
    acceptedAt: null,
    undoableUntil: null,
    undoneAt: null,
    previousId: null,
    version: 2,
    ...change,
  };
}

/** For tests: a row that waits for a person. */
export function aCandidate(change: Partial<DiscoveryCandidate> = {}): DiscoveryCandidate {
  return {
    id: id(7100),
    verdict: 'new',
    decision: 'open',
    addresses: ['10.12.0.1'],
    name: 'SW-1',
    model: 'S5130',
    serial: '',
    gap: null,
    score: 1,
    evidence: [],
    resource: null,
    hasSharedName: false,
    proposal: { name: 'SW-1', resourceClass: 'RC2', importance: 'general', address: '10.12.0.1', domain: '', location: '' },
    at: at(),
    requests: 9,
    ...change,
  };
}
