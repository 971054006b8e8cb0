import { describe, expect, it } from 'vitest';
import type { Assignment } from '../../../shared/domain/observation/observation.ts';
import { type Assignments, createAssignments } from './assignments.ts';

const item = (id: string, resourceId = id, address = '192.0.2.1'): Assignment => ({
  ...{ id, resourceId, address },
  ...{ protocol: 'tcp', intervalMs: 30_000, config: {} },
});
const part = (items: readonly Assignment[], place: 'first' | 'middle' | 'last' | 'only' = 'only') => ({
  ...{ version: '1', credentials: [], items },
  ...{ isFirst: place === 'first' || place === 'only', isLast: place === 'last' || place === 'only' },
});
const change = (resourceIds: readonly string[], items: readonly Assignment[]) => ({ version: '2', resourceIds, items });
const ids = (told: Assignments) => told.all().map(({ id }) => id);

describe('what the backend tells to poll', () => {
  it('grows part by part; what a new list no longer has is over with its last part and not before', () => {
    const told = createAssignments();
    expect(told.part(part([item('a'), item('b')], 'first'))).toEqual({ put: [item('a'), item('b')], drop: [] });
    expect(told.part(part([item('c')], 'last'))).toEqual({ put: [item('c')], drop: [] });
    expect(told.part(part([item('b')], 'first'))).toEqual({ put: [item('b')], drop: [] });
    expect(told.count()).toBe(3);
    expect(told.part(part([item('d')], 'last'))).toEqual({ put: [item('d')], drop: ['a', 'c'] });
    expect(ids(told)).toEqual(['b', 'd']);
  });

  it('begins anew with a first part, and a part whose beginning was not heard says nothing', () => {
    const told = createAssignments();
    expect(told.part(part([item('x')], 'last'))).toBeNull();
    told.part(part([item('a')], 'first'));
    told.part(part([item('b')], 'first'));
    expect(told.part(part([item('c')], 'last'))).toMatchObject({ drop: ['a'] });
  });

  it('changes by resource: checks that are no longer named are over, those of other resources stay', () => {
    const told = createAssignments();
    told.part(part([item('a1', 'a'), item('a2', 'a'), item('b1', 'b')]));
    const moved = item('a1', 'a', '192.0.2.9');
    expect(told.change(change(['a', 'new'], [moved, item('n', 'new')]))).toEqual({ put: [moved, item('n', 'new')], drop: ['a2'] });
    expect(told.change(change(['b'], []))).toEqual({ put: [], drop: ['b1'] });
    expect(told.all()).toEqual([moved, item('n', 'new')]);
  });
});
