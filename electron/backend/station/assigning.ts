import type { Instant, ResourceId } from '../../../shared/domain/id.ts';
import type { ResourceBook } from '../features/resources/index.ts';
import { ASSIGNMENT_CHANGE, ASSIGNMENTS, type AssignmentList, type AssignmentPart, type ResourceAssignments } from '../poller/messages.ts';

/** Tells the poller what it has to do. Nothing happens while it is away: it is told everything when it comes. */
export interface Assigning {
  /** Tells the whole list in parts, each in a step of its own, so that thousands of resources hold up nobody. */
  all(): void;
  /** Tells what these resources have to be asked now, with those that changed at about the same time. */
  changed(ids: readonly ResourceId[]): void;
}

interface Parts {
  readonly resources: Pick<ResourceBook, 'monitored' | 'assignmentsOf'>;
  readonly startedAt: Instant;
  credentials(): AssignmentList['credentials'];
  send(kind: string, payload: AssignmentPart | ResourceAssignments): void;
}

/** Resources of one message: a few milliseconds of work. */
const PART = 100;
/** Five hundred accepted devices are a few messages, and a new one is asked at once all the same. */
const GATHER_MS = 50;

export function createAssigning({ resources, startedAt, credentials, send }: Parts): Assigning {
  const dirty = new Set<ResourceId>();
  /** What of the list is still to be told; null while it has been told. */
  let rest: ResourceId[] | null = null;
  let assigned = 0;
  let isFirst = false;
  let step: NodeJS.Immediate | undefined;
  let timer: NodeJS.Timeout | undefined;

  const itemsOf = (ids: readonly ResourceId[]) => ids.flatMap((id) => resources.assignmentsOf(id));
  const version = (): string => `${startedAt}.${assigned}`;

  function tellPart(): void {
    if (!rest) return;
    const ids = rest.splice(0, PART);
    const isLast = rest.length === 0;
    send(ASSIGNMENTS, { version: version(), isFirst, isLast, credentials: isFirst ? credentials() : [], items: itemsOf(ids) });
    isFirst = false;
    if (isLast) rest = null;
    goOn();
  }

  function tellChange(): void {
    const ids = [...dirty].slice(0, PART);
    if (ids.length === 0) return;
    for (const id of ids) dirty.delete(id);
    assigned += 1;
    send(ASSIGNMENT_CHANGE, { version: version(), resourceIds: ids, items: itemsOf(ids) });
    goOn();
  }

  function goOn(): void {
    clearImmediate(step);
    if (rest) step = setImmediate(tellPart);
    else if (dirty.size > 0) step = setImmediate(tellChange);
  }

  return {
    all: () => {
      assigned += 1;
      isFirst = true;
      rest = resources.monitored().map(({ id }) => id);
      dirty.clear();
      goOn();
    },
    changed: (ids) => {
      for (const id of ids) dirty.add(id);
      if (rest || timer) return;
      timer = setTimeout(() => {
        timer = undefined;
        if (!rest) goOn();
      }, GATHER_MS);
    },
  };
}
