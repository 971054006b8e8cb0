import type { CellFlaw, Table } from './csv.ts';
import { guessMapping } from './rows.ts';

/** A row with something in it; `number` as the spreadsheet shows it, cells from column A on without empty ones at the end. */
export interface SheetRow {
  readonly number: number;
  readonly cells: readonly string[];
  readonly flaws: readonly CellFlaw[];
}

export interface Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  /** Empty rows are left out. */
  readonly rows: readonly SheetRow[];
}

/** Where in a workbook a table was found, and which sheets besides it are not read: some by name, all by number. */
export interface SheetChoice {
  readonly sheet: string;
  readonly headerLine: number;
  readonly leftOut: { readonly count: number; readonly names: readonly string[] };
}

const MOST_NAMED = 10;

/** A title and a few notes may stand above the heads of a table. */
const DEEPEST_HEADER = 20;
const FEWEST_COLUMNS = 2;

function isHeader({ cells }: SheetRow): boolean {
  const mapping = guessMapping(cells);
  const known = new Set(Object.values(mapping).filter((at) => at !== null));
  return mapping.address !== null && known.size >= FEWEST_COLUMNS;
}

function tableFrom(rows: readonly SheetRow[], at: number): Table {
  const header = rows[at]?.cells ?? [];
  const padding = header.map(() => '');
  return {
    header,
    rows: rows.slice(at + 1).map(({ number, cells, flaws }) => ({
      line: number,
      cells: [...cells, ...padding.slice(cells.length)],
      isOpen: false,
      flaws,
    })),
  };
}

interface Found {
  readonly sheet: Sheet;
  readonly at: number;
}

/** The first visible sheet with known heads and rows; where no sheet has known heads, the first with two columns, whose heads a person tells. */
function find(sheets: readonly Sheet[]): Found | undefined {
  const visible = sheets.filter(({ isHidden }) => !isHidden);
  const by = (test: (row: SheetRow, at: number) => boolean): readonly Found[] =>
    visible.map((sheet) => ({ sheet, at: sheet.rows.findIndex(test) })).filter(({ at }) => at >= 0);
  const known = by((row, at) => at < DEEPEST_HEADER && isHeader(row));
  const candidates = known.length > 0 ? known : by(({ cells }) => cells.length >= FEWEST_COLUMNS);
  return candidates.find(({ sheet, at }) => at < sheet.rows.length - 1);
}

/**
 * The table of a workbook, null where no visible sheet has heads and a row below them. `names` are all sheets of the workbook, also
 * those that hold no cells.
 */
export function tableOfSheets(
  sheets: readonly Sheet[],
  names: readonly string[],
): { readonly table: Table; readonly choice: SheetChoice } | null {
  const found = find(sheets);
  const header = found?.sheet.rows[found.at];
  if (!found || !header) return null;
  const { name } = found.sheet;
  const others = names.filter((other) => other !== name);
  return {
    table: tableFrom(found.sheet.rows, found.at),
    choice: { sheet: name, headerLine: header.number, leftOut: { count: others.length, names: others.slice(0, MOST_NAMED) } },
  };
}
