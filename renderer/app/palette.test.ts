import { expect, test } from 'vitest';
import { findEntries, type PaletteEntry } from './palette.ts';

const entry = (id: string, group: string, title: string, detail = '', words = ''): PaletteEntry => ({ id, group, title, detail, words });
const entries = [
  entry('ack', 'commands', 'Acknowledge', 'a'),
  entry('r1', 'resources', 'SW-AGG-A3', 'aggregation switch', '10.128.7.3'),
  entry('r2', 'resources', 'AGG-LAB', ''),
  entry('r3', 'resources', 'SW-CORE-1', 'uplink of AGG'),
];
const ids = (text: string): string[] => findEntries(entries, text).map((found) => found.id);

test('every word must occur, in any order and case', () => {
  expect(ids('a3 agg')).toEqual(['r1']);
  expect(ids('agg zzz')).toEqual([]);
});

test('a title that begins with the word comes before one that holds it, and that before a mere mention', () => {
  expect(ids('agg')).toEqual(['r2', 'r1', 'r3']);
});

test('an address finds its resource', () => {
  expect(ids('10.128.7')).toEqual(['r1']);
});

test('without words everything is listed in the given order', () => {
  expect(ids(' ')).toEqual(['ack', 'r1', 'r2', 'r3']);
});

test('a group shows its best eight, so that the others stay in sight', () => {
  const many = Array.from({ length: 20 }, (_, index) => entry(`m${index}`, 'many', `agg ${index}`));
  expect(findEntries([...many, ...entries], 'agg')).toHaveLength(8 + 3);
});
