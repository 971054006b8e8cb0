import { type MapPlaces, MOST_PLACES } from '../../../../../shared/contracts/topology.ts';
import type { Position } from '../../../../../shared/domain/topology/layout.ts';
import { type Move, moved, movesOn, taken } from '../../../../../shared/domain/topology/places.ts';
import type { Outcome } from '../../../http/mount.ts';
import { Refusal } from '../../../http/problem.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { ReadDb } from '../../../storage/database.ts';
import type { Work } from '../../../storage/writer.ts';
import type { ResourceRecord } from '../../resources/index.ts';
import { readChanges, readMoves, readPlaces, saveChange } from './repository.ts';

/** Who changes a map. */
export interface Mover {
  readonly id: string;
  readonly name: string;
}

/** Where people put nodes on the maps around resources: the same for everybody, each change kept with who made it (R-8.4.2-c2-2). */
export interface PlaceService {
  read(center: ResourceRecord): Promise<MapPlaces>;
  /** Refused with `map.tooMany` where too many nodes would have places of their own. */
  move(
    work: Work,
    center: ResourceRecord,
    wanted: readonly { readonly node: string; readonly to: Position | null }[],
    by: Mover,
  ): Promise<Outcome<MapPlaces>>;
  /** Refused with `map.notFound` where there is no change of this version. */
  undo(work: Work, center: ResourceRecord, version: number, by: Mover): Promise<Outcome<MapPlaces>>;
}

const MOST_CHANGES = 50;

async function viewOf(db: ReadDb | Work['db'], view: string): Promise<MapPlaces> {
  const [places, changes] = await Promise.all([readPlaces(db, view), readChanges(db, view, MOST_CHANGES)]);
  return { version: changes[0]?.version ?? 0, places: [...places].map(([node, at]) => ({ node, ...at })), changes: [...changes] };
}

export function createPlaceService(read: ReadDb, clock: Clock): PlaceService {
  async function change(
    work: Work,
    center: ResourceRecord,
    places: ReadonlyMap<string, Position>,
    moves: readonly Move[],
    by: Mover,
    undoes: number | null,
  ): Promise<Outcome<MapPlaces>> {
    if (moved(places, moves).size > MOST_PLACES) throw new Refusal('map.tooMany', { values: { most: MOST_PLACES } });
    const { version: before } = await viewOf(work.db, center.id);
    if (moves.length > 0)
      await saveChange(work, center.id, { version: before + 1, at: clock.now(), byId: by.id, byName: by.name, moves, undoes });
    const response = await viewOf(work.db, center.id);
    return {
      response,
      deed: {
        ...{ objectType: 'map', objectId: center.id, objectName: center.name },
        before: { version: before },
        after: {
          version: response.version,
          ...(undoes !== null && { undoes }),
          moves: moves.map(({ node, from, to }) => ({ node, from: from && { ...from }, to: to && { ...to } })),
        },
      },
    };
  }

  return {
    read: (center) => viewOf(read, center.id),
    move: async (work, center, wanted, by) => {
      const places = await readPlaces(work.db, center.id);
      return change(work, center, places, movesOn(places, wanted), by, null);
    },
    undo: async (work, center, version, by) => {
      const moves = await readMoves(work.db, center.id, version);
      if (!moves) throw new Refusal('map.notFound');
      const places = await readPlaces(work.db, center.id);
      return change(work, center, places, taken(places, moves), by, version);
    },
  };
}
