import { describe, expect, test } from 'vitest';
import { cellsAsShown, kindOfBytes, mergedCells, sharesTexts, sheetNames, withChineseFormats, withoutNames } from './ooxml.ts';
import { guessMapping, readRows } from './rows.ts';
import { type Sheet, tableOfSheets } from './sheet.ts';

const sheet = (name: string, rows: readonly (readonly string[])[], first = 1, isHidden = false): Sheet => ({
  name,
  isHidden,
  rows: rows.map((cells, at) => ({ number: first + at, cells, flaws: [] })),
});
const choose = (...sheets: readonly Sheet[]) =>
  tableOfSheets(
    sheets,
    sheets.map(({ name }) => name),
  );
const LIST = [
  ['名称', '地址'],
  ['甲', '10.0.0.1'],
];

describe('the table of a workbook', () => {
  test('heads may stand below a title, short rows are as long as the heads, longer ones stay so', () => {
    const found = choose(sheet('一', [['二〇二六年'], ['名称', '地址', '类别'], ['甲', '10.0.0.1'], ['乙', '10.0.0.2', '', '备注']], 3));
    expect(found?.choice).toEqual({ sheet: '一', headerLine: 4, leftOut: { count: 0, names: [] } });
    expect(found?.table.rows.map(({ line, cells }) => [line, ...cells])).toEqual([
      [5, '甲', '10.0.0.1', ''],
      [6, '乙', '10.0.0.2', '', '备注'],
    ]);
  });

  test('heads are looked for in the first twenty rows that hold something', () => {
    const notes = Array.from({ length: 19 }, (_, at) => [`说明 ${at}`]);
    expect(choose(sheet('一', [...notes, ...LIST]))?.choice.headerLine).toBe(20);
    expect(choose(sheet('一', [...notes, ['又一行'], ...LIST, ['乙', '10.0.0.2']]))?.table.header).toEqual(['名称', '地址']);
    expect(choose(sheet('一', [...notes, ['又', '一行'], ...LIST]))?.table.header).toEqual(['又', '一行']);
  });

  test('an empty list is not replaced by another sheet, a full one behind it is taken, hidden sheets are not', () => {
    const other = sheet('说明', [
      ['列', '写法'],
      ['地址', '一个'],
    ]);
    const empty = sheet('空', [['名称', '地址']]);
    expect(choose(empty, other)).toBeNull();
    expect(choose(empty, other, sheet('满', LIST))?.choice).toEqual({
      sheet: '满',
      headerLine: 1,
      leftOut: { count: 2, names: ['空', '说明'] },
    });
    expect(choose(sheet('藏', LIST, 1, true))).toBeNull();
    expect(choose()).toBeNull();
  });

  test('of many sheets besides it ten are named and all are counted', () => {
    const names = Array.from({ length: 5000 }, (_, at) => String(at));
    const found = tableOfSheets([sheet('一', LIST)], ['一', ...names]);
    expect(found?.choice.leftOut).toEqual({ count: 5000, names: names.slice(0, 10) });
  });

  test('a flaw counts where its column is taken', () => {
    const rows = [
      { number: 1, cells: ['名称', '地址', '备注'], flaws: [] },
      {
        number: 2,
        cells: ['甲', '10.0.0.1'],
        flaws: [
          { column: 2, flaw: 'noValue', cell: 'C2' },
          { column: 3, flaw: 'digits', cell: 'D2' },
        ],
      },
      { number: 3, cells: ['乙'], flaws: [{ column: 1, flaw: 'noValue', cell: 'B3' }] },
    ] as const;
    const table = tableOfSheets([{ name: '一', isHidden: false, rows }], ['一'])?.table ?? { header: [], rows: [] };
    const faults = (mapping = guessMapping(table.header)) =>
      readRows(table, mapping).map((row) => row.faults.map(({ fault, detail }) => `${fault} ${detail}`));
    expect(faults()).toEqual([[], ['noValue B3']]);
    expect(faults({ ...guessMapping(table.header), location: 2 })).toEqual([['noValue C2'], ['noValue B3']]);
  });
});

describe('parts of a workbook', () => {
  test('Chinese formats are written out beside those of the file, which stay', () => {
    const own = '<styleSheet><numFmts count="1"><numFmt numFmtId="31" formatCode="yy"/></numFmts><cellXfs/></styleSheet>';
    expect(withChineseFormats(own)).toContain('<numFmt numFmtId="31" formatCode="yy"/>');
    expect(withChineseFormats(own).match(/numFmtId="31"/g)).toHaveLength(1);
    expect(withChineseFormats(own)).toContain('numFmtId="57" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"');
    expect(withChineseFormats('<x:styleSheet a="b"><x:fonts/></x:styleSheet>')).toMatch(
      /^<x:styleSheet a="b"><x:numFmts><x:numFmt .*\/><\/x:numFmts><x:fonts\/><\/x:styleSheet>$/,
    );
    expect(withChineseFormats('<styleSheet><numFmts count="0"/></styleSheet>').match(/<numFmts/g)).toHaveLength(1);
    expect(withChineseFormats('zzz')).toBe('zzz');
  });

  test('names of ranges go, names of sheets are read', () => {
    const workbook =
      '<x:workbook><x:sheets><x:sheet sheetId="1" name="甲 &amp; &quot;乙&quot;"/></x:sheets><x:definedNames><x:definedName name="a">b</x:definedName></x:definedNames><x:calcPr/></x:workbook>';
    expect(sheetNames(workbook)).toEqual(['甲 & "乙"']);
    expect(sheetNames(`<sheet name="${'名'.repeat(1000)}"/>`)).toEqual(['名'.repeat(31)]);
    expect(withoutNames(workbook)).toMatch(/<\/x:sheets><x:calcPr\/>/);
  });

  test('merged cells are counted without being walked through', () => {
    expect(mergedCells('<mergeCells><mergeCell ref="A1:B3"/><x:mergeCell ref="$C$1:$C$4"/></mergeCells>')).toBe(10);
    expect(mergedCells('<mergeCell ref="A1:XFD1048576"/>')).toBe(16_384 * 1_048_576);
  });

  test('a formula with an empty result is an empty cell, one without a result stays, and how a text is spoken goes', () => {
    const kept = '<c r="A1"><f>A2</f></c><c r="A2" t="str"><f>B</f><v>x</v></c>';
    expect(cellsAsShown(`${kept}<c r="A3" t="str"><f>IF(A1,"")</f><v></v></c><c r="A4" s="2" t="str"><f t="shared" si="0"/><v/></c>`)).toBe(
      `${kept}<c r="A3" t="str"></c><c r="A4" s="2" t="str"></c>`,
    );
    expect(cellsAsShown('<is><t>东京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></is>')).toBe('<is><t>东京</t></is>');
    const coloured = '<row r="1" s="1"><c r="A1" s="1"/><c r="B1"><v>1</v></c></row><row r="2"><c r="A2" s="1"/> </row><row r="3" s="1"/>';
    expect(cellsAsShown(coloured)).toBe('<row r="1" s="1"><c r="B1"><v>1</v></c></row>');
    for (const whole of ['<row r="1"><c s="1"/><c><v>1</v></c></row>', '<row r="1"/><row><c r="A2"><v>1</v></c></row>'])
      expect(cellsAsShown(whole)).toBe(whole);
    expect([sharesTexts('<c r="A1" t="s"><v>0</v></c>'), sharesTexts('<c r="A1" t="str"/>')]).toEqual([true, false]);
  });

  test('a file is known by its first bytes, not by its name', () => {
    const old = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    const name = [...'EncryptedPackage'].flatMap((letter) => [letter.charCodeAt(0), 0]);
    const kinds = [[0x50, 0x4b, 3, 4], old, [...old, 0, ...name], [9, 8, 16, 0, 0, 6], [9, 0x61, 9, 0x62], [0x50, 0x4b], []];
    expect(kinds.map((bytes) => kindOfBytes(Uint8Array.from(bytes)))).toEqual([
      'archive',
      'oldWorkbook',
      'lockedWorkbook',
      'oldWorkbook',
      null,
      null,
      null,
    ]);
  });
});
