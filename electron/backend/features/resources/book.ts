import { identityOf } from '../../../../shared/domain/check/index.ts';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import type { Assignment } from '../../../../shared/domain/observation/observation.ts';
import { sha256 } from '../../lib/crypto.ts';
import type { ReadDb } from '../../storage/database.ts';
import { createStagedMap } from '../../storage/staged.ts';
import type { Work } from '../../storage/writer.ts';
import { type PackedStatus, packStatus, unpackStatus } from './packedStatus.ts';
import {
  NO_STATUS,
  type ResourceRecord,
  type ResourceStatus,
  readResources,
  readStatuses,
  saveResource,
  saveStatus,
} from './repository.ts';

/** Resources and what is known of them as they may be seen: what is stored. */
export interface ResourceShelf {
  all(): readonly ResourceRecord[];
  monitored(): readonly ResourceRecord[];
  byId(id: ResourceId): ResourceRecord | undefined;
  /** The monitored resource of this name. */
  named(name: string): ResourceRecord | undefined;
  status(id: ResourceId): ResourceStatus;
  /** The polling interval in force. */
  intervalMs(resource: ResourceRecord): number;
}

/** Resources and what is known of them, in memory; the database is written first, in the caller's transaction. */
export interface ResourceBook extends ResourceShelf {
  /** As the transaction has them. */
  within(work: Work): ResourceShelf;
  save(work: Work, resource: ResourceRecord): Promise<void>;
  saveStatus(work: Work, id: ResourceId, status: ResourceStatus, now: Instant): Promise<void>;
  /** Replaces the status in memory only, with the transaction. */
  remember(work: Work, id: ResourceId, status: ResourceStatus): void;
  /** Everything the poller has to ask of a resource: nothing of one that is retired. */
  assignmentsOf(id: ResourceId): readonly Assignment[];
}

function shelfOf(
  resources: ReadonlyMap<string, ResourceRecord>,
  statuses: ReadonlyMap<string, PackedStatus>,
  intervalS: (resource: ResourceRecord) => number,
): ResourceShelf {
  return {
    all: () => [...resources.values()],
    monitored: () => [...resources.values()].filter((resource) => resource.retiredAt === null),
    byId: (id) => resources.get(id),
    named: (name) => {
      for (const resource of resources.values()) if (resource.retiredAt === null && resource.name === name) return resource;
      return undefined;
    },
    status: (id) => {
      const packed = statuses.get(id);
      return packed ? unpackStatus(packed) : NO_STATUS;
    },
    intervalMs: (resource) => intervalS(resource) * 1000,
  };
}

/** `intervalS`: how often the policies have a resource looked at, as they are durable or as the transaction has them. */
export async function openResourceBook(
  db: ReadDb,
  intervalS: (resource: ResourceRecord, work: Work | null) => number,
): Promise<ResourceBook> {
  const resources = createStagedMap((await readResources(db)).map((resource) => [resource.id, resource] as const));
  const known: (readonly [ResourceId, PackedStatus])[] = [];
  for await (const [id, status] of readStatuses(db)) known.push([id, packStatus(status)]);
  const statuses = createStagedMap(known);
  const durable = shelfOf(resources.durable, statuses.durable, (resource) => intervalS(resource, null));
  return {
    ...durable,
    within: (work) => shelfOf(resources.within(work), statuses.within(work), (resource) => intervalS(resource, work)),
    save: async (work, resource) => {
      await saveResource(work.db, resource);
      resources.set(work, resource.id, resource);
    },
    saveStatus: async (work, id, status, now) => {
      await saveStatus(work.db, id, status, now);
      statuses.set(work, id, packStatus(status));
    },
    remember: (work, id, status) => statuses.set(work, id, packStatus(status)),
    assignmentsOf: (id) => {
      const resource = durable.byId(id);
      if (!resource || resource.retiredAt !== null) return [];
      return resource.checks.map((check) => ({
        id: `${id}/${check.protocol}/${sha256(identityOf(check)).slice(0, 16)}`,
        resourceId: id,
        protocol: check.protocol,
        address: resource.address,
        intervalMs: durable.intervalMs(resource),
        config: check,
      }));
    },
  };
}
