import { expect, test } from 'vitest';
import { markup, words } from '../../../testing/markup.tsx';
import { FileRead } from './FileRead.tsx';

const shown = (count: number, names: readonly string[]) =>
  words(
    markup(
      <FileRead
        file={{
          name: '清单.xlsx',
          encoding: null,
          list: { kind: 'xlsx', table: { header: [], rows: [] }, choice: { sheet: '设备', headerLine: 1, leftOut: { count, names } } },
        }}
        rows={2}
      />,
    ),
  );

test('sheets that are not read are named, those past the tenth only counted', () => {
  expect(shown(0, [])).not.toContain('不读取');
  expect(shown(2, ['甲', '乙'])).toMatch(/另有 2 张工作表不读取：甲、乙$/);
  expect(shown(5000, ['甲', '乙'])).toMatch(/另有 5,?000 张工作表不读取：甲、乙 等$/);
});
