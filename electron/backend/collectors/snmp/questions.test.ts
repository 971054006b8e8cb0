import { describe, expect, it } from 'vitest';
import type { Value } from './decode/value.ts';
import { Profile } from './profile/schema.ts';
import { questionsOf, withCells } from './questions.ts';
import type { Table } from './walk.ts';

const A = '1.3.6.1.4.1.99999.1';
const number = (value: number): Value => ({ kind: 'number', value });
const table = (rows: Readonly<Record<string, Readonly<Record<number, Value>>>>): Table =>
  new Map(Object.entries(rows).map(([row, cells]) => [row, new Map(Object.entries(cells).map(([key, value]) => [`${A}.${key}`, value]))]));

const profileOf = (...tables: readonly object[]): Profile => Profile.parse({ name: 'parts', title: 'parts', sources: ['us'], tables });
const boards = {
  metric: 'cpu.core.utilisation',
  value: `${A}.1`,
  where: [{ column: `${A}.2`, isNot: [0] }],
  component: { entity: 'index' },
};
const fans = { metric: 'hardware.up', value: `${A}.3`, good: [1], component: { indexed: 'fan ' } };
/** Rows 1 to n, every fifth of which is a board. */
const parts = (count: number): Table =>
  table(Object.fromEntries(Array.from({ length: count }, (_, i) => [i + 1, { 2: number((i + 1) % 5 === 0 ? 40 : 0) }])));

describe('what a device is asked every cycle', () => {
  it('is the cells of the rows that were chosen, and whole columns where all rows count', () => {
    const { columns, cells } = questionsOf(profileOf(boards, fans), parts(12));
    expect(columns).toEqual([`${A}.3`]);
    expect(cells).toEqual([
      { column: `${A}.1`, row: '5' },
      { column: `${A}.1`, row: '10' },
    ]);
  });

  it('is nothing of a table the device does not have, and no cell of a column that is walked anyway', () => {
    expect(questionsOf(profileOf(boards), new Map())).toEqual({ columns: [], cells: [] });
    const { where: _where, ...every } = boards;
    expect(questionsOf(profileOf(boards, every), parts(12))).toEqual({ columns: [`${A}.1`], cells: [] });
  });

  it('is whole columns again where the cells are too many to be asked one by one', () => {
    expect(questionsOf(profileOf(boards), parts(1200)).cells).toHaveLength(240);
    expect(questionsOf(profileOf(boards), parts(1205))).toEqual({ columns: [`${A}.1`], cells: [] });
  });

  it('comes together as one table; a cell that was not answered is not in it', () => {
    const walked = table({ 5: { 3: number(1) }, 7: { 3: number(2) } });
    const { cells } = questionsOf(profileOf(boards), parts(12));
    const all = withCells(walked, cells, new Map([[`${A}.1.5`, number(53)]]));
    expect(all).toEqual(table({ 5: { 3: number(1), 1: number(53) }, 7: { 3: number(2) } }));
    expect(walked.get('5')?.size, 'what was walked is not changed').toBe(1);
  });
});
