import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_IMPORTED } from '../../../../shared/contracts/discovery.ts';
import { guessMapping, readRows } from '../../../../shared/domain/discovery/import/rows.ts';
import { foreignParts, foreignWorkbook, inlineRows, zipOf } from '../../../../test/support/workbookFile.ts';
import { readWorkbook } from '../../../lib/workbook/read.ts';
import { LIMITS, type NewSheet } from '../../../lib/workbook/workbook.ts';
import { writeWorkbook } from '../../../lib/workbook/write.ts';
import { readBytes } from './readFile.ts';

const AT = new Date('2026-05-01T00:00:00Z');
const HEAD = ['名称', '地址', '类别', '等级', '位置', '序列号'];
const read = (bytes: Uint8Array) => readBytes('清单.xlsx', bytes, readWorkbook);

/** Every row as its number, what it says or what is wrong with it. */
async function rowsOf(bytes: Uint8Array) {
  const file = await read(bytes);
  if ('fault' in file) return file.fault;
  return readRows(file.list.table, guessMapping(file.list.table.header)).map(({ line, host, faults }) => [
    line,
    host === null ? faults.map(({ fault, detail }) => `${fault} ${detail}`).join() : `${host.name} ${host.address} ${host.location}`,
  ]);
}

async function choiceOf(bytes: Uint8Array) {
  const file = await read(bytes);
  return 'fault' in file ? file.fault : file.list.kind === 'xlsx' && file.list.choice;
}

const sheet = (name: string, rows: readonly (readonly string[])[], fillRows = 0): NewSheet => ({
  name,
  columns: (rows[0] ?? []).map((title) => ({ title, width: 12 })),
  rows: rows.slice(1),
  fillRows,
});

describe('a workbook by the library', () => {
  test('rows keep their numbers, each faulty one says why, and nothing that looks like a formula is one', async () => {
    const bytes = await writeWorkbook(
      [
        sheet('设备', [
          HEAD,
          ['核心一', '10.0.0.1', '网络', '核心', '=HYPERLINK("http://x")', '@x'],
          ['', '', '', '', '', ''],
          ['+1-2', '10.0.0.2', '潜艇', '一般', '', ''],
          ['-3', '10.0.0.1', '主机', '一般', '', ''],
        ]),
      ],
      AT,
    );
    expect(await rowsOf(bytes)).toEqual([
      [2, '核心一 10.0.0.1 =HYPERLINK("http://x")'],
      [4, 'class 潜艇'],
      [5, 'duplicate 2'],
    ]);
  });

  test('what is written is read again, whatever the cells hold', { timeout: 60_000 }, async () => {
    const cell = fc
      .string({ unit: fc.constantFrom('a', '=', '+', '-', '@', '<', '&', '"', "'", ',', '\n', '\t', '一', '😀', ' ', '0', '.', '_x0041_') })
      .map((text) => text.trim());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }), async (rows) => {
        const file = await readWorkbook(await writeWorkbook([sheet('一', [['名称', '地址', '位置'], ...rows])], AT));
        if (typeof file === 'string') throw new Error(file);
        const full = rows.map(([a, b, c], at) => [at + 2, a, b, c] as const).filter(([, ...cells]) => cells.some((text) => text !== ''));
        expect(file.sheets[0]?.rows.slice(1).map(({ number, cells }) => [number, ...[0, 1, 2].map((at) => cells[at] ?? '')])).toEqual(
          full.map((row) => [...row]),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('a workbook by another program', () => {
  const head = HEAD.map((_, at) => `<c r="${'ABCDEF'[at]}2" t="s"><v>${at}</v></c>`).join('');
  const strings = HEAD.map((text) =>
    text === '名称' ? '<r><t>名</t></r><r><t>称</t></r><rPh sb="0" eb="1"><t>míng</t></rPh>' : `<t>${text}</t>`,
  );
  const titled = '<row r="1"><c r="A1" t="inlineStr"><is><t>二〇二六年设备清单</t></is></c></row>';

  test('a title above the heads, shared strings, dates and numbers as shown, results of formulas, merged cells, empty rows', async () => {
    const bytes = foreignWorkbook({
      strings,
      formats: [0, 14, 31, 57, 49],
      sheets: [
        {
          name: '清单 & 其他',
          xml: `<sheetData>${titled}<row r="2">${head}</row><row r="3"><c r="F3"/></row>
<row r="5"><c r="A5" s="1"><v>45000</v></c><c r="B5" t="str"><f>CONCATENATE("10.0",".0.1")</f><v>10.0.0.1</v></c><c r="E5" t="inlineStr"><is><t>机房A</t><rPh sb="0" eb="2"><t>jīfáng</t></rPh></is></c><c r="F5"><v>2102350001</v></c></row>
<row r="6"><c r="A6" s="2"><v>45000</v></c><c r="B6" t="inlineStr"><is><t> 10.0.0.2 </t></is></c></row>
<row r="7"><c r="A7" s="3"><v>45000</v></c><c r="B7" t="inlineStr"><is><t>10.0.0.3</t></is></c><c r="E7" t="b"><v>1</v></c></row>
<row r="8"><c r="A8"><v>7.5</v></c><c r="B8" t="inlineStr"><is><t>10.0.0.4</t></is></c><c r="E8"><f>IF(A8=1,1,"")</f><v></v></c></row>
<row r="9"><c r="A9" t="str"><f>"甲"</f><v>甲</v></c><c r="B9" t="inlineStr"><is><t>10.0.0.5</t></is></c><c r="E9" t="str"><f>IF(A9=1,1,"")</f><v></v></c></row>
</sheetData><mergeCells count="2"><mergeCell ref="A1:F1"/><mergeCell ref="E5:E6"/></mergeCells>`,
        },
      ],
    });
    expect(await rowsOf(bytes)).toEqual([
      [5, '2023/3/15 10.0.0.1 机房A'],
      [6, '2023年3月15日 10.0.0.2 机房A'],
      [7, '2023年3月 10.0.0.3 TRUE'],
      [8, 'noValue E8'],
      [9, '甲 10.0.0.5 '],
    ]);
    expect(await choiceOf(bytes)).toEqual({ sheet: '清单 & 其他', headerLine: 2, leftOut: { count: 0, names: [] } });
  });

  test('a cell without a value and a number too long for a spreadsheet are faults where they are taken, and none where not', async () => {
    const row = (number: number, name: string, rest: string) =>
      `<row r="${number}"><c r="A${number}" t="inlineStr"><is><t>${name}</t></is></c>${rest}</row>`;
    const xml = `<sheetData>${row(1, '名称', '<c r="B1" t="inlineStr"><is><t>地址</t></is></c><c r="C1" t="inlineStr"><is><t>序列号</t></is></c><c r="D1" t="inlineStr"><is><t>备注</t></is></c>')}
${row(2, '一', '<c r="B2" t="e"><v>#N/A</v></c>')}${row(3, '二', '<c r="B3"><f>A1</f></c>')}
${row(4, '三', '<c r="B4" t="inlineStr"><is><t>10.0.0.4</t></is></c><c r="C4"><v>2102350001234567890</v></c>')}
${row(5, '四', '<c r="B5" t="inlineStr"><is><t>10.0.0.5</t></is></c><c r="D5" t="e"><v>#REF!</v></c>')}
${row(6, '五', '<c r="B6" t="str"><f>x()</f><v>10.0.0.6</v></c><c r="E6" t="inlineStr"><is><t>多</t></is></c>')}</sheetData>`;
    expect(await rowsOf(foreignWorkbook({ sheets: [{ name: '一', xml }] }))).toEqual([
      [2, 'noValue B2'],
      [3, 'noValue B3'],
      [4, 'digits C4'],
      [5, '四 10.0.0.5 '],
      [6, 'columns 5'],
    ]);
  });

  test('prefixed names, cells without addresses, parts that lead nowhere', async () => {
    const main = 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
    const body = `<x:worksheet ${main} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>名称</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t>IP</x:t></x:is></x:c></x:row><x:row><x:c t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t>10.0.0.1</x:t></x:is></x:c></x:row></x:sheetData><x:hyperlinks><x:hyperlink ref="A1" r:id="rId9"/></x:hyperlinks><x:drawing r:id="rId1"/><x:tableParts count="1"><x:tablePart r:id="rId2"/></x:tableParts></x:worksheet>`;
    const parts = foreignParts({ sheets: [{ name: '一', xml: '' }] }).map((part) =>
      part.path.endsWith('sheet1.xml') ? { ...part, body } : part,
    );
    expect(await rowsOf(zipOf(parts))).toEqual([[2, '甲 10.0.0.1 ']]);
  });

  test('sheets in the order of their tabs, whatever their files are called; a sheet of a chart is named too', async () => {
    const list = (name: string) =>
      inlineRows([
        ['名称', '地址'],
        [name, '10.0.0.1'],
      ]);
    const parts = foreignParts({
      sheets: [
        { name: '后', xml: list('后') },
        { name: '前', xml: list('前') },
      ],
    }).map((part) => ({
      ...part,
      body: part.path.endsWith('workbook.xml')
        ? String(part.body).replace(
            /<sheets>(<sheet .*?>)(<sheet .*?>)<\/sheets>/,
            '<sheets>$2$1<sheet name="图" sheetId="3" r:id="rId7"/></sheets>',
          )
        : part.body,
    }));
    expect(await rowsOf(zipOf(parts))).toEqual([[2, '前 10.0.0.1 ']]);
    expect(await choiceOf(zipOf(parts))).toMatchObject({ sheet: '前', leftOut: { count: 2, names: ['后', '图'] } });
  });

  test('shared texts by any spelling of their part; without them nothing is made up', async () => {
    const xml = `<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="inlineStr"><is><t>10.0.0.1</t></is></c></row></sheetData>`;
    const parts = foreignParts({ sheets: [{ name: '一', xml }], strings: ['<t>名称</t>', '<t>地址</t>', '<t>甲</t>'] });
    const spelt = parts.map((part) => ({ ...part, path: part.path.replace('sharedStrings', 'SharedStrings') }));
    expect(await rowsOf(zipOf(spelt))).toEqual([[2, '甲 10.0.0.1 ']]);
    expect(await rowsOf(zipOf(parts.filter(({ path }) => !path.endsWith('sharedStrings.xml'))))).toBe('brokenWorkbook');
  });

  test('the first visible sheet with known heads is read, and the others are named', async () => {
    const list = inlineRows([
      ['名称', '地址'],
      ['甲', '10.0.0.1'],
    ]);
    const bytes = foreignWorkbook({
      sheets: [
        {
          name: '说明',
          xml: inlineRows([
            ['填写人', '张三'],
            ['日期', '五月'],
          ]),
        },
        { name: '草稿', state: 'hidden', xml: list },
        { name: '设备', xml: list },
        { name: '空', xml: '<sheetData/>' },
        { name: '旧设备', xml: list },
      ],
    });
    expect(await choiceOf(bytes)).toEqual({ sheet: '设备', headerLine: 1, leftOut: { count: 4, names: ['说明', '草稿', '空', '旧设备'] } });
    expect(
      await choiceOf(
        foreignWorkbook({
          sheets: [
            {
              name: '外文',
              xml: inlineRows([
                ['a', 'b'],
                ['1', '2'],
              ]),
            },
          ],
        }),
      ),
    ).toMatchObject({
      sheet: '外文',
      headerLine: 1,
    });
  });
});

describe('what is refused, whole', () => {
  const list = inlineRows([HEAD, ['甲', '10.0.0.1']]);
  const parts = foreignParts({ sheets: [{ name: '一', xml: list }] });
  const changed = (path: string, change: object) => zipOf(parts.map((part) => (part.path.endsWith(path) ? { ...part, ...change } : part)));

  test('a sound one of the same making is taken', async () => {
    expect(await rowsOf(zipOf(parts))).toEqual([[2, '甲 10.0.0.1 ']]);
    expect(await rowsOf(changed('sheet1.xml', { isStored: true }))).toEqual([[2, '甲 10.0.0.1 ']]);
  });

  test('workbooks under a password, of before 2007, other archives', async () => {
    const compound = (name: string) =>
      new Uint8Array(
        Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from(name, 'utf16le'), Buffer.alloc(64)]),
      );
    expect(await rowsOf(compound('EncryptedPackage'))).toBe('lockedWorkbook');
    expect(await rowsOf(compound('Workbook'))).toBe('oldWorkbook');
    expect(await rowsOf(Uint8Array.from([0x09, 0x04, 0x06, 0x00, 0x00, 0x00, 0x10, 0x00]))).toBe('oldWorkbook');
    expect(await rowsOf(changed('sheet1.xml', { isEncrypted: true }))).toBe('lockedWorkbook');
    expect(await rowsOf(zipOf([{ path: 'word/document.xml', body: '<w/>' }]))).toBe('otherArchive');
  });

  test('broken ones: cut at any place, a wrong sum, a wrong size, XML that is none, no table in it', async () => {
    const whole = zipOf(parts);
    for (const part of [0.1, 0.5, 0.9, 0.99]) expect(await rowsOf(whole.slice(0, whole.length * part))).toBe('brokenWorkbook');
    expect(await rowsOf(changed('sheet1.xml', { says: { crc: 1 } }))).toBe('brokenWorkbook');
    expect(await rowsOf(changed('sheet1.xml', { says: { size: 10 } }))).toBe('brokenWorkbook');
    expect(await rowsOf(changed('sheet1.xml', { body: '<worksheet><sheetData><row' }))).toBe('brokenWorkbook');
    expect(await rowsOf(changed('workbook.xml', { body: 'zzz' }))).toBe('brokenWorkbook');
    expect(await rowsOf(foreignWorkbook({ sheets: [{ name: '一', xml: inlineRows([HEAD]) }] }))).toBe('emptyWorkbook');
  });

  test('bombs: a part that unfolds too far and says so or lies, too many parts, rules for millions of cells', async () => {
    const bomb = new Uint8Array(LIMITS.unpackedBytes + 1).fill(0x20);
    expect(await rowsOf(changed('sheet1.xml', { body: bomb }))).toBe('unfolds');
    expect(await rowsOf(changed('sheet1.xml', { body: bomb, says: { size: 10 } }))).toBe('unfolds');
    const crumbs = Array.from({ length: LIMITS.entries }, (_, at) => ({ path: `xl/media/${at}`, body: '' }));
    expect(await rowsOf(zipOf([...parts, ...crumbs]))).toBe('unfolds');
    const merged = (ref: string) =>
      foreignWorkbook({ sheets: [{ name: '一', xml: `${list}<mergeCells><mergeCell ref="${ref}"/></mergeCells>` }] });
    expect(await rowsOf(merged('A3:XFD1048576'))).toBe('unfolds');
    const everywhere = foreignWorkbook({
      sheets: [
        {
          name: '一',
          xml: `<cols><col min="1" max="16384" width="9"/></cols>${list}<dataValidations count="1"><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a"</formula1></dataValidation></dataValidations>`,
        },
      ],
      besideSheets: '<definedNames><definedName name="x">一!$A$1:$XFD$1048576</definedName></definedNames>',
    });
    expect(await rowsOf(everywhere)).toEqual([[2, '甲 10.0.0.1 ']]);
  });

  test('more rows than are looked at', { timeout: 60_000 }, async () => {
    const rows = Array.from({ length: LIMITS.rows + 1 }, (_, at) => `<row r="${at + 1}"><c r="A${at + 1}"><v>1</v></c></row>`);
    expect(await rowsOf(foreignWorkbook({ sheets: [{ name: '一', xml: `<sheetData>${rows.join('')}</sheetData>` }] }))).toBe('manyRows');
  });

  const written = (body: string, beside = '') =>
    foreignWorkbook({ sheets: [{ name: '一', xml: `${list.replace('</sheetData>', `${body}</sheetData>`)}${beside}` }] });
  const alone = (row: number, column: string) => `<row r="${row}"><c r="${column}${row}"><v>1</v></c></row>`;

  test('more columns than are looked at, by one cell in a row; a title merged across all of them is no column', async () => {
    expect(await rowsOf(written(alone(3, 'IV')))).toEqual([
      [2, '甲 10.0.0.1 '],
      [3, expect.stringContaining('columns 256')],
    ]);
    expect(await rowsOf(written(alone(3, 'IW')))).toBe('manyColumns');
    expect(await rowsOf(written(alone(3, 'XFD')))).toBe('manyColumns');
    const titled = written(alone(3, 'A'), '<mergeCells><mergeCell ref="A3:XFD3"/></mergeCells>');
    expect(await rowsOf(titled)).toEqual([
      [2, '甲 10.0.0.1 '],
      [3, expect.stringContaining('columns 256')],
    ]);
  });

  test('more cells than are kept, in few rows', { timeout: 60_000 }, async () => {
    const rows = Array.from({ length: Math.ceil(LIMITS.cells / LIMITS.columns) }, (_, at) => alone(at + 3, 'IV'));
    expect(await rowsOf(written(rows.join('')))).toBe('manyCells');
  });

  test('one long text that many cells share', { timeout: 60_000 }, async () => {
    const shared = (rows: number, columns: readonly string[]) => {
      const cells = (row: number) => columns.map((column) => `<c r="${column}${row}" t="s"><v>0</v></c>`).join('');
      const body = Array.from({ length: rows }, (_, at) => `<row r="${at + 3}">${cells(at + 3)}</row>`).join('');
      const xml = list.replace('</sheetData>', `${body}</sheetData>`);
      return foreignWorkbook({ sheets: [{ name: '一', xml }], strings: [`<t>${'长'.repeat(100_000)}</t>`] });
    };
    const file = await read(shared(1, ['A', 'B', 'C', 'D', 'E', 'F', 'G']));
    if ('fault' in file) throw new Error(file.fault);
    expect(file.list.table.rows[1]?.cells.map((text) => text.length)).toEqual(Array(7).fill(LIMITS.text + 1));
    const faultsWhere = (column: 'serial' | 'address') =>
      readRows(file.list.table, { ...guessMapping(HEAD), name: 6, [column]: 6 })[1]?.faults.map(({ fault }) => fault);
    expect(faultsWhere('serial')).toContain('tooLong');
    expect(faultsWhere('address')).toContain('address');
    expect(await rowsOf(shared(19_000, ['A', 'B', 'C', 'D', 'E', 'F']))).toBe('unfolds');
  });

  test('names longer than a sheet can have are cut, also that of the one that is read', async () => {
    const long = '名'.repeat(40);
    const bytes = foreignWorkbook({
      sheets: [
        { name: `一${long}`, xml: list },
        { name: `二${long}`, xml: list },
      ],
    });
    const short = '名'.repeat(30);
    expect(await choiceOf(bytes)).toEqual({ sheet: `一${short}`, headerLine: 1, leftOut: { count: 1, names: [`二${short}`] } });
  });

  test('whatever byte is changed, it is read or refused and nothing is thrown', { timeout: 60_000 }, async () => {
    const whole = zipOf(parts);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bytes = whole.slice();
        bytes[at] = (bytes[at] ?? 0) ^ change;
        await rowsOf(bytes);
      }),
      { numRuns: 300 },
    );
  });
});

test('at most as many rows may be filled in as are taken at once', () => expect(MAX_IMPORTED).toBeLessThan(LIMITS.rows));
