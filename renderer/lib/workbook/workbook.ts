import { MOST_COLUMNS } from '../../../shared/domain/discovery/import/csv.ts';
import type { Sheet } from '../../../shared/domain/discovery/import/sheet.ts';

/** Limits of a workbook. Bytes are of the parts that are read, after unpacking; all text of the cells may be as long. */
export const LIMITS = {
  entries: 2000,
  unpackedBytes: 32 * 1024 * 1024,
  mergedCells: 200_000,
  columns: MOST_COLUMNS,
  rows: 20_000,
  cells: 500_000,
  /** Longer than any field that is accepted, so that a cell which was cut is refused wherever it is taken. */
  text: 300,
} as const;

/** Why a workbook gives no sheets. */
export type WorkbookFault = 'brokenWorkbook' | 'lockedWorkbook' | 'otherArchive' | 'unfolds' | 'manyColumns' | 'manyRows' | 'manyCells';

/**
 * `noReader`: the worker could not be started, mostly because the station is out of reach. `slow`: it was ended at its deadline.
 * `unsent`: it was done, and the browser could not carry its answer over.
 */
export type WorkerFault = 'noReader' | 'slow' | 'unsent';

export interface Workbook {
  /** Sheets of cells, in order. */
  readonly sheets: readonly Sheet[];
  /** Every sheet there is, in order; those of charts and those that could not be found too. */
  readonly names: readonly string[];
}

export interface NewColumn {
  readonly title: string;
  /** In characters. */
  readonly width: number;
  /** What may be chosen; anything else is refused while typing. */
  readonly choices?: readonly string[];
  /** Shown beside a chosen cell. */
  readonly prompt?: string;
}

/** A sheet to be made. Every cell is text: nothing in it is ever computed. */
export interface NewSheet {
  readonly name: string;
  readonly columns: readonly NewColumn[];
  readonly rows: readonly (readonly string[])[];
  /** How many rows below the head a person may fill in; 0 for a sheet to be read. */
  readonly fillRows: number;
}

/** What is asked of the worker; it answers with what readWorkbook or writeWorkbook returns. */
export type Question =
  | { readonly kind: 'read'; readonly bytes: Uint8Array }
  | { readonly kind: 'write'; readonly sheets: readonly NewSheet[]; readonly at: Date };
