/** One line of a table: a heading over a group, or a row of data. Ids are unique in a table. */
export type TableItem<Row> =
  | { readonly kind: 'band'; readonly id: string; readonly label: string; readonly note?: string }
  | { readonly kind: 'row'; readonly id: string; readonly row: Row };

/** Heights in px by kind of line. */
export const ROW_HEIGHT = 28;
export const BAND_HEIGHT = 24;

/** Id of the row `step` rows away from `from` (bands do not count), held at both ends; without `from` the first or last row. */
export function neighbourRow<Row>(items: readonly TableItem<Row>[], from: string | null, step: number): string | null {
  const ids = items.filter((item) => item.kind === 'row').map((item) => item.id);
  if (ids.length === 0) return null;
  const at = from === null ? -1 : ids.indexOf(from);
  if (at === -1) return (step >= 0 ? ids[0] : ids.at(-1)) ?? null;
  return ids[Math.min(Math.max(at + step, 0), ids.length - 1)] ?? null;
}

/** How far the line `id` moved down in px when the list changed; 0 when it is not in both. */
export function shiftOf<Row>(before: readonly TableItem<Row>[], after: readonly TableItem<Row>[], id: string): number {
  const was = offsetOf(before, id);
  const is = offsetOf(after, id);
  return was === null || is === null ? 0 : is - was;
}

function offsetOf<Row>(items: readonly TableItem<Row>[], id: string): number | null {
  let offset = 0;
  for (const item of items) {
    if (item.id === id) return offset;
    offset += item.kind === 'band' ? BAND_HEIGHT : ROW_HEIGHT;
  }
  return null;
}
