import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of an archive; `says` overrides what its headers claim. */
export interface Entry {
  readonly path: string;
  readonly body: string | Uint8Array;
  readonly isStored?: boolean;
  readonly isEncrypted?: boolean;
  readonly says?: { readonly size?: number; readonly crc?: number };
}

function headers({ path, body, isStored = false, isEncrypted = false, says = {} }: Entry, offset: number) {
  const plain = Buffer.from(body as Uint8Array);
  const packed = isStored ? plain : deflateRawSync(plain);
  const name = Buffer.from(path, 'utf8');
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(isEncrypted ? 0x0801 : 0x0800, 2);
  common.writeUInt16LE(isStored ? 0 : 8, 4);
  common.writeUInt16LE(0x5821, 8);
  common.writeUInt32LE(says.crc ?? crc32(plain), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(says.size ?? plain.length, 18);
  common.writeUInt16LE(name.length, 22);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(offset, 10);
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, name, packed]);
  return { local, central: Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), common, tail, name]) };
}

/** An archive as any program of the last thirty years writes it; made by no library. */
export function zipOf(entries: readonly Entry[]): Uint8Array<ArrayBuffer> {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { local, central } = headers(entry, offset);
    locals.push(local);
    centrals.push(central);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...locals, directory, end]));
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export interface ForeignSheet {
  readonly name: string;
  readonly state?: 'hidden' | 'veryHidden';
  /** What stands inside of <worksheet>. */
  readonly xml: string;
}

export interface ForeignWorkbook {
  readonly sheets: readonly ForeignSheet[];
  readonly strings?: readonly string[];
  /** Numbers of formats, one style each, in order. */
  readonly formats?: readonly number[];
  readonly besideSheets?: string;
  readonly more?: readonly Entry[];
}

/** The parts of a workbook that was written by hand after ECMA-376. */
export function foreignParts({ sheets, strings, formats, besideSheets = '', more = [] }: ForeignWorkbook): readonly Entry[] {
  const list = sheets.map(
    ({ name, state }, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}"${state ? ` state="${state}"` : ''} r:id="rId${at + 1}"/>`,
  );
  const links = [
    ...sheets.map((_, at) => ['worksheet', `worksheets/sheet${at + 1}.xml`]),
    ...(strings ? [['sharedStrings', 'sharedStrings.xml']] : []),
    ...(formats ? [['styles', 'styles.xml']] : []),
  ].map(([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`);
  const parts: readonly (readonly [string, string])[] = [
    ['[Content_Types].xml', `<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`],
    ['xl/workbook.xml', `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${list.join('')}</sheets>${besideSheets}</workbook>`],
    ['xl/_rels/workbook.xml.rels', `<Relationships xmlns="${PACKAGE}/relationships">${links.join('')}</Relationships>`],
    ...sheets.map(
      ({ xml }, at) => [`xl/worksheets/sheet${at + 1}.xml`, `<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}">${xml}</worksheet>`] as const,
    ),
    ...(strings
      ? [['xl/sharedStrings.xml', `<sst xmlns="${MAIN}">${strings.map((text) => `<si>${text}</si>`).join('')}</sst>`] as const]
      : []),
    ...(formats
      ? [
          [
            'xl/styles.xml',
            `<styleSheet xmlns="${MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${formats.length}">${formats.map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></styleSheet>`,
          ] as const,
        ]
      : []),
  ];
  return [...parts.map(([path, body]) => ({ path, body: XML + body })), ...more];
}

/** A workbook by no library. */
export const foreignWorkbook = (workbook: ForeignWorkbook): Uint8Array<ArrayBuffer> => zipOf(foreignParts(workbook));

const letter = (column: number): string => String.fromCharCode(65 + column);

/** Rows of a sheet with their texts in the cells; null leaves a row or a cell out. */
export function inlineRows(rows: readonly (readonly (string | null)[] | null)[]): string {
  const cells = (row: readonly (string | null)[], number: number) =>
    row.map((text, at) =>
      text === null ? '' : `<c r="${letter(at)}${number}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`,
    );
  const list = rows.map((row, at) => (row === null ? '' : `<row r="${at + 1}">${cells(row, at + 1).join('')}</row>`));
  return `<sheetData>${list.join('')}</sheetData>`;
}
