import { parseTable } from './csv.ts';
import { type ReadList, readJsonList, readXmlList } from './foreign.ts';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads a list whoever made it: by what it begins with, not by the name of its file. Null where nothing is known that looks so. */
export function readList(source: string): ReadList | null {
  const text = source.replace(/^\uFEFF/, '');
  const start = text.trimStart()[0];
  if (start === '{' || start === '[') return readJsonList(parsed(text));
  if (start === '<') return readXmlList(text);
  const table = parseTable(text);
  return table.header.length < 2 || table.rows.length === 0 ? null : { kind: 'csv', table };
}
