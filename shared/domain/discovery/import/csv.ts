export const CELL_FLAWS = ['noValue', 'digits'] as const;

/** A cell that shows something else than what was meant: no value, or a number longer than a spreadsheet keeps. */
export interface CellFlaw {
  /** From 0. */
  readonly column: number;
  readonly flaw: (typeof CELL_FLAWS)[number];
  /** As the spreadsheet names it. */
  readonly cell: string;
}

/** One line of a table; `line` is where it begins in the file, from 1. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
  /** Its last cell began with a quote that never ended. */
  readonly isOpen: boolean;
  readonly flaws?: readonly CellFlaw[];
}

/** A list is no wider: every column is offered for every field. */
export const MOST_COLUMNS = 256;

export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
}

const DELIMITERS = [',', '\t', ';', '|'] as const;

/** The delimiter of a table: the one that divides its first line most, outside of quotes. */
function delimiterOf(text: string): string {
  const first = (text.split(/\r?\n/).find((line) => line.trim() !== '') ?? '').replaceAll(/"[^"]*"/g, '');
  const counted = DELIMITERS.map((delimiter) => ({ delimiter, count: first.split(delimiter).length }));
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).delimiter;
}

interface Cursor {
  at: number;
  line: number;
}

/** One cell from the cursor on; leaves the cursor on what ends it. */
function readCell(text: string, cursor: Cursor, delimiter: string): { readonly value: string; readonly isOpen: boolean } {
  if (text[cursor.at] !== '"') {
    const start = cursor.at;
    while (cursor.at < text.length && text[cursor.at] !== delimiter && text[cursor.at] !== '\n') cursor.at += 1;
    return { value: text.slice(start, cursor.at).replace(/\r$/, '').trim(), isOpen: false };
  }
  let value = '';
  cursor.at += 1;
  for (; cursor.at < text.length; cursor.at += 1) {
    const character = text[cursor.at] ?? '';
    if (character === '\n') cursor.line += 1;
    if (character !== '"') value += character;
    else if (text[cursor.at + 1] === '"') {
      value += '"';
      cursor.at += 1;
    } else break;
  }
  const isOpen = cursor.at >= text.length;
  cursor.at += 1;
  while (cursor.at < text.length && text[cursor.at] !== delimiter && text[cursor.at] !== '\n') cursor.at += 1;
  return { value: value.trim(), isOpen };
}

/** Reads a table of RFC 4180 with any of four delimiters; the first line with something in it is the header, empty lines are left out. */
export function parseTable(text: string): Table {
  const delimiter = delimiterOf(text);
  const cursor: Cursor = { at: text.startsWith('\uFEFF') ? 1 : 0, line: 1 };
  const rows: TableRow[] = [];
  while (cursor.at < text.length) {
    const { line } = cursor;
    const cells: string[] = [];
    let isOpen = false;
    for (;;) {
      const cell = readCell(text, cursor, delimiter);
      cells.push(cell.value);
      isOpen ||= cell.isOpen;
      if (text[cursor.at] !== delimiter) break;
      cursor.at += 1;
    }
    cursor.at += 1;
    cursor.line += 1;
    if (cells.some((cell) => cell !== '')) rows.push({ line, cells, isOpen });
  }
  const [header, ...rest] = rows;
  return { header: header?.cells ?? [], rows: rest };
}
