import { expect, it } from 'vitest';
import type { Assignment } from '../../../shared/domain/observation/observation.ts';
import { createAssignments } from '../poller/assignments.ts';
import { ASSIGNMENTS, type AssignmentPart, type ResourceAssignments } from '../poller/messages.ts';
import { createAssigning } from './assigning.ts';

const MANY = 1050;

/** A station with resources of one check each, and the list as a poller has it. */
function anAssigning() {
  const addresses = new Map(Array.from({ length: MANY }, (_, index) => [`r${index}`, 'old']));
  const told = createAssignments();
  const sent: { kind: string; payload: AssignmentPart | ResourceAssignments }[] = [];
  const assigning = createAssigning({
    startedAt: 7,
    credentials: () => [{ id: 'set', settings: { kind: 'snmpCommunity', version: '2c' }, sealed: 's' }],
    resources: {
      monitored: () => [...addresses.keys()].map((id) => ({ id }) as never),
      assignmentsOf: (id): readonly Assignment[] => {
        const address = addresses.get(id);
        if (address === undefined) return [];
        return [{ id: `${id}/tcp`, resourceId: id, protocol: 'tcp', address, intervalMs: 30_000, config: {} }];
      },
    },
    send: (kind, payload) => {
      sent.push({ kind, payload });
      if (kind === ASSIGNMENTS) told.part(payload as AssignmentPart);
      else told.change(payload as ResourceAssignments);
    },
  });
  return { addresses, told, sent, assigning };
}

it('tells thousands in parts, the credentials once, and nothing twice', async () => {
  const { sent, told, assigning } = anAssigning();
  assigning.all();
  expect(sent).toEqual([]);
  await expect.poll(() => told.count(), { timeout: 10_000 }).toBe(MANY);
  expect(Math.max(...sent.map(({ payload }) => payload.items.length))).toBeLessThanOrEqual(100);
  expect(sent.flatMap(({ payload }) => ('credentials' in payload ? payload.credentials : []))).toHaveLength(1);
  expect(sent.reduce((sum, { payload }) => sum + payload.items.length, 0)).toBe(MANY);
  expect(new Set(sent.map(({ payload }) => payload.version)).size).toBe(1);
});

it('tells what changes alone, also while the list is being told, and ends with what is so', async () => {
  const { addresses, sent, told, assigning } = anAssigning();
  assigning.all();
  await expect.poll(() => told.count(), { timeout: 10_000 }).toBeGreaterThan(300);
  addresses.set('r0', 'new').set('r1049', 'new').delete('r1');
  assigning.changed(['r0', 'r1', 'r1049']);
  assigning.all();
  addresses.set('r2', 'newest').set('fresh', 'new');
  assigning.changed(['r2', 'fresh']);
  // Not in the list that was being told when it came: it is told after that.
  await expect.poll(() => told.all().find(({ resourceId }) => resourceId === 'fresh')?.address, { timeout: 10_000 }).toBe('new');
  sent.length = 0;
  addresses.delete('r3');
  assigning.changed(['r3']);
  await expect.poll(() => sent.length, { timeout: 10_000 }).toBe(1);
  expect(sent[0]?.payload).toMatchObject({ resourceIds: ['r3'], items: [] });
  expect(new Map(told.all().map(({ resourceId, address }) => [resourceId, address]))).toEqual(addresses);
});
