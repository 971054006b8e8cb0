import { expect, test } from 'vitest';
import { neighbourRow, shiftOf, type TableItem } from './model.ts';

const row = (id: string): TableItem<null> => ({ kind: 'row', id, row: null });
const band = (id: string): TableItem<null> => ({ kind: 'band', id, label: id });
const items = [band('critical'), row('a'), row('b'), band('major'), row('c')];

test('moving skips bands and holds at both ends', () => {
  expect(neighbourRow(items, 'b', 1)).toBe('c');
  expect(neighbourRow(items, 'c', 1)).toBe('c');
  expect(neighbourRow(items, 'c', -1)).toBe('b');
  expect(neighbourRow(items, 'a', -1)).toBe('a');
});

test('without a selection the first key enters at the near end', () => {
  expect(neighbourRow(items, null, 1)).toBe('a');
  expect(neighbourRow(items, null, -1)).toBe('c');
});

test('a selection that left the list starts over, an empty list selects nothing', () => {
  expect(neighbourRow(items, 'gone', 1)).toBe('a');
  expect(neighbourRow([band('x')], null, 1)).toBeNull();
});

test('a row pushed down by a new row and a new band is followed by exactly their heights', () => {
  const after = [band('critical'), row('new'), row('a'), row('b'), band('more'), band('major'), row('c')];
  expect(shiftOf(items, after, 'b')).toBe(28);
  expect(shiftOf(items, after, 'c')).toBe(28 + 24);
  expect(shiftOf(items, after, 'critical')).toBe(0);
});

test('a row that came or went does not move the view', () => {
  expect(shiftOf(items, [row('z')], 'a')).toBe(0);
});
