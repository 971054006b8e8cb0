/** Where something stands on a map, in pixels at scale 1. */
export interface Position {
  readonly x: number;
  readonly y: number;
}

/** What is to be placed: names, each once, and which of them are joined. */
export interface Sketch {
  readonly ids: readonly string[];
  readonly joints: readonly (readonly [string, string])[];
  /** What stands at the top: cores, or where the collectors are. Empty: the one with most neighbours. */
  readonly tops: readonly string[];
}

/** Distance between neighbouring places. */
export const CELL = { x: 150, y: 120 } as const;
const SWEEPS = 6;

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function neighboursOf({ ids, joints }: Sketch): ReadonlyMap<string, readonly string[]> {
  const found = new Map(ids.map((id) => [id, new Set<string>()]));
  for (const [a, b] of joints) {
    if (a === b) continue;
    const [own, other] = [found.get(a), found.get(b)];
    if (!own || !other) continue;
    own.add(b);
    other.add(a);
  }
  return new Map([...found].map(([id, own]) => [id, [...own].sort(byText)]));
}

/** Rows from the top down: each place one below the nearest place of the row above that it is joined with. Parts that are not joined with a top begin anew at the top. */
function rowsOf({ ids, tops }: Sketch, neighbours: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const depth = new Map<string, number>();
  const busiest = (among: readonly string[]) =>
    [...among].sort((a, b) => (neighbours.get(b)?.length ?? 0) - (neighbours.get(a)?.length ?? 0) || byText(a, b)).slice(0, 1);
  const all = [...new Set(ids)].sort(byText);
  let begin = [...new Set(tops)].filter((id) => neighbours.has(id)).sort(byText);
  while (depth.size < all.length) {
    if (begin.length === 0) begin = busiest(all.filter((id) => !depth.has(id)));
    for (const id of begin) depth.set(id, 0);
    for (let row = begin, level = 1; row.length > 0; level++) {
      const next = [...new Set(row.flatMap((id) => neighbours.get(id) ?? []))].filter((id) => !depth.has(id)).sort(byText);
      for (const id of next) depth.set(id, level);
      row = next;
    }
    begin = [];
  }
  const rows: string[][] = [];
  for (const id of all) {
    const level = depth.get(id) ?? 0;
    rows[level] ??= [];
    rows[level]?.push(id);
  }
  return rows;
}

/** Puts each row in the order of what it is joined with in the rows above and below, back and forth, so that few lines cross. */
function untangled(
  rows: readonly (readonly string[])[],
  neighbours: ReadonlyMap<string, readonly string[]>,
): readonly (readonly string[])[] {
  const sorted = rows.map((row) => [...row]);
  const share = new Map<string, number>();
  const note = (row: readonly string[]) => row.forEach((id, place) => void share.set(id, (place + 0.5) / row.length));
  sorted.forEach(note);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const order = sweep % 2 === 0 ? sorted : [...sorted].reverse();
    for (const row of order) {
      const own = new Set(row);
      const middle = (id: string): number => {
        const others = (neighbours.get(id) ?? []).filter((other) => !own.has(other));
        return others.length === 0 ? (share.get(id) ?? 0) : others.reduce((sum, other) => sum + (share.get(other) ?? 0), 0) / others.length;
      };
      const middles = new Map(row.map((id) => [id, middle(id)]));
      row.sort((a, b) => (middles.get(a) ?? 0) - (middles.get(b) ?? 0) || byText(a, b));
      note(row);
    }
  }
  return sorted;
}

/** Most that stand beside each other; a longer row becomes several, one below the other, each a little to the side of the one above. */
const MOST_IN_ROW = 9;

function spread(rows: readonly (readonly string[])[]): ReadonlyMap<string, Position> {
  const placed = new Map<string, Position>();
  let top = 0;
  for (const row of rows) {
    const lines = Math.ceil(row.length / MOST_IN_ROW);
    for (const [place, id] of row.entries())
      placed.set(id, { x: ((place - (row.length - 1) / 2) * CELL.x) / lines, y: (top + (place % lines)) * CELL.y });
    top += lines;
  }
  return placed;
}

/** What is taken, by squares as large as what one takes. */
function createGround() {
  const squares = new Map<string, Position[]>();
  const at = (column: number, row: number): readonly Position[] => squares.get(`${column} ${row}`) ?? [];
  const squareOf = ({ x, y }: Position) => [Math.floor(x / CELL.x), Math.floor(y / CELL.y)] as const;
  const isNear = (one: Position, other: Position) => Math.abs(one.x - other.x) < 0.9 * CELL.x && Math.abs(one.y - other.y) < 0.9 * CELL.y;
  return {
    take: (position: Position) => {
      const [column, row] = squareOf(position);
      squares.set(`${column} ${row}`, [...at(column, row), position]);
    },
    isFree: (position: Position): boolean => {
      const [column, row] = squareOf(position);
      for (let beside = -1; beside <= 1; beside++)
        for (let below = -1; below <= 1; below++)
          if (at(column + beside, row + below).some((other) => isNear(position, other))) return false;
      return true;
    },
  };
}

/** Where a place is free around another, the nearest first: in ever wider rings, below before above, left before right. */
function freeNear(near: Position, isFree: (position: Position) => boolean): Position {
  for (let ring = 1; ; ring++)
    for (let row = ring; row >= -ring; row--)
      for (let column = -ring; column <= ring; column++) {
        if (Math.max(Math.abs(row), Math.abs(column)) !== ring) continue;
        const position = { x: near.x + column * CELL.x, y: near.y + row * CELL.y };
        if (isFree(position)) return position;
      }
}

/**
 * Where everything stands. What has a place keeps it, whatever comes or goes; what is new comes near what it is joined with. With nothing
 * known, rows from the top down. The same for any order of what is to be placed. No two at one place.
 */
export function layOut(sketch: Sketch, known: ReadonlyMap<string, Position> = new Map()): ReadonlyMap<string, Position> {
  const neighbours = neighboursOf(sketch);
  const rows = untangled(rowsOf(sketch, neighbours), neighbours);
  const placed = new Map<string, Position>();
  for (const id of neighbours.keys()) {
    const position = known.get(id);
    if (position) placed.set(id, position);
  }
  if (placed.size === 0) return spread(rows);
  const ground = createGround();
  for (const position of placed.values()) ground.take(position);
  // From the top down, so that whole new branches hang on what was there; what hangs on nothing goes below all.
  const lowest = Math.max(...[...placed.values()].map(({ y }) => y));
  for (let isWaiting = true; isWaiting; ) {
    const waiting = rows.flat().filter((id) => !placed.has(id));
    isWaiting = waiting.length > 0;
    const hanging = waiting.filter((id) => neighbours.get(id)?.some((other) => placed.has(other)));
    for (const id of hanging.length > 0 ? hanging : waiting.slice(0, 1)) {
      const parent = neighbours.get(id)?.find((other) => placed.has(other));
      const near = (parent === undefined ? null : placed.get(parent)) ?? { x: 0, y: lowest + CELL.y };
      const position = freeNear(near, ground.isFree);
      ground.take(position);
      placed.set(id, position);
    }
  }
  return placed;
}
