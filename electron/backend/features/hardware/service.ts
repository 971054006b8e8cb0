import type { DeviceHardware, InventoryPage } from '../../../../shared/contracts/hardware.ts';
import { changesOf, named } from '../../../../shared/domain/hardware/changes.ts';
import type { Hardware, PoweredPorts } from '../../../../shared/domain/hardware/part.ts';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import type { Observation } from '../../../../shared/domain/observation/observation.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import { type Log, toLogFormat } from '../../lib/log.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { Writer } from '../../storage/writer.ts';
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

export function createHardwareService({ read, write, clock, log }: Parts): HardwareService {
  let pending = 0;
  let chain: Promise<void> = Promise.resolve();

  async function keepParts(id: ResourceId, at: Instant, told: Hardware): Promise<void> {
    const before = await readHardware(read, id);
    if (before !== null && before.at > at) return;
    const parts = named(told.parts);
    const isSame = before !== null && JSON.stringify(before.parts) === JSON.stringify(parts);
    // What is told for the first time is how things are, not a change of them.
    const changes = before === null || isSame ? [] : changesOf(before.parts, parts, told.isCut);
    const firstAt = (component: string): Instant => {
      const isOther = changes.some((change) => change.component === component && change.kind !== 'changed');
      return isOther ? at : (before?.firstAt.get(component) ?? at);
    };
    await write('hardware.keep', (work) => saveHardware(work, id, { ...told, parts }, { at, isSame, firstAt, changes }));
  }

  async function keepPower(id: ResourceId, at: Instant, power: PoweredPorts): Promise<void> {
    await write('hardware.power', (work) => savePower(work, id, at, power));
  }

  /** One after the other: what is kept is compared with what was kept before. */
  function queue(id: ResourceId, run: () => Promise<void>): void {
    const lost = (why: unknown): void => log.error({ resourceId: id, error: toLogFormat(why) }, 'hardware lost');
    if (pending >= MOST_PENDING) {
      lost(new Error(`${pending} devices wait to be kept`));
      return;
    }
    pending += 1;
    chain = chain
      .then(run)
      .catch(lost)
      .then(() => {
        pending -= 1;
      });
  }

  return {
    keep: (observations, until) => {
      for (const one of observations) {
        const { resourceId, at } = one;
        if (at > until) continue;
        if (one.kind === 'hardware') queue(resourceId, () => keepParts(resourceId, at, one.hardware));
        else if (one.kind === 'power') queue(resourceId, () => keepPower(resourceId, at, one.power));
      }
    },
    settled: () => chain,
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
