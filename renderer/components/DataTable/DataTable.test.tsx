import { expect, test } from 'vitest';
import { markup, words } from '../../testing/markup.tsx';
import { type Column, DataTable, type DataTableProps } from './DataTable.tsx';
import type { TableItem } from './model.ts';

interface Row {
  readonly name: string;
  readonly count: number;
}
const columns: readonly Column<Row>[] = [
  { id: 'name', title: 'Name', width: '1fr', sortable: true, render: (row) => row.name },
  { id: 'count', title: 'Count', width: '60px', align: 'end', render: (row) => row.count },
];
const row = (n: number): TableItem<Row> => ({ kind: 'row', id: `r${n}`, row: { name: `row ${n}`, count: n } });
const table = (props: Partial<DataTableProps<Row>>): string =>
  markup(<DataTable label="Things" columns={columns} items={[row(1), row(2)]} selectedId={null} onSelect={() => undefined} {...props} />);

test('it is a grid with its size, heads and rows in their places', () => {
  const html = table({ items: [{ kind: 'band', id: 'b', label: 'Band 2', note: 'order' }, row(1), row(2)] });
  for (const part of ['role="grid"', 'aria-label="Things"', 'aria-rowcount="4"', 'aria-rowindex="1"', 'aria-rowindex="4"', 'colSpan="2"'])
    expect(html.toLowerCase()).toContain(part.toLowerCase());
  expect(words(html)).toBe('Name Count Band 2 order row 1 1 row 2 2');
});

test('one stop for the tab key, and the selected row is the active descendant', () => {
  const html = table({ selectedId: 'r2' });
  expect(html.match(/tabindex="0"/gi)).toHaveLength(1);
  const active = /aria-activedescendant="([^"]+)"/.exec(html)?.[1];
  expect(html).toMatch(new RegExp(`id="${active}"[^>]*aria-selected="true"`));
  expect(html.match(/aria-selected="true"/g)).toHaveLength(1);
});

test('a selection that is not in the list points nowhere', () => {
  expect(table({ selectedId: 'gone' })).not.toContain('aria-activedescendant');
});

test('looks of a row: strong, stale, checked', () => {
  const html = table({ look: ({ count }) => ({ strong: count === 1, stale: count === 2 }), checkedIds: new Set(['r1']) });
  expect(html).toMatch(/data-row="r1"[^>]*data-checked="true"[^>]*data-strong="true"/);
  expect(html).toMatch(/data-row="r2"[^>]*data-stale="true"/);
});

test('only rows near the view are in the document', () => {
  const many = Array.from({ length: 5000 }, (_, n) => row(n));
  const html = table({ items: many });
  const drawn = html.match(/data-row=/g)?.length ?? 0;
  expect(drawn).toBeGreaterThan(20);
  expect(drawn).toBeLessThan(100);
  expect(html).toContain('aria-rowcount="5001"');
});

test('a sortable head is a button and tells its direction, others are not', () => {
  const sorted = table({ onSort: () => undefined, sorting: { columnId: 'name', direction: 'descending' } });
  expect(sorted).toContain('aria-sort="descending"');
  expect(sorted.match(/<button/g)).toHaveLength(1);
  expect(table({})).not.toContain('aria-sort');
});

test('an empty table keeps its heads', () => {
  expect(words(table({ items: [], empty: 'nothing here' }))).toBe('Name Count nothing here');
});
