import { type ReadList, readJsonList } from '../../../../shared/domain/discovery/import/foreign.ts';
import { readList } from '../../../../shared/domain/discovery/import/read.ts';

export const MAX_BYTES = 5 * 1024 * 1024;

export type Encoding = 'utf-8' | 'gb18030' | 'utf-16';

export interface FileList {
  readonly name: string;
  readonly encoding: Encoding;
  readonly list: ReadList;
}

/** Why a file gives no list. */
export type FileFault = 'tooBig' | 'xlsx' | 'unreadable';

const ZIP = [0x50, 0x4b, 0x03, 0x04];

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

/** Reads a list from the bytes of a file. */
export async function readBytes(name: string, bytes: Uint8Array): Promise<FileList | { readonly fault: FileFault }> {
  if (bytes.byteLength > MAX_BYTES) return { fault: 'tooBig' };
  if (ZIP.every((byte, index) => bytes[index] === byte)) return { fault: 'xlsx' };
  const { text, encoding } = decodeText(bytes);
  const list = ZABBIX_YAML.test(text) ? await readYaml(text) : readList(text);
  return list === null ? { fault: 'unreadable' } : { name, encoding, list };
}
