import { decodeEntities } from './xml.ts';

/** Formats whose numbers every spreadsheet knows and no file explains, as a Chinese one shows them (ECMA-376 part 1, 18.8.30). */
const CHINESE_FORMATS: Readonly<Record<number, string>> = {
  14: 'yyyy/m/d',
  22: 'yyyy/m/d h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
};

const FORMAT_LIST = /<((?:\w+:)?)numFmts\b[^>]*>([\s\S]*?)<\/\1numFmts>|<((?:\w+:)?)numFmts\b[^>]*\/>/;
const STYLE_SHEET = /<((?:\w+:)?)styleSheet\b[^>]*>/;

/** The styles of a workbook with the Chinese formats written out. A format that the file itself explains stays as it is. */
export function withChineseFormats(styles: string): string {
  const own = FORMAT_LIST.exec(styles);
  const root = STYLE_SHEET.exec(styles);
  if (root === null) return styles;
  const prefix = root[1] ?? '';
  const explained = new Set([...(own?.[2] ?? '').matchAll(/\bnumFmtId="(\d+)"/g)].map(([, id]) => Number(id)));
  const added = Object.entries(CHINESE_FORMATS)
    .filter(([id]) => !explained.has(Number(id)))
    .map(([id, code]) => `<${prefix}numFmt numFmtId="${id}" formatCode="${code.replaceAll('"', '&quot;')}"/>`);
  const list = `<${prefix}numFmts>${own?.[2] ?? ''}${added.join('')}</${prefix}numFmts>`;
  return own === null ? styles.replace(root[0], () => root[0] + list) : styles.replace(own[0], () => list);
}

/** A workbook without its names of ranges: one name can stand for every cell there is. */
export function withoutNames(workbook: string): string {
  return workbook.replaceAll(/<((?:\w+:)?)definedNames\b[^>]*>[\s\S]*?<\/\1definedNames>/g, '');
}

/** A formula whose result is an empty text, which is not one without a result. */
const EMPTY_RESULT =
  /(<((?:\w+:)?)c\s[^>]*?\bt="str"[^>]*>)\s*<\2f\b(?:[^>]*\/>|[^>]*>[^<]*<\/\2f>)\s*(?:<\2v\s*\/>|<\2v>\s*<\/\2v>)?\s*(?=<\/\2c>)/g;
const PHONETICS = /<((?:\w+:)?)rPh\b[^>]*>[\s\S]*?<\/\1rPh>/g;

/** Cells and rows that are coloured and hold nothing: whole columns of them are common, and reading them is most of the work. */
const EMPTY_CELLS = /<((?:\w+:)?)c\s[^>]*\/>/g;
const EMPTY_ROWS = /<((?:\w+:)?)row\s(?:[^>]*\/>|[^>]*>\s*<\/\1row>)/g;
/** Where one row or cell stands is told by those before it, so that none may be left out. */
const WITHOUT_ADDRESS = /<(?:\w+:)?(?:row|c)(?=[\s/>])(?![^>]*\sr=")/;

/** A sheet of which every reader shows what a spreadsheet shows: empty texts are empty cells, and how a text is spoken is no part of it. */
export function cellsAsShown(sheet: string): string {
  const shown = sheet.replaceAll(EMPTY_RESULT, '$1').replaceAll(PHONETICS, '');
  return WITHOUT_ADDRESS.test(shown) ? shown : shown.replaceAll(EMPTY_CELLS, '').replaceAll(EMPTY_ROWS, '');
}

/** True when cells of a sheet say their text by its place in the list of shared texts. */
export const sharesTexts = (sheet: string): boolean => /<(?:\w+:)?c\s[^>]*?\bt="s"/.test(sheet);

/** Spreadsheets allow no longer name. */
const LONGEST_NAME = 31;

/** A name of a sheet as long as one can be. */
export const sheetName = (name: string): string => name.slice(0, LONGEST_NAME);

/** The names of all sheets of a workbook, in its order. */
export function sheetNames(workbook: string): readonly string[] {
  return [...workbook.matchAll(/<(?:\w+:)?sheet\s[^>]*?\bname="([^"]*)"/g)].map(([, name = '']) => sheetName(decodeEntities(name)));
}

const columnNumber = (letters: string): number => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

/** How many cells of a sheet lie in merged ranges. */
export function mergedCells(sheet: string): number {
  const ranges = sheet.matchAll(/<(?:\w+:)?mergeCell\s[^>]*?\bref="\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)"/g);
  return [...ranges].reduce((sum, [, left = '', top, right = '', bottom]) => {
    const width = Math.abs(columnNumber(right) - columnNumber(left)) + 1;
    return sum + width * (Math.abs(Number(bottom) - Number(top)) + 1);
  }, 0);
}

const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
/** What a workbook under a password holds, as the names in a compound file are written. */
const ENCRYPTED = [...'EncryptedPackage'].flatMap((letter) => [letter.charCodeAt(0), 0]);

const beginsWith = (bytes: Uint8Array, start: readonly number[], at = 0): boolean =>
  start.every((byte, index) => bytes[at + index] === byte);

/** A record BOF of the workbooks before compound files (BIFF2 to BIFF5). */
const isOldStream = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x09 && [0x00, 0x02, 0x04, 0x08].includes(bytes[1] ?? -1) && bytes[3] === 0x00 && (bytes[2] ?? 0) <= 0x10;

function holds(bytes: Uint8Array, wanted: readonly number[]): boolean {
  for (let at = bytes.indexOf(wanted[0] ?? 0); at >= 0; at = bytes.indexOf(wanted[0] ?? 0, at + 1))
    if (beginsWith(bytes, wanted, at)) return true;
  return false;
}

/** What a file is by its first bytes: an archive (as .xlsx is), a workbook under a password, one of before 2007, or none of them. */
export function kindOfBytes(bytes: Uint8Array): 'archive' | 'lockedWorkbook' | 'oldWorkbook' | null {
  if (beginsWith(bytes, ZIP)) return 'archive';
  if (beginsWith(bytes, COMPOUND_FILE)) return holds(bytes, ENCRYPTED) ? 'lockedWorkbook' : 'oldWorkbook';
  return isOldStream(bytes) ? 'oldWorkbook' : null;
}
