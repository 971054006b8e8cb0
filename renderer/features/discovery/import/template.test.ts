import { expect, test } from 'vitest';
import { MAX_IMPORTED } from '../../../../shared/contracts/discovery.ts';
import { guessMapping, readRows } from '../../../../shared/domain/discovery/import/rows.ts';
import { IMPORTANCES, RESOURCE_CLASSES } from '../../../../shared/domain/inventory/resource.ts';
import { i18n, startI18n } from '../../../i18n/index.ts';
import { readWorkbook } from '../../../lib/workbook/read.ts';
import { unpack } from '../../../lib/workbook/unpack.ts';
import { writeWorkbook } from '../../../lib/workbook/write.ts';
import { readBytes } from './readFile.ts';
import { templateSheets } from './template.ts';

startI18n();
const t = i18n.getFixedT<['discovery', 'terms']>('zh-CN', ['discovery', 'terms']);
const AT = new Date('2026-05-01T00:00:00Z');
const sheets = templateSheets(t);
const filled = (rows: readonly (readonly string[])[]) =>
  writeWorkbook(
    sheets.map((sheet, at) => (at === 0 ? { ...sheet, rows } : sheet)),
    AT,
  );

async function listXml(): Promise<string> {
  const parts = await unpack(await writeWorkbook(sheets, AT));
  return typeof parts === 'string' ? parts : new TextDecoder().decode(parts.get('xl/worksheets/sheet1.xml'));
}

test('filled in with every word its lists offer, it is taken whole; its examples are none of it', async () => {
  const rows = RESOURCE_CLASSES.flatMap((resourceClass, a) =>
    IMPORTANCES.map((importance, b) => [
      `=设备${a}${b}`,
      `10.0.${a}.${b}`,
      t(`terms:class.${resourceClass}`),
      t(`terms:importance.${importance}`),
      '@域',
      '+位置',
      '-型号',
      '2102350001234567890',
    ]),
  );
  const file = await readBytes('模板.xlsx', await filled(rows), readWorkbook);
  if ('fault' in file) throw new Error(file.fault);
  const read = readRows(file.list.table, guessMapping(file.list.table.header));
  expect(read.map(({ host }) => host && Object.values(host))).toEqual(
    RESOURCE_CLASSES.flatMap((resourceClass, a) =>
      IMPORTANCES.map((importance, b) => [
        `=设备${a}${b}`,
        `10.0.${a}.${b}`,
        resourceClass,
        importance,
        '@域',
        '+位置',
        '-型号',
        '2102350001234567890',
      ]),
    ),
  );
  expect(file.list).toMatchObject({
    kind: 'xlsx',
    choice: { sheet: '设备清单', headerLine: 1, leftOut: { count: 1, names: ['填写说明'] } },
  });
});

test('as it is saved it holds no host, which is told', async () => {
  expect(await readBytes('模板.xlsx', await writeWorkbook(sheets, AT), readWorkbook)).toEqual({ fault: 'emptyWorkbook' });
});

test('heads stay in sight and can be filtered, the columns are text, two of them offer their words, and nothing is computed', async () => {
  const xml = await listXml();
  expect(xml).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/);
  expect(xml).toContain('<autoFilter ref="A1:H1"/>');
  const lists = [...xml.matchAll(/<dataValidation type="list"([^>]*)><formula1>([^<]*)<\/formula1>/g)];
  expect(lists.map(([, attributes = '', list]) => [/sqref="([^"]*)"/.exec(attributes)?.[1], list?.replaceAll('&quot;', '"')])).toEqual([
    [`C2:C${MAX_IMPORTED + 1}`, '"机房,网络,主机,存储,支撑软件,环境,信息资源,应用功能,应用性能,安全系统"'],
    [`D2:D${MAX_IMPORTED + 1}`, `"${IMPORTANCES.map((name) => t(`terms:importance.${name}`)).join(',')}"`],
  ]);
  // A spreadsheet takes a list of at most 255 characters.
  expect(lists.every(([, , list = '']) => list.length < 255)).toBe(true);
  expect(xml).not.toMatch(/<f[ >/]/);
  const parts = await unpack(await writeWorkbook(sheets, AT));
  expect(typeof parts === 'string' ? parts : new TextDecoder().decode(parts.get('xl/styles.xml'))).toContain('numFmtId="49"');
});
