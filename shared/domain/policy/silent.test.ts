import { describe, expect, it } from 'vitest';
import { heldBackBy, isObserving, type SilentWatch } from './silent.ts';

const HOUR = 3_600_000;
const batch: SilentWatch = { id: 'b', policyId: null, resourceIds: ['r1', 'r2'], startedAt: 0, endsAt: 24 * HOUR, endedAt: null };
const policy: SilentWatch = { ...batch, id: 'p', policyId: 'cpu', resourceIds: [], endsAt: 12 * HOUR };
const by = (resourceId: string, policyId: string, at: number) => heldBackBy([batch, policy], resourceId, policyId, at)?.id ?? null;

describe('silent observation', () => {
  it('lasts to its end, or until somebody ends it', () => {
    expect([0, 24 * HOUR - 1, 24 * HOUR].map((at) => isObserving(batch, at))).toEqual([true, true, false]);
    expect(isObserving({ ...batch, endedAt: HOUR }, HOUR)).toBe(false);
  });

  it('holds back every policy on its resources, or one policy on every resource; of two the longer', () => {
    expect([by('r1', 'x', 1), by('r3', 'x', 1), by('r3', 'cpu', 1), by('r1', 'cpu', 1)]).toEqual(['b', null, 'p', 'b']);
    expect(by('r3', 'cpu', 13 * HOUR)).toBeNull();
  });
});
