import type { DeviceHardware, InventoryPage } from '../../../../shared/contracts/hardware.ts';
import { changesOf, named } from '../../../../shared/domain/hardware/changes.ts';
import type { Hardware } from '../../../../shared/domain/hardware/part.ts';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import type { Observation } from '../../../../shared/domain/observation/observation.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import { type Log, toLogFormat } from '../../lib/log.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { Work, Writer } from '../../storage/writer.ts';
import {
  countInventory,
  type InventoryCursor,
  type InventoryFilter,
  readChanges,
  readHardware,
  readInventory,
  readPower,
  saveHardware,
  savePower,
} from './repository.ts';

/** The physical parts of devices, and what became of them (R-8.2.9-d1-2, R-8.2.9-d2-2). */
export interface HardwareService {
  /** Takes what is not later than `until`, without anybody waiting for it. What cannot be kept is told again by its device within the hour. */
  keep(observations: readonly Observation[], until: Instant): void;
  of(id: ResourceId): Promise<DeviceHardware>;
  /** Refused with `request.invalid` where the cursor is none. */
  list(filter: InventoryFilter, after: string | undefined, limit: number): Promise<InventoryPage>;
  /** Resolves when all that was taken is kept, or lost. */
  settled(): Promise<void>;
}

interface Parts {
  readonly read: ReadDb;
  readonly write: Writer['write'];
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

/** Devices of which something waits to be kept. */
const MOST_PENDING = 2000;
const MOST_CHANGES = 100;

const encoded = ({ name, id, ordinal }: InventoryCursor): string => Buffer.from(JSON.stringify([name, id, ordinal])).toString('base64url');

function decoded(text: string): InventoryCursor {
  try {
    const [name, id, ordinal] = JSON.parse(Buffer.from(text, 'base64url').toString()) as readonly unknown[];
    if (typeof name === 'string' && typeof id === 'string' && Number.isSafeInteger(ordinal)) return { name, id, ordinal: Number(ordinal) };
  } catch {
    // Answered below, like anything else that is none.
  }
  throw new Refusal('request.invalid', { fields: [{ path: 'query.after', message: 'invalid_format' }] });
}

/** Something of a device that is to be kept: what is read for it first, and what is then written. */
interface Job {
  readonly id: ResourceId;
  prepare(): Promise<Save | null>;
}
type Save = (work: Work) => Promise<void>;

/** Devices of one transaction: after a start thousands tell of their parts within a minute. */
const AT_ONCE = 20;

/** The first jobs that may go together: each of another device, whose parts are compared with those kept before. */
function together(queue: readonly Job[]): readonly Job[] {
  const ids = new Set<ResourceId>();
  const end = queue.findIndex(({ id }) => ids.size >= AT_ONCE || ids.size === ids.add(id).size);
  return end === -1 ? queue : queue.slice(0, end);
}

export function createHardwareService({ read, write, clock, log }: Parts): HardwareService {
  let queue: Job[] = [];
  let running: Promise<void> | null = null;

  async function partsOf(id: ResourceId, at: Instant, told: Hardware): Promise<Save | null> {
    const before = await readHardware(read, id);
    if (before !== null && before.at > at) return null;
    const parts = named(told.parts);
    const isSame = before !== null && JSON.stringify(before.parts) === JSON.stringify(parts);
    // What is told for the first time is how things are, not a change of them.
    const changes = before === null || isSame ? [] : changesOf(before.parts, parts, told.isCut);
    const firstAt = (component: string): Instant => {
      const isOther = changes.some((change) => change.component === component && change.kind !== 'changed');
      return isOther ? at : (before?.firstAt.get(component) ?? at);
    };
    return (work) => saveHardware(work, id, { ...told, parts }, { at, isSame, firstAt, changes });
  }

  const lost = (id: ResourceId, why: unknown): void => log.error({ resourceId: id, error: toLogFormat(why) }, 'hardware lost');

  async function keepAll(jobs: readonly Job[]): Promise<void> {
    const prepared = await Promise.all(
      jobs.map(async ({ id, prepare }) => {
        try {
          return { id, save: await prepare() };
        } catch (error) {
          lost(id, error);
          return { id, save: null };
        }
      }),
    );
    const saves = prepared.flatMap(({ id, save }) => (save === null ? [] : [{ id, save }]));
    if (saves.length === 0) return;
    try {
      await write('hardware.keep', async (work) => {
        for (const { save } of saves) await save(work);
      });
    } catch {
      // One of them spoils no other.
      for (const { id, save } of saves) await write('hardware.keep', save).catch((error: unknown) => lost(id, error));
    }
  }

  async function run(): Promise<void> {
    while (queue.length > 0) {
      const jobs = together(queue);
      queue = queue.slice(jobs.length);
      await keepAll(jobs);
    }
    running = null;
  }

  function add(job: Job): void {
    if (queue.length >= MOST_PENDING) {
      lost(job.id, new Error(`${queue.length} devices wait to be kept`));
      return;
    }
    queue.push(job);
    // After all that came together is here.
    running ??= Promise.resolve().then(run);
  }

  return {
    keep: (observations, until) => {
      for (const one of observations) {
        const { resourceId, at } = one;
        if (at > until) continue;
        if (one.kind === 'hardware') add({ id: resourceId, prepare: () => partsOf(resourceId, at, one.hardware) });
        else if (one.kind === 'power') add({ id: resourceId, prepare: async () => (work) => savePower(work, resourceId, at, one.power) });
      }
    },
    settled: async () => {
      while (running !== null) await running;
    },
    of: async (id) => {
      const [hardware, power, changes] = await Promise.all([
        readHardware(read, id),
        readPower(read, id),
        readChanges(read, id, MOST_CHANGES),
      ]);
      return {
        ...{ at: hardware?.at ?? null, isCut: hardware?.isCut ?? false, parts: [...(hardware?.parts ?? [])] },
        panel: [...(hardware?.panel ?? [])],
        power: power && { at: power.at, ports: [...power.ports], groups: [...power.groups] },
        ...{ changes: changes.items, changesTotal: changes.total },
      };
    },
    list: async (filter, after, limit) => {
      const cursor = after === undefined ? null : decoded(after);
      const [rows, counted] = await Promise.all([
        readInventory(read, filter, cursor, limit + 1),
        cursor === null ? countInventory(read, filter) : { total: null, resources: null },
      ]);
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return { at: clock.now(), ...counted, items: rows.slice(0, limit).map(({ item }) => item), next: last ? encoded(last.cursor) : null };
    },
  };
}
