import { sql } from 'kysely';
import type { HardwareChange, InventoryPart } from '../../../../shared/contracts/hardware.ts';
import { isWatched, type PartChange } from '../../../../shared/domain/hardware/changes.ts';
import type { Hardware, Part, PoweredPorts } from '../../../../shared/domain/hardware/part.ts';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { Work } from '../../storage/writer.ts';

/** The parts of a device as they are kept, with when each that is looked for was told of first. */
export interface KeptHardware extends Hardware {
  readonly at: Instant;
  readonly firstAt: ReadonlyMap<string, Instant>;
}

/** The parts of a resource in the order of its agent; null where it never told of any. */
export async function readHardware(db: ReadDb, id: ResourceId): Promise<KeptHardware | null> {
  const head = await db.selectFrom('hardware').selectAll().where('resource_id', '=', id).executeTakeFirst();
  if (!head) return null;
  const rows = await db.selectFrom('hardware_part').select(['component', 'first_at']).where('resource_id', '=', id).execute();
  return {
    ...{ at: head.at, isCut: head.is_cut === 1, panel: JSON.parse(head.panel) as Hardware['panel'] },
    parts: JSON.parse(head.parts) as readonly Part[],
    firstAt: new Map(rows.map(({ component, first_at }) => [component, first_at])),
  };
}

/** Rows of one statement: SQLite binds some ten thousand values. */
const ROWS_AT_ONCE = 500;

const searchOf = ({ component, description, model, serial, manufacturer }: Part): string =>
  [component, description, model, serial, manufacturer].join('\n').toLowerCase();

async function saveParts({ db }: Work, id: ResourceId, parts: readonly Part[], firstAt: (component: string) => Instant): Promise<void> {
  await db.deleteFrom('hardware_part').where('resource_id', '=', id).execute();
  const rows = parts.filter(isWatched).map((part, ordinal) => ({
    ...{ resource_id: id, ordinal, component: part.component, first_at: firstAt(part.component), class: part.class },
    ...{ model: part.model, serial: part.serial, search: searchOf(part), part: JSON.stringify(part) },
  }));
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
    await db
      .insertInto('hardware_part')
      .values(rows.slice(at, at + ROWS_AT_ONCE))
      .execute();
}

/** Changes of one resource that are kept: a device whose parts come and go without end fills no disk. */
const KEPT_CHANGES = 1000;

async function saveChanges({ db }: Work, id: ResourceId, at: Instant, changes: readonly PartChange[]): Promise<void> {
  const rows = changes.slice(-KEPT_CHANGES).map(({ kind, component, before, after }) => ({
    ...{ resource_id: id, at, kind, component, class: (after ?? before)?.class ?? 'unknown' },
    ...{ before: before && JSON.stringify(before), after: after && JSON.stringify(after) },
  }));
  for (let first = 0; first < rows.length; first += ROWS_AT_ONCE)
    await db
      .insertInto('hardware_change')
      .values(rows.slice(first, first + ROWS_AT_ONCE))
      .execute();
  if (rows.length === 0) return;
  await db
    .deleteFrom('hardware_change')
    .where('resource_id', '=', id)
    .where('id', '<=', (eb) =>
      eb.selectFrom('hardware_change').select('id').where('resource_id', '=', id).orderBy('id', 'desc').limit(1).offset(KEPT_CHANGES),
    )
    .execute();
}

export interface KeptNews {
  readonly at: Instant;
  readonly isSame: boolean;
  /** When a part of this name was told of first. */
  readonly firstAt: (component: string) => Instant;
  readonly changes: readonly PartChange[];
}

/** Keeps what a device told of its parts, in the place of what it told before; `isSame` where its parts are the same. */
export async function saveHardware(
  work: Work,
  id: ResourceId,
  { parts, isCut, panel }: Hardware,
  { at, isSame, firstAt, changes }: KeptNews,
): Promise<void> {
  const head = { at, is_cut: isCut ? 1 : 0, panel: JSON.stringify(panel) };
  if (isSame) {
    await work.db.updateTable('hardware').set(head).where('resource_id', '=', id).execute();
    return;
  }
  const values = { ...head, parts: JSON.stringify(parts) };
  await work.db
    .insertInto('hardware')
    .values({ resource_id: id, ...values })
    .onConflict((conflict) => conflict.column('resource_id').doUpdateSet(values))
    .execute();
  await saveParts(work, id, parts, firstAt);
  await saveChanges(work, id, at, changes);
}

export async function savePower({ db }: Work, id: ResourceId, at: Instant, power: PoweredPorts): Promise<void> {
  const values = { at, power: JSON.stringify(power) };
  await db
    .insertInto('port_power')
    .values({ resource_id: id, ...values })
    .onConflict((conflict) => conflict.column('resource_id').doUpdateSet(values))
    .execute();
}

export async function readPower(db: ReadDb, id: ResourceId): Promise<(PoweredPorts & { readonly at: Instant }) | null> {
  const row = await db.selectFrom('port_power').select(['at', 'power']).where('resource_id', '=', id).executeTakeFirst();
  return row ? { at: row.at, ...(JSON.parse(row.power) as PoweredPorts) } : null;
}

const partOf = (text: string | null): Part | null => (text === null ? null : (JSON.parse(text) as Part));

/** The newest changes of a resource, newest first, and how many there are. */
export async function readChanges(
  db: ReadDb,
  id: ResourceId,
  most: number,
): Promise<{ readonly items: HardwareChange[]; readonly total: number }> {
  const own = db.selectFrom('hardware_change').where('resource_id', '=', id);
  const [rows, counted] = await Promise.all([
    own.selectAll().orderBy('id', 'desc').limit(most).execute(),
    own.select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirst(),
  ]);
  const items = rows.map(
    ({ id: number, at, kind, component, class: partClass, before, after }): HardwareChange => ({
      ...{ id: number, at, component, before: partOf(before), after: partOf(after) },
      ...{ kind: kind as HardwareChange['kind'], class: partClass as Part['class'] },
    }),
  );
  return { items, total: counted?.n ?? 0 };
}

export interface InventoryFilter {
  readonly text: string;
  readonly class?: Part['class'] | undefined;
  /** Only parts with a serial number. */
  readonly serial: boolean;
}

/** Where a page ends: the next one begins after it. */
export interface InventoryCursor {
  readonly name: string;
  readonly id: string;
  readonly ordinal: number;
}

/** Parts of monitored resources that match, in the order of the names of the resources. */
function matching(db: ReadDb, { text, class: partClass, serial }: InventoryFilter) {
  const sought = text.toLowerCase();
  return db
    .selectFrom('resource')
    .innerJoin('hardware_part', 'hardware_part.resource_id', 'resource.id')
    .innerJoin('hardware', 'hardware.resource_id', 'resource.id')
    .where('resource.retired_at', 'is', null)
    .$if(partClass !== undefined, (query) => query.where('hardware_part.class', '=', partClass ?? ''))
    .$if(serial, (query) => query.where('hardware_part.serial', '!=', ''))
    .$if(sought !== '', (query) =>
      query.where((eb) =>
        eb.or([
          sql<boolean>`instr(hardware_part.search, ${sought}) > 0`,
          sql<boolean>`instr(lower(resource.name), ${sought}) > 0`,
          sql<boolean>`instr(lower(resource.address), ${sought}) > 0`,
        ]),
      ),
    );
}

/** One page of the inventory, by resource and then as its agent tells of the parts. */
export async function readInventory(
  db: ReadDb,
  filter: InventoryFilter,
  after: InventoryCursor | null,
  limit: number,
): Promise<readonly { readonly item: InventoryPart; readonly cursor: InventoryCursor }[]> {
  const rows = await matching(db, filter)
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(resource.name, resource.id, hardware_part.ordinal) > (${after?.name}, ${after?.id}, ${after?.ordinal})`),
    )
    .select(['resource.id', 'resource.name', 'resource.address', 'resource.location', 'resource.domain', 'resource.is_simulated'])
    .select(['hardware.at', 'hardware_part.first_at', 'hardware_part.ordinal', 'hardware_part.part'])
    .orderBy('resource.name')
    .orderBy('resource.id')
    .orderBy('hardware_part.ordinal')
    .limit(limit)
    .execute();
  return rows.map(({ id, name, address, location, domain, is_simulated, at, first_at, ordinal, part }) => ({
    item: {
      ...{ resourceId: id, resourceName: name, isSimulated: is_simulated === 1, address, location, domain, at, firstAt: first_at },
      part: JSON.parse(part) as Part,
    },
    cursor: { name, id, ordinal },
  }));
}

/** How many parts match, and of how many resources. */
export async function countInventory(db: ReadDb, filter: InventoryFilter): Promise<{ readonly total: number; readonly resources: number }> {
  const counted = await matching(db, filter)
    .select((eb) => [eb.fn.countAll<number>().as('total'), eb.fn.count<number>('resource.id').distinct().as('resources')])
    .executeTakeFirst();
  return { total: counted?.total ?? 0, resources: counted?.resources ?? 0 };
}
