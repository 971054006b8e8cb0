import { soughtOf } from '../../../../shared/domain/topology/locate.ts';
import type { Sqlite } from '../sqlite.ts';

export type Parameter = string | number | null;

/** A condition and what it is asked with. */
export interface Condition {
  readonly sql: string;
  readonly with: readonly Parameter[];
}

/** What a list is made of; `order` is whole and ends with what tells rows apart. */
export interface Listing {
  readonly select: string;
  readonly from: string;
  readonly where: readonly Condition[];
  readonly order: string;
  /** What tells groups apart, where rows are grouped. */
  readonly group?: string;
}

/** A part of a hardware address in any of the spellings in use, as it stands in the store; null for what is none. */
export function macPart(q: string): string | null {
  const whole = soughtOf(q);
  if (whole?.kind === 'mac') return whole.mac;
  const plain = q.trim().toLowerCase();
  if (!/^[0-9a-f]{2,4}([:.-][0-9a-f]{1,4})+$/.test(plain)) return null;
  const digits = plain.replace(/[^0-9a-f]/g, '');
  return digits.length < 4 ? null : (digits.match(/..?/g) ?? []).join(':');
}

/** Rows that have a text in one of these columns, in any case; in those of hardware addresses however it is spelled. None for ''. */
export function found(q: string, columns: readonly string[], macColumns: readonly string[] = []): readonly Condition[] {
  if (q === '') return [];
  const text = q.toLowerCase();
  const mac = macPart(q) ?? text;
  const sql = [...columns.map((column) => `instr(lower(${column}), ?) > 0`), ...macColumns.map((column) => `instr(${column}, ?) > 0`)];
  return [{ sql: `(${sql.join(' or ')})`, with: [...columns.map(() => text), ...macColumns.map(() => mac)] }];
}

/** Statements by their text, each prepared once. */
export function statementsOf(db: Sqlite) {
  const known = new Map<string, ReturnType<Sqlite['prepare']>>();
  const of = (sql: string) => {
    const statement = known.get(sql) ?? db.prepare(sql);
    if (known.size > 500) known.clear();
    known.set(sql, statement);
    return statement;
  };
  const all = <Row>(sql: string, parameters: readonly Parameter[] = []): readonly Row[] => of(sql).all(...parameters) as Row[];
  const one = <Row>(sql: string, parameters: readonly Parameter[] = []): Row | undefined => of(sql).get(...parameters) as Row | undefined;

  function partsOf({ from, where, group }: Listing): readonly [sql: string, parameters: readonly Parameter[]] {
    const conditions = where.length === 0 ? '' : ` where ${where.map(({ sql }) => sql).join(' and ')}`;
    return [`from ${from}${conditions}${group === undefined ? '' : ` group by ${group}`}`, where.flatMap((one) => one.with)];
  }
  /** How many rows a list has. */
  function count(listing: Listing): number {
    const [sql, parameters] = partsOf(listing);
    return one<{ n: number }>(`select count(*) as n from (select 1 ${sql})`, parameters)?.n ?? 0;
  }
  /** One page of a list. */
  function page<Row>(listing: Listing, { offset, limit }: { readonly offset: number; readonly limit: number }): readonly Row[] {
    const [sql, parameters] = partsOf(listing);
    return all<Row>(`select ${listing.select} ${sql} order by ${listing.order} limit ? offset ?`, [...parameters, limit, offset]);
  }
  /** One page of a list with how many rows it has, of groups that are made once for both. */
  function pageOfGroups<Row>(listing: Listing, cut: { readonly offset: number; readonly limit: number }) {
    const [sql, parameters] = partsOf(listing);
    const made = `with made as materialized (select ${listing.select} ${sql})`;
    const rows = all<Row & { readonly total: number }>(
      `${made} select *, (select count(*) from made) as total from made order by ${listing.order} limit ? offset ?`,
      [...parameters, cut.limit, cut.offset],
    );
    const [first] = rows;
    return { rows, total: first?.total ?? (cut.offset === 0 ? 0 : count(listing)) };
  }
  return { all, one, count, page, pageOfGroups };
}
export type Statements = ReturnType<typeof statementsOf>;
