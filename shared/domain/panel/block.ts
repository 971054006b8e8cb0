import type { PanelRule } from '../hardware/part.ts';

/** Something that stands in a block by the number its name ends with. */
export interface Named {
  readonly name: string;
}

/** What stands where in a block, rows and columns from 0, from top left. */
export interface Placed<T> {
  readonly item: T;
  readonly row: number;
  readonly column: number;
}

export interface Block<T> {
  /** What the names in it begin with: `Gi1/0/`. */
  readonly prefix: string;
  readonly rows: number;
  readonly columns: number;
  /** Row by row, as they are read. */
  readonly places: readonly Placed<T>[];
}

/** Up to so many stand in one row where no rule says otherwise. */
const SINGLE_ROW = 4;
/** A block that is more than half empty is closed up: numbers that jump are no places. */
const MOST_GAPS = 2;

const collator = new Intl.Collator('en', { numeric: true });
/** The order of names in which people count: Gi1/0/2 before Gi1/0/10; the same in every place. */
export const byName = (a: Named, b: Named): number => collator.compare(a.name, b.name) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** What a name begins with, and the number it ends with; null where it does not end with one. */
export function endOf(name: string): { readonly prefix: string; readonly number: number | null } {
  const match = /^(.*?)(\d{1,6})$/.exec(name);
  return match ? { prefix: match[1] ?? '', number: Number(match[2]) } : { prefix: name, number: null };
}

function fits(rule: PanelRule, name: string): boolean {
  try {
    return new RegExp(rule.like).test(name);
  } catch {
    return false;
  }
}

/** The rule of a port by its name. */
export const ruleOf = (rules: readonly PanelRule[], name: string): PanelRule | null => rules.find((rule) => fits(rule, name)) ?? null;

/** Places from 0 by the numbers of names, which begin with 0 or 1; by rank where they have none, twice the same, or many gaps. */
function ordinals(items: readonly Named[], rows: number): readonly number[] {
  const numbers = items.map(({ name }) => endOf(name).number);
  const known = numbers.filter((number) => number !== null);
  const ranks = items.map((_, rank) => rank);
  if (known.length < items.length || new Set(known).size < known.length) return ranks;
  const least = Math.min(...known);
  const first = least === 0 ? 0 : least - ((least - 1) % rows);
  const places = known.map((number) => number - first);
  return Math.max(...places) + 1 > items.length * MOST_GAPS + rows ? ranks : places;
}

function blockOf<T extends Named>(prefix: string, members: readonly T[], rules: readonly PanelRule[]): Block<T> {
  const items = members.toSorted(byName);
  const rule = ruleOf(rules, items[0]?.name ?? '');
  const rows = Math.min(items.length, rule?.rows ?? (items.length <= SINGLE_ROW ? 1 : 2));
  const order = ordinals(items, rows);
  const columns = Math.ceil((Math.max(...order) + 1) / rows);
  const places = items.map((item, at): Placed<T> => {
    const place = order[at] ?? at;
    const [row, column] =
      rule?.order === 'rows' ? [Math.floor(place / columns), place % columns] : [place % rows, Math.floor(place / rows)];
    return { item, column, row: rule?.first === 'bottom' ? rows - 1 - row : row };
  });
  return { prefix, rows, columns, places: places.sort((a, b) => a.row - b.row || a.column - b.column) };
}

/** Blocks of ports with the same beginning of their names, the largest first; those that do not end with a number stand together. */
export function blocksOf<T extends Named>(items: readonly T[], rules: readonly PanelRule[]): readonly Block<T>[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const { prefix, number } = endOf(item.name);
    const key = number === null ? '' : prefix;
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups]
    .map(([prefix, members]) => blockOf(prefix, members, rules))
    .sort((a, b) => b.places.length - a.places.length || byName({ name: a.prefix }, { name: b.prefix }));
}
