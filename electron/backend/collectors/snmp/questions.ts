import { holds } from './decode/readings.ts';
import type { Value } from './decode/value.ts';
import { oidsOf, type Profile } from './profile/schema.ts';
import type { Table } from './walk.ts';

/** A column of one row. */
interface Cell {
  readonly column: string;
  readonly row: string;
}

/** What the tables of a profile are asked every cycle: whole columns, and cells of the rows that were chosen. */
export interface Questions {
  readonly columns: readonly string[];
  readonly cells: readonly Cell[];
}

/** More cells than this are asked as columns: a walk of them costs no more. */
const MOST_CELLS = 240;

/**
 * The questions of a cycle. Devices have a row for each of hundreds of parts, of which a reading is of ten: those are asked one by one, in
 * a seventh of the packets. `known` is what was said when the device was identified.
 */
export function questionsOf({ tables }: Profile, known: Table): Questions {
  const whole = tables.filter(({ where }) => where.length === 0).flatMap(oidsOf);
  const cells = new Map<string, Cell>();
  for (const reading of tables) {
    if (reading.where.length === 0) continue;
    const rows = [...known].filter(([, seldom]) => reading.where.every((condition) => holds(condition, seldom)));
    for (const [row] of rows)
      for (const column of oidsOf(reading)) if (!whole.includes(column)) cells.set(`${column}.${row}`, { column, row });
  }
  const isMuch = cells.size > MOST_CELLS;
  const columns = isMuch ? [...whole, ...[...cells.values()].map(({ column }) => column)] : whole;
  return { columns: [...new Set(columns)], cells: isMuch ? [] : [...cells.values()] };
}

/** A table with the cells that were answered by themselves. */
export function withCells(table: Table, cells: readonly Cell[], answers: ReadonlyMap<string, Value>): Table {
  const all = new Map([...table].map(([row, columns]) => [row, new Map(columns)]));
  for (const { column, row } of cells) {
    const value = answers.get(`${column}.${row}`);
    if (value === undefined) continue;
    const columns = all.get(row) ?? new Map<string, Value>();
    all.set(row, columns.set(column, value));
  }
  return all;
}
