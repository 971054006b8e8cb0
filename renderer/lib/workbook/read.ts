import { type Cell, type Row, ValueType, type Worksheet, Workbook as Xlsx } from '@cj-tech-master/excelts/browser';
import type { CellFlaw } from '../../../shared/domain/discovery/import/csv.ts';
import {
  cellsAsShown,
  mergedCells,
  sharesTexts,
  sheetName,
  sheetNames,
  withChineseFormats,
  withoutNames,
} from '../../../shared/domain/discovery/import/ooxml.ts';
import type { Sheet, SheetRow } from '../../../shared/domain/discovery/import/sheet.ts';
import { faultOf, Refused } from './refused.ts';
import { unpack } from './unpack.ts';
import { LIMITS, type Workbook, type WorkbookFault } from './workbook.ts';

const WORKBOOK = 'xl/workbook.xml';
const STYLES = 'xl/styles.xml';
const TEXTS = 'xl/sharedStrings.xml';
/** What stands in a sheet besides its cells. One rule of a few bytes can stand for millions of cells. */
const BESIDE_CELLS = [
  'sheetPr',
  'sheetViews',
  'cols',
  'autoFilter',
  'rowBreaks',
  'colBreaks',
  'hyperlinks',
  'dataValidations',
  'pageSetup',
  'headerFooter',
  'picture',
  'drawing',
  'sheetProtection',
  'tableParts',
  'conditionalFormatting',
  'extLst',
  'ignoredErrors',
];
/** A spreadsheet keeps fifteen digits of a number and puts zeros for the rest. */
const LONGEST_NUMBER = 999_999_999_999_999;

const isError = (value: unknown): boolean => typeof value === 'object' && value !== null && 'error' in value;

function flawOf(cell: Cell): CellFlaw['flaw'] | null {
  const isFormula = cell.type === ValueType.Formula;
  const value: unknown = isFormula ? cell.result : cell.value;
  if (isError(value) || (isFormula && (value === undefined || value === null))) return 'noValue';
  return typeof value === 'number' && Math.abs(value) > LONGEST_NUMBER ? 'digits' : null;
}

/** What has been read so far of all sheets; it is refused as soon as it is too much, not when it stands in memory. */
class Tally {
  #cells = 0;
  #characters = 0;

  add({ cells, flaws }: SheetRow): void {
    this.#cells += cells.length + flaws.length;
    this.#characters += cells.reduce((sum, text) => sum + text.length, 0);
    if (this.#cells > LIMITS.cells) throw new Refused('manyCells');
    if (this.#characters > LIMITS.unpackedBytes) throw new Refused('unfolds');
  }
}

const shortened = (text: string): string => (text.length > LIMITS.text ? `${text.slice(0, LIMITS.text)}…` : text);

const textOf = (cell: Cell): string => shortened(cell.displayText.trim());

/** A title may be merged across every column there is: its repetitions past the limit are no columns. */
const isRepeated = (cell: Cell, column: number): boolean => column > LIMITS.columns && cell.master !== cell;

function readRow(row: Row, number: number): SheetRow {
  const cells: string[] = [];
  const flaws: CellFlaw[] = [];
  row.eachCell((cell, column) => {
    if (isRepeated(cell, column)) return;
    const flaw = flawOf(cell.master);
    if (flaw !== null) flaws.push({ column: column - 1, flaw, cell: cell.address });
    const text = flaw === 'noValue' ? '' : textOf(cell);
    if (text === '') return;
    if (column > LIMITS.columns) throw new Refused('manyColumns');
    while (cells.length < column - 1) cells.push('');
    cells.push(text);
  });
  return { number, cells, flaws };
}

function readRows(sheet: Worksheet, tally: Tally): readonly SheetRow[] {
  const rows: SheetRow[] = [];
  sheet.eachRow((row, number) => {
    const read = readRow(row, number);
    if (read.cells.length === 0 && read.flaws.length === 0) return;
    if (rows.length === LIMITS.rows) throw new Refused('manyRows');
    tally.add(read);
    rows.push(read);
  });
  return rows;
}

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const isSheet = (path: string): boolean => path.startsWith('xl/worksheets/');

function rewritten(path: string, bytes: Uint8Array): Uint8Array {
  const rewrite = isSheet(path) ? cellsAsShown : { [WORKBOOK]: withoutNames, [STYLES]: withChineseFormats }[path];
  return rewrite ? new TextEncoder().encode(rewrite(decode(bytes))) : bytes;
}

/** What would be read wrongly or without end, found before it is. */
function faultOfParts(parts: ReadonlyMap<string, Uint8Array>): WorkbookFault | null {
  const sheets = [...parts].filter(([path]) => isSheet(path)).map(([, bytes]) => decode(bytes));
  if (sheets.reduce((sum, sheet) => sum + mergedCells(sheet), 0) > LIMITS.mergedCells) return 'unfolds';
  return !parts.has(TEXTS) && sheets.some(sharesTexts) ? 'brokenWorkbook' : null;
}

async function readParts(parts: ReadonlyMap<string, Uint8Array>): Promise<Workbook | WorkbookFault> {
  const fault = faultOfParts(parts);
  if (fault !== null) return fault;
  const files = Object.fromEntries([...parts].map(([path, bytes]) => [path, rewritten(path, bytes)]));
  const workbook = await new Xlsx().xlsx.loadFromFiles(files, { ignoreNodes: BESIDE_CELLS });
  const tally = new Tally();
  const sheets: Sheet[] = workbook.worksheets.map((sheet) => ({
    name: sheetName(sheet.name),
    isHidden: sheet.state !== undefined && sheet.state !== 'visible',
    rows: readRows(sheet, tally),
  }));
  return { sheets, names: sheetNames(decode(parts.get(WORKBOOK) ?? new Uint8Array())) };
}

/** Reads every sheet of a workbook as the text its cells show. */
export async function readWorkbook(bytes: Uint8Array): Promise<Workbook | WorkbookFault> {
  const parts = await unpack(bytes);
  if (typeof parts === 'string') return parts;
  try {
    return await readParts(parts);
  } catch (error) {
    return faultOf(error);
  }
}
