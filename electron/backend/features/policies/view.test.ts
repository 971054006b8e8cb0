import { expect, it, vi } from 'vitest';
import { aPolicy, aSubject } from '../../../../test/support/policies.ts';
import { viewPolicies } from './view.ts';

it('counts the series of a resource once, whatever number of policies is meant for it', () => {
  const points = vi.fn(() => 7);
  const record = (id: string) => ({ ...aPolicy({ id }), isBuiltIn: false, version: 1, updatedAt: 0, removedAt: null });
  const subjects = [aSubject({ id: 'r1' }), aSubject({ id: 'r2' })];
  const views = viewPolicies([record('a'), record('b'), record('c')], { subjects, points, alarms: new Map(), silentUntil: () => null });
  expect(views.map((view) => view.points)).toEqual([14, 14, 14]);
  expect(points).toHaveBeenCalledTimes(2);
});
