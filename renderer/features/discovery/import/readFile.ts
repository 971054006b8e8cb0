import { MOST_COLUMNS } from '../../../../shared/domain/discovery/import/csv.ts';
import { type ReadList, readJsonList } from '../../../../shared/domain/discovery/import/foreign.ts';
import { kindOfBytes } from '../../../../shared/domain/discovery/import/ooxml.ts';
import { readList } from '../../../../shared/domain/discovery/import/read.ts';
import { tableOfSheets } from '../../../../shared/domain/discovery/import/sheet.ts';
import { readWorkbook } from '../../../lib/workbook/client.ts';
import type { WorkbookFault, WorkerFault } from '../../../lib/workbook/workbook.ts';

export const MAX_BYTES = 5 * 1024 * 1024;

export type Encoding = 'utf-8' | 'gb18030' | 'utf-16';

export interface FileList {
  readonly name: string;
  /** How its text was written; null for a workbook. */
  readonly encoding: Encoding | null;
  readonly list: ReadList;
}

/** Why a file gives no list. */
export type FileFault = 'tooBig' | 'unreadable' | 'oldWorkbook' | 'emptyWorkbook' | WorkbookFault | WorkerFault;

/** The text of a file and how it was written: by its mark, else UTF-8 where it is that, else GB18030 as Chinese spreadsheets save. */
export function decodeText(bytes: Uint8Array): { readonly text: string; readonly encoding: Encoding } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'utf-16' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return { text: new TextDecoder('gb18030').decode(bytes), encoding: 'gb18030' };
  }
}

/** How Zabbix begins what it exports as YAML; read by a library that is fetched for it alone. */
const ZABBIX_YAML = /^(?:---\s*)?zabbix_export:\s*$/m;
/** Aliases in one document: a list needs none. */
const MOST_ALIASES = 10;

async function readYaml(text: string): Promise<ReadList | null> {
  const { parse } = await import('yaml');
  try {
    return readJsonList(parse(text, { maxAliasCount: MOST_ALIASES }));
  } catch {
    return null;
  }
}

type Read = FileList | { readonly fault: FileFault };

async function readSheets(name: string, bytes: Uint8Array, read: typeof readWorkbook): Promise<Read> {
  const workbook = await read(bytes);
  if (typeof workbook === 'string') return { fault: workbook };
  const found = tableOfSheets(workbook.sheets, workbook.names);
  return found === null ? { fault: 'emptyWorkbook' } : { name, encoding: null, list: { kind: 'xlsx', ...found } };
}

/** Reads a list from the bytes of a file; `read` is how a workbook is read. */
export async function readBytes(name: string, bytes: Uint8Array, read = readWorkbook): Promise<Read> {
  if (bytes.byteLength > MAX_BYTES) return { fault: 'tooBig' };
  const kind = kindOfBytes(bytes);
  if (kind === 'archive') return readSheets(name, bytes, read);
  if (kind !== null) return { fault: kind };
  const { text, encoding } = decodeText(bytes);
  const list = ZABBIX_YAML.test(text) ? await readYaml(text) : readList(text);
  if (list === null) return { fault: 'unreadable' };
  return list.table.header.length > MOST_COLUMNS ? { fault: 'manyColumns' } : { name, encoding, list };
}

/** Reads a list from a file; one that is too big is not even loaded, and one that is gone or a folder is unreadable. */
export async function readFile(file: File): Promise<Read> {
  if (file.size > MAX_BYTES) return { fault: 'tooBig' };
  const bytes = await file.arrayBuffer().catch(() => null);
  return bytes === null ? { fault: 'unreadable' } : readBytes(file.name, new Uint8Array(bytes));
}
