import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { guessMapping, readRows } from '../../../../shared/domain/discovery/import/rows.ts';
import { lacking } from '../../../../test/protocol/peers.ts';
import { i18n, startI18n } from '../../../i18n/index.ts';
import { readWorkbook } from '../../../lib/workbook/read.ts';
import { writeWorkbook } from '../../../lib/workbook/write.ts';
import { readBytes } from './readFile.ts';
import { templateSheets } from './template.ts';

const PYTHON = '/usr/bin/python3';
const python = (script: string, ...args: string[]): string => execFileSync(PYTHON, ['-c', script, ...args], { encoding: 'utf8' });

const WRITE = `
import datetime, openpyxl, sys
book = openpyxl.Workbook()
sheet = book.active
sheet.title = '设备'
for row in [['二〇二六年清单'], ['名称', '地址', '类别', '等级', '位置', '序列号'],
            ['核心交换机-1', '10.1.0.1', '网络', '核心', '机房A', datetime.date(2026, 11, 27)],
            ['核心交换机-2', '10.1.0.300', '网络', '核心', '机房A', None],
            ['=1+1', '10.1.0.3', '网络', '一般', '机房B', None]]:
    sheet.append(row)
book.create_sheet('说明').append(['x'])
book.save(sys.argv[1])
`;

const FILL_IN = `
import openpyxl, json, sys
book = openpyxl.load_workbook(sys.argv[1])
sheet = book.worksheets[0]
lists = [rule for rule in sheet.data_validations.dataValidation if rule.type == 'list']
print(json.dumps([[cell.value for cell in sheet[1]], sheet.freeze_panes, sheet.auto_filter.ref,
  [[str(rule.sqref), rule.formula1] for rule in lists]]))
classes = lists[0].formula1.strip('"').split(',')
sheet['A2'], sheet['B2'], sheet['C2'] = '汇聚交换机', '10.2.0.1', classes[0]
sheet['A3'], sheet['B3'] = '没有地址', None
book.save(sys.argv[2])
`;

const lack = lacking('workbooks of openpyxl', { programs: [PYTHON], try: () => void python('import openpyxl') });

describe.skipIf(lack !== null)('a workbook of a real foreign program', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'noc-workbook-'));
    startI18n();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function rowsIn(path: string) {
    const file = await readBytes('清单.xlsx', readFileSync(path), readWorkbook as never);
    if ('fault' in file) return file.fault;
    const rows = readRows(file.list.table, guessMapping(file.list.table.header));
    return rows.map(({ line, host, faults }) => [line, host?.name ?? null, faults.map(({ fault }) => fault)]);
  }

  test('is read below its title, with its dates as shown and a cell without a value told', async () => {
    const path = join(folder, 'list.xlsx');
    python(WRITE, path);
    expect(await rowsIn(path)).toEqual([
      [3, '核心交换机-1', []],
      [4, null, ['address']],
      [5, null, [expect.any(String)]],
    ]);
    const file = await readBytes('清单.xlsx', readFileSync(path), readWorkbook as never);
    expect('list' in file && file.list.table.rows[0]?.cells[5]).toBe('2026-11-27');
  });

  test('the template opens there with its head, filter and choices, and comes back filled in', async () => {
    const [empty, filled] = [join(folder, 'template.xlsx'), join(folder, 'filled.xlsx')];
    const t = i18n.getFixedT<['discovery', 'terms']>('zh-CN', ['discovery', 'terms']);
    writeFileSync(empty, await writeWorkbook(templateSheets(t), new Date('2026-05-01T00:00:00Z')));
    const [head, frozen, filter, choices] = JSON.parse(python(FILL_IN, empty, filled));
    expect([head.slice(0, 2), frozen, filter]).toEqual([
      [t('discovery:import.column.name'), t('discovery:import.column.address')],
      'A2',
      'A1:H1',
    ]);
    expect(choices.map(([place]: [string]) => place)).toEqual(['C2:C2001', 'D2:D2001']);
    expect(choices[0][1]).toContain(t('terms:class.RC1'));
    expect(await rowsIn(filled)).toEqual([
      [2, '汇聚交换机', []],
      [3, null, [expect.any(String)]],
    ]);
  });
});
