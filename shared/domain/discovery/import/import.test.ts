import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTable } from './csv.ts';
import { readList } from './read.ts';
import { classOfWord, guessMapping, readRows } from './rows.ts';
import { parseXml } from './xml.ts';

const hosts = (text: string) => {
  const list = readList(text);
  return list === null ? null : readRows(list.table, guessMapping(list.table.header));
};

describe('tables', () => {
  test('quotes, delimiters in them, line ends of both kinds, empty lines, a byte order mark', () => {
    const { header, rows } = parseTable('\uFEFF名称;IP 地址\r\n"核心;一";10.0.0.1\r\n\r\n"引""号\n两行";10.0.0.2\r\n');
    expect(header).toEqual(['名称', 'IP 地址']);
    expect(rows.map(({ line, cells }) => [line, ...cells])).toEqual([
      [2, '核心;一', '10.0.0.1'],
      [4, '引"号\n两行', '10.0.0.2'],
    ]);
    expect(parseTable('a\tb\tc\n1\t2,3\t4').rows[0]?.cells).toEqual(['1', '2,3', '4']);
  });

  test('a quote that never ends is told at its row', () => {
    expect(hosts('名称,地址\n好,10.0.0.1\n"坏,10.0.0.2')?.map(({ line, faults }) => [line, faults.map(({ fault }) => fault)])).toEqual([
      [2, []],
      [3, ['quote', 'noAddress']],
    ]);
  });

  test('what is written as a table is read again, whatever the cells hold', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '一', ';', '\t', ' ') }).map((text) => text.trim());
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }), (rows) => {
        const text = ['h1,h2', ...rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(','))].join('\r\n');
        expect(parseTable(text).rows.map(({ cells }) => [...cells])).toEqual(
          rows.filter((row) => row.some((value) => value !== '')).map((row) => [...row]),
        );
      }),
    );
  });
});

describe('rows', () => {
  test('columns are known by Chinese and English heads', () => {
    expect(guessMapping(['设备名称', '管理 IP', '设备类型', '重要等级', '机房', 'SN'])).toEqual({
      name: 0,
      address: 1,
      resourceClass: 2,
      importance: 3,
      domain: null,
      location: 4,
      model: null,
      serial: 5,
    });
    expect(guessMapping(['hostname', 'hardware'])).toMatchObject({ name: 0, address: 0, model: 1 });
  });

  test('each broken row says what is wrong, the others are hosts', () => {
    const text = [
      '名称,地址,类别,等级',
      '核心交换机,10.0.0.1,网络,核心',
      ',10.0.0.2,主机,一般',
      '没有地址,,主机,一般',
      '坏地址,10.0.0.1/24,主机,一般',
      '坏类别,10.0.0.3,潜艇,一般',
      '坏等级,10.0.0.4,主机,顶级',
      '多一列,10.0.0.5,主机,一般,多',
      '重复,10.0.0.1,主机,一般',
      `${'长'.repeat(101)},10.0.0.6,主机,一般`,
      '有空,10.0.0.7,,',
    ].join('\n');
    const rows = hosts(text) ?? [];
    expect(rows.map(({ line, faults }) => [line, faults.map(({ fault, detail }) => `${fault} ${detail}`).join()])).toEqual([
      [2, ''],
      [3, 'noName '],
      [4, 'noAddress '],
      [5, 'address 10.0.0.1/24'],
      [6, 'class 潜艇'],
      [7, 'importance 顶级'],
      [8, 'columns 5'],
      [9, 'duplicate 2'],
      [10, `tooLong ${'长'.repeat(20)}…`],
      [11, ''],
    ]);
    expect(rows[0]?.host).toMatchObject({ name: '核心交换机', address: '10.0.0.1', resourceClass: 'RC2', importance: 'core' });
    expect(rows[9]?.host).toMatchObject({ resourceClass: null, importance: 'general' });
  });

  test('classes by number, by name and by what other systems call them', () => {
    expect(['RC4', '防火墙', 'server', 'network', 'x'].map(classOfWord)).toEqual(['RC4', 'RC10', 'RC3', 'RC2', null]);
  });
});

describe('lists of other systems', () => {
  const zabbix = {
    host: 'sw-core-1',
    name: '核心交换机一',
    groups: [{ name: '沅州市' }],
    interfaces: [
      { ip: '10.0.0.8', useip: 'YES' },
      { type: 'SNMP', ip: '10.0.0.9', port: '161' },
    ],
    inventory: { location: '机房A', serialno_a: '2102A', model: 'S6850' },
  };

  test('hosts of a Zabbix export in JSON, asked where Zabbix asks them', () => {
    const rows = hosts(
      JSON.stringify({
        zabbix_export: { version: '7.0', hosts: [zabbix, { host: 'db-1', interfaces: [{ useip: 'NO', dns: 'db.example' }] }] },
      }),
    );
    expect(rows?.map(({ host }) => host)).toEqual([
      expect.objectContaining({
        name: '核心交换机一',
        address: '10.0.0.9',
        domain: '沅州市',
        location: '机房A',
        model: 'S6850',
        serial: '2102A',
      }),
      expect.objectContaining({ name: 'db-1', address: 'db.example' }),
    ]);
  });

  test('the same in XML, with entities; a document type is refused', () => {
    const xml = `<?xml version="1.0" encoding="UTF-8"?>
<zabbix_export><version>6.0</version><hosts><host><host>a&amp;b</host><name><![CDATA[核心<一>]]></name>
<groups><group><name>沅州市</name></group></groups><interfaces><interface><type>SNMP</type><ip>10.0.0.9</ip></interface></interfaces>
<inventory><location>机房&#65;</location></inventory></host><host><host>b</host><interfaces/></host></hosts></zabbix_export>`;
    expect(hosts(xml)?.map(({ values, faults }) => [values.name, values.address, values.domain, values.location, faults.length])).toEqual([
      ['核心<一>', '10.0.0.9', '沅州市', '机房A', 0],
      ['b', '', '', '', 1],
    ]);
    expect(readList('<!DOCTYPE x [<!ENTITY a "b">]><zabbix_export><hosts/></zabbix_export>')).toBeNull();
  });

  test('devices of LibreNMS, known by their address where it has one', () => {
    const rows = hosts(
      JSON.stringify({
        status: 'ok',
        devices: [
          {
            hostname: '10.0.0.3',
            sysName: 'fw-1',
            ip: '10.0.0.3',
            hardware: 'USG6650',
            serial: '2102B',
            type: 'firewall',
            location: '机房B',
          },
          { hostname: 'srv.example', sysName: '', ip: null, type: 'server' },
        ],
      }),
    );
    expect(rows?.map(({ host }) => [host?.name, host?.address, host?.resourceClass])).toEqual([
      ['fw-1', '10.0.0.3', 'RC10'],
      ['srv.example', 'srv.example', 'RC3'],
    ]);
  });

  test('what is no list is none, and whatever text comes nothing is thrown', () => {
    for (const text of ['', 'x', '{"a":1}', '<html></html>', '[1,2]', '{', '<a><b></a></b>', 'PK\u0003\u0004'])
      expect(readList(text)).toBeNull();
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '>', '/', 'a', '&', ';', '"', ',', '\n', '{', '[', ']') }),
        (text) => void readList(text),
      ),
    );
    expect(parseXml('<a>&#0;&#x110000;&none;</a>')?.text).toBe('&#0;&#x110000;&none;');
  });
});
