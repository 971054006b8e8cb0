import type { Assignment } from '../../../shared/domain/observation/observation.ts';
import type { AssignmentChange } from '../../../shared/domain/poll/schedule.ts';
import type { AssignmentPart, ResourceAssignments } from './messages.ts';

/** What the backend has told to poll, put together from what it says. */
export interface Assignments {
  /** Takes the next part of a list. What it no longer has is over with its last part; null for a part whose beginning was not heard. */
  part(part: AssignmentPart): AssignmentChange | null;
  change(change: ResourceAssignments): AssignmentChange;
  all(): readonly Assignment[];
  count(): number;
}

/** No assignments yet. */
export function createAssignments(): Assignments {
  const known = new Map<string, Assignment>();
  const byResource = new Map<string, Set<string>>();
  /** Of a list that is being told: what it has so far. */
  let told: Set<string> | null = null;

  function put(items: readonly Assignment[]): void {
    for (const item of items) {
      drop(item.id);
      known.set(item.id, item);
      const own = byResource.get(item.resourceId) ?? new Set();
      byResource.set(item.resourceId, own.add(item.id));
      told?.add(item.id);
    }
  }

  function drop(id: string): void {
    const resourceId = known.get(id)?.resourceId;
    if (resourceId === undefined) return;
    known.delete(id);
    const own = byResource.get(resourceId);
    own?.delete(id);
    if (own?.size === 0) byResource.delete(resourceId);
  }

  function dropped(ids: readonly string[]): readonly string[] {
    for (const id of ids) drop(id);
    return ids;
  }

  return {
    part: ({ isFirst, isLast, items }) => {
      if (isFirst) told = new Set();
      if (told === null) return null;
      put(items);
      const listed = told;
      if (isLast) told = null;
      return { put: items, drop: isLast ? dropped([...known.keys()].filter((id) => !listed.has(id))) : [] };
    },
    change: ({ resourceIds, items }) => {
      const now = new Set(items.map(({ id }) => id));
      const before = resourceIds.flatMap((resourceId) => [...(byResource.get(resourceId) ?? [])]);
      const gone = dropped(before.filter((id) => !now.has(id)));
      put(items);
      return { put: items, drop: gone };
    },
    all: () => [...known.values()],
    count: () => known.size,
  };
}
