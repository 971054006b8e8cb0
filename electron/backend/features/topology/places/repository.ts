import type { MapChange } from '../../../../../shared/contracts/topology.ts';
import type { Instant } from '../../../../../shared/domain/id.ts';
import type { Position } from '../../../../../shared/domain/topology/layout.ts';
import type { Move } from '../../../../../shared/domain/topology/places.ts';
import type { ReadDb } from '../../../storage/database.ts';
import type { Work } from '../../../storage/writer.ts';

/** One change of a map as it is kept. */
export interface StoredChange {
  readonly version: number;
  readonly at: Instant;
  readonly byId: string;
  readonly byName: string;
  readonly moves: readonly Move[];
  readonly undoes: number | null;
}

/** Where people put nodes on a map. */
export async function readPlaces(db: ReadDb | Work['db'], view: string): Promise<ReadonlyMap<string, Position>> {
  const rows = await (db as ReadDb).selectFrom('map_place').selectAll().where('view', '=', view).orderBy('node').execute();
  return new Map(rows.map(({ node, x, y }) => [node, { x, y }]));
}

/** The newest changes of a map, newest first. */
export async function readChanges(db: ReadDb | Work['db'], view: string, most: number): Promise<readonly MapChange[]> {
  const rows = await (db as ReadDb)
    .selectFrom('map_change')
    .selectAll()
    .where('view', '=', view)
    .orderBy('version', 'desc')
    .limit(most)
    .execute();
  return rows.map(({ version, at, by_name, moves, undoes }) => ({
    ...{ version, at, byName: by_name, undoes },
    moved: (JSON.parse(moves) as readonly Move[]).length,
  }));
}

/** The moves of one change; null where there is none of this version. */
export async function readMoves(db: Work['db'], view: string, version: number): Promise<readonly Move[] | null> {
  const row = await (db as unknown as ReadDb)
    .selectFrom('map_change')
    .select('moves')
    .where('view', '=', view)
    .where('version', '=', version)
    .executeTakeFirst();
  return row ? (JSON.parse(row.moves) as readonly Move[]) : null;
}

/** So many changes of a map are kept; the audit has all. */
const KEPT = 1000;

/** Keeps a change and what it makes of the places. */
export async function saveChange({ db }: Work, view: string, change: StoredChange): Promise<void> {
  for (const { node, to } of change.moves) {
    if (to === null) {
      await db.deleteFrom('map_place').where('view', '=', view).where('node', '=', node).execute();
      continue;
    }
    await db
      .insertInto('map_place')
      .values({ view, node, x: to.x, y: to.y })
      .onConflict((conflict) => conflict.columns(['view', 'node']).doUpdateSet({ x: to.x, y: to.y }))
      .execute();
  }
  const { version, at, byId, byName, moves, undoes } = change;
  await db
    .insertInto('map_change')
    .values({ view, version, at, by_id: byId, by_name: byName, moves: JSON.stringify(moves), undoes })
    .execute();
  await db
    .deleteFrom('map_change')
    .where('view', '=', view)
    .where('version', '<=', version - KEPT)
    .execute();
}
