import { expect, test } from 'vitest';
import { MOST_COLUMNS } from '../../../../shared/domain/discovery/import/csv.ts';
import { guessMapping, readRows } from '../../../../shared/domain/discovery/import/rows.ts';
import { readBytes } from './readFile.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
/** `名称,地址` / `核心,10.0.0.1` in GB18030. */
const GB18030 = Uint8Array.from([
  0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xb5, 0xd8, 0xd6, 0xb7, 0x0d, 0x0a, 0xba, 0xcb, 0xd0, 0xc4, 0x2c, 0x31, 0x30, 0x2e, 0x30, 0x2e, 0x30, 0x2e,
  0x31, 0x0d, 0x0a,
]);
const hostsOf = async (bytes: Uint8Array) => {
  const read = await readBytes('list.csv', bytes);
  if ('fault' in read) return read.fault;
  return [
    read.encoding,
    ...readRows(read.list.table, guessMapping(read.list.table.header)).map(({ host }) => `${host?.name} ${host?.address}`),
  ];
};

test('UTF-8 with and without its mark, GB18030 as Chinese spreadsheets save it, UTF-16 by its mark', async () => {
  const text = '名称,地址\r\n核心,10.0.0.1\r\n';
  expect(await hostsOf(utf8(text))).toEqual(['utf-8', '核心 10.0.0.1']);
  expect(await hostsOf(utf8(`\uFEFF${text}`))).toEqual(['utf-8', '核心 10.0.0.1']);
  expect(await hostsOf(GB18030)).toEqual(['gb18030', '核心 10.0.0.1']);
  const wide = Uint8Array.from([
    0xff,
    0xfe,
    ...[...text].flatMap((character) => [character.charCodeAt(0) & 0xff, character.charCodeAt(0) >> 8]),
  ]);
  expect(await hostsOf(wide)).toEqual(['utf-16', '核心 10.0.0.1']);
});

test('what is no list says why', async () => {
  expect(await hostsOf(utf8('just words'))).toBe('unreadable');
  expect(await hostsOf(new Uint8Array(6 * 1024 * 1024))).toBe('tooBig');
});

test('a head of more columns than are looked at', async () => {
  const table = (columns: number) => utf8(`名称,地址${',备注'.repeat(columns - 2)}\n核心,10.0.0.1${',x'.repeat(columns - 2)}\n`);
  expect(await hostsOf(table(MOST_COLUMNS))).toEqual(['utf-8', '核心 10.0.0.1']);
  expect(await hostsOf(table(MOST_COLUMNS + 1))).toBe('manyColumns');
});

test('hosts of a Zabbix export in YAML; a broken one and one that unfolds without end are none', async () => {
  const text = `zabbix_export:
  version: '7.0'
  hosts:
    - host: sw-core-1
      name: 核心交换机一
      groups:
        - name: 沅州市
      interfaces:
        - type: SNMP
          ip: 10.0.0.9
`;
  expect(await hostsOf(utf8(text))).toEqual(['utf-8', '核心交换机一 10.0.0.9']);
  expect(await hostsOf(utf8('zabbix_export:\n  hosts: [a: b: c'))).toBe('unreadable');
  const bomb = Array.from({ length: 20 }, (_, at) => `  a${at + 1}: &a${at + 1} [*a${at}, *a${at}]`).join('\n');
  expect(await hostsOf(utf8(`zabbix_export:\n  a0: &a0 [x]\n${bomb}\n`))).toBe('unreadable');
});
