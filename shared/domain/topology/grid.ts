import type { Position } from './layout.ts';

/** Distance between places of a grid, in pixels at scale 1. */
export const GRID_CELL = 20;
/** So many stand in a row of a block. */
const IN_A_ROW = 20;
/** A block grows by so many rows at once, so that one more in it seldom moves what is below. */
const ROWS_AT_ONCE = 4;
const HEAD = 30;
const BETWEEN = 24;
/** Blocks fill a page that is so much wider than high. */
const WIDE = 1.6;

/** One group: a frame with a name, around all that is in it. */
export interface Block {
  readonly name: string;
  readonly count: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Grid {
  readonly places: ReadonlyMap<string, Position>;
  /** In the order of their names. */
  readonly blocks: readonly Block[];
  readonly width: number;
  readonly height: number;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Thousands of things by group, each group a block of rows, blocks in columns by their names. The place of a thing depends on those of its
 * group that were there before it (ids ascend with time) and on the blocks above, so that what comes moves next to nothing.
 */
export function gridOut(groups: ReadonlyMap<string, readonly string[]>): Grid {
  const names = [...groups.keys()].sort(byText);
  const columns = Math.max(1, Math.ceil(Math.sqrt(names.length * WIDE)));
  const tops = new Array<number>(columns).fill(0);
  const width = IN_A_ROW * GRID_CELL;
  const places = new Map<string, Position>();
  const blocks = names.map((name, index): Block => {
    const ids = [...(groups.get(name) ?? [])].sort(byText);
    const rows = Math.ceil(Math.max(1, Math.ceil(ids.length / IN_A_ROW)) / ROWS_AT_ONCE) * ROWS_AT_ONCE;
    const column = index % columns;
    const block = {
      ...{ name, count: ids.length, width, height: HEAD + rows * GRID_CELL },
      ...{ x: column * (width + BETWEEN), y: tops[column] ?? 0 },
    };
    tops[column] = block.y + block.height + BETWEEN;
    for (const [place, id] of ids.entries()) {
      const [row, at] = [Math.floor(place / IN_A_ROW), place % IN_A_ROW];
      places.set(id, { x: block.x + (at + 0.5) * GRID_CELL, y: block.y + HEAD + (row + 0.5) * GRID_CELL });
    }
    return block;
  });
  const used = Math.min(columns, names.length);
  return {
    places,
    blocks,
    width: Math.max(0, used * (width + BETWEEN) - BETWEEN),
    height: Math.max(0, ...tops.map((top) => top - BETWEEN)),
  };
}
