import type { Value } from './decode/value.ts';

/** One variable of an answer; value null for an exception in its place. */
export interface Variable {
  readonly oid: string;
  readonly value: Value | null;
  /** Tag of its type as it came (RFC 3416 3); left out where nothing came. */
  readonly type?: number;
}

/** The next variables after each cursor, a list for each in its order, at most `most` of each; what an agent answers to GETBULK. */
export type Ask = (cursors: readonly string[], most: number) => Promise<readonly (readonly Variable[])[]>;

/** Cells of a table by the index of their row and the OID of their column; rows in the order of the agent. */
export type Table = ReadonlyMap<string, ReadonlyMap<string, Value>>;

export interface WalkLimits {
  /** Variables of one answer: more do not fit into a packet of 1472 bytes. */
  readonly variables: number;
  /** Rows after which a table is cut off; an agent that invents rows must not fill the memory. */
  readonly rows: number;
}

export const WALK_LIMITS: WalkLimits = { variables: 60, rows: 4096 };

/** The agent answered with something that does not come after what was asked: going on would never end (RFC 3416 4.2.3). */
export class NotIncreasing extends Error {
  constructor(oid: string) {
    super(`the answer after ${oid} does not come after it`);
  }
}

/** Less than, equal or greater than zero as the first OID comes before, is, or comes after the second, number by number. */
export function compareOids(a: string, b: string): number {
  const left = a.split('.');
  const right = b.split('.');
  for (let i = 0; i < left.length && i < right.length; i += 1) {
    const difference = Number(left[i]) - Number(right[i]);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

interface Column {
  readonly base: string;
  cursor: string;
  rows: number;
}

/**
 * Several columns of one or more tables at once: one question for all that are not yet at their end. Throws NotIncreasing, and what `ask`
 * throws. `isCut` is true when a table was longer than the limit.
 */
export async function walkColumns(
  ask: Ask,
  bases: readonly string[],
  limits: WalkLimits = WALK_LIMITS,
): Promise<{ readonly table: Table; readonly isCut: boolean }> {
  const table = new Map<string, Map<string, Value>>();
  let open: Column[] = bases.map((base) => ({ base, cursor: base, rows: 0 }));
  let isCut = false;
  while (open.length > 0) {
    const asked = open.slice(0, limits.variables);
    const most = Math.max(1, Math.floor(limits.variables / asked.length));
    const answers = await ask(
      asked.map(({ cursor }) => cursor),
      most,
    );
    const ended = new Set<Column>();
    // An agent may cut its answer to the size of a packet: a column of which it said nothing has not ended while others were answered.
    const isCutShort = answers.some((answer) => answer.length > 0);
    const unanswered = new Set(asked.filter((_, index) => isCutShort && (answers[index] ?? []).length === 0));
    for (const [index, column] of asked.entries()) {
      const answer = answers[index] ?? [];
      if (answer.length === 0 && !unanswered.has(column)) ended.add(column);
      for (const { oid, value } of answer) {
        if (value === null || !oid.startsWith(`${column.base}.`)) {
          ended.add(column);
          break;
        }
        if (compareOids(oid, column.cursor) <= 0) throw new NotIncreasing(column.cursor);
        column.cursor = oid;
        column.rows += 1;
        const row = oid.slice(column.base.length + 1);
        const cells = table.get(row) ?? new Map<string, Value>();
        table.set(row, cells);
        cells.set(column.base, value);
        if (column.rows >= limits.rows) {
          ended.add(column);
          isCut = true;
          break;
        }
      }
    }
    open = [...unanswered, ...open.filter((column) => !ended.has(column) && !unanswered.has(column))];
  }
  return { table, isCut };
}

/** From here on tags are exceptions: no such object, no such instance, end of the view (RFC 3416 3). */
const FIRST_EXCEPTION = 128;
/** Rows of one answer to a person who looks. */
const PAGE = 25;

/**
 * Variables below `base` that come after `after`, in the agent's order, at most `most`; `isEnd` where there are no more. Throws
 * NotIncreasing, and what `ask` throws. `onPart` gets every part as it comes.
 */
export async function walkSubtree(
  ask: Ask,
  base: string,
  { after, most }: { readonly after: string | null; readonly most: number },
  onPart: (variables: readonly Variable[]) => void,
): Promise<{ readonly isEnd: boolean }> {
  let cursor = after ?? base;
  let found = 0;
  for (;;) {
    // One more than is wanted: whether there is more is then known.
    const [answer = []] = await ask([cursor], Math.min(PAGE, most - found + 1));
    const part: Variable[] = [];
    let isEnd = answer.length === 0;
    let isMore = false;
    for (const variable of answer) {
      const { oid, type } = variable;
      isEnd = type === undefined || type >= FIRST_EXCEPTION || !oid.startsWith(`${base}.`);
      if (isEnd) break;
      if (compareOids(oid, cursor) <= 0) throw new NotIncreasing(cursor);
      isMore = found + part.length >= most;
      if (isMore) break;
      cursor = oid;
      part.push(variable);
    }
    found += part.length;
    if (part.length > 0) onPart(part);
    if (isEnd || isMore) return { isEnd };
  }
}
