import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import { pollIntervalS } from '../../../../shared/domain/inventory/resource.ts';
import type { Assignment } from '../../../../shared/domain/observation/observation.ts';
import { sha256 } from '../../lib/crypto.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { Work } from '../../storage/writer.ts';
import {
  NO_STATUS,
  type ResourceRecord,
  type ResourceStatus,
  readResources,
  readStatuses,
  saveResource,
  saveStatus,
} from './repository.ts';

/** Resources and what is known of them, in memory; the database is written first, in the caller's transaction. */
export interface ResourceBook {
  all(): readonly ResourceRecord[];
  monitored(): readonly ResourceRecord[];
  byId(id: ResourceId): ResourceRecord | undefined;
  status(id: ResourceId): ResourceStatus;
  save(work: Work, resource: ResourceRecord): Promise<void>;
  saveStatus(work: Work, id: ResourceId, status: ResourceStatus, now: Instant): Promise<void>;
  /** Replaces the status in memory only, undone when the transaction is. */
  remember(work: Work, id: ResourceId, status: ResourceStatus): void;
  /** Everything the poller has to do. */
  assignments(): readonly Assignment[];
}

function replace<T>(map: Map<string, T>, id: string, value: T, work: Work): void {
  const before = map.get(id);
  work.onRollback(() => {
    if (before === undefined) map.delete(id);
    else map.set(id, before);
  });
  map.set(id, value);
}

/** The polling interval in force, in milliseconds. */
export function intervalMsOf(resource: ResourceRecord): number {
  return pollIntervalS(resource) * 1000;
}

/** Component of a check: the port of TCP, the URL of HTTP, '' where the resource has one check of the kind. */
export function componentOf(check: ResourceRecord['checks'][number]): string {
  if (check.protocol === 'tcp') return String(check.port);
  return check.protocol === 'http' ? check.url : '';
}

export async function openResourceBook(db: ReadDb): Promise<ResourceBook> {
  const resources = new Map<string, ResourceRecord>((await readResources(db)).map((resource) => [resource.id, resource]));
  const statuses = new Map(await readStatuses(db));
  const monitored = () => [...resources.values()].filter((resource) => resource.retiredAt === null);
  return {
    all: () => [...resources.values()],
    monitored,
    byId: (id) => resources.get(id),
    status: (id) => statuses.get(id) ?? NO_STATUS,
    save: async (work, resource) => {
      await saveResource(work.db, resource);
      replace(resources, resource.id, resource, work);
    },
    saveStatus: async (work, id, status, now) => {
      await saveStatus(work.db, id, status, now);
      replace(statuses, id, status, work);
    },
    remember: (work, id, status) => replace(statuses, id, status, work),
    assignments: () =>
      monitored().flatMap((resource) =>
        resource.checks.map((check) => ({
          id: `${resource.id}/${check.protocol}/${sha256(componentOf(check)).slice(0, 16)}`,
          resourceId: resource.id,
          protocol: check.protocol,
          address: resource.address,
          intervalMs: intervalMsOf(resource),
          config: check,
        })),
      ),
  };
}
