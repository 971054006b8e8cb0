import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SnmpRow, ToolJob } from '../../../shared/contracts/tools.ts';
import { MOST } from '../../../shared/domain/tool/tool.ts';
import { draftOf, FIRST_DRAFT, filteredRows, jobOf, oidText, portsIn, secondsOf, shownRow, tableOf, ticksText } from './model.ts';

describe('R-8.4.2-c2-3 what is typed', () => {
  it('ports are numbers or names of services, with whatever stands between them', () => {
    expect(portsIn('22 443')).toEqual([22, 443]);
    expect(portsIn('ssh, https；8080、161')).toEqual([22, 443, 8080, 161]);
    for (const wrong of [
      '',
      '0',
      '65536',
      'nobody',
      '22 22',
      'ssh 22',
      '1.5',
      Array.from({ length: MOST.ports + 1 }, (_, i) => i + 1).join(' '),
    ])
      expect([wrong, portsIn(wrong)]).toEqual([wrong, null]);
  });

  it('makes a job, or none where it is wrong', () => {
    expect(jobOf('ping', FIRST_DRAFT)).toEqual({ tool: 'ping', count: 10 });
    expect(jobOf('ping', { ...FIRST_DRAFT, count: '101' })).toBeNull();
    expect(jobOf('trace', { ...FIRST_DRAFT, maxHops: '0' })).toBeNull();
    expect(jobOf('snmp', FIRST_DRAFT)).toMatchObject({ how: 'walk', oid: '1.3.6.1.2.1.1', after: null });
    expect(jobOf('snmp', { ...FIRST_DRAFT, oid: 'IF-MIB::ifDescr.3', how: 'get' })).toMatchObject({
      how: 'get',
      oid: '1.3.6.1.2.1.2.2.1.2.3',
    });
    expect(jobOf('snmp', { ...FIRST_DRAFT, oid: 'nobodyKnows' })).toBeNull();
  });

  it('a run that is opened fills in what it was made of', () => {
    const ports = fc.uniqueArray(fc.integer({ min: 1, max: 65_535 }), { minLength: 1, maxLength: MOST.ports });
    const job: fc.Arbitrary<ToolJob> = fc.oneof(
      fc.record({ tool: fc.constant('ping' as const), count: fc.integer({ min: 1, max: MOST.echoes }) }),
      fc.record({ tool: fc.constant('trace' as const), maxHops: fc.integer({ min: 1, max: MOST.hops }) }),
      fc.record({ tool: fc.constant('port' as const), ports }),
    );
    fc.assert(
      fc.property(job, (one) => {
        expect(jobOf(one.tool, draftOf(one, FIRST_DRAFT))).toEqual(one);
      }),
    );
  });
});

const row = (change: Partial<SnmpRow>): SnmpRow => ({
  oid: '1.3.6.1.2.1.1.5.0',
  type: 'OCTET STRING',
  value: 'SW-1',
  hex: '53 57',
  isCut: false,
  ...change,
});

describe('R-8.4.2-c2-3 rows of SNMP', () => {
  it('have names, and words where the number stands for one', () => {
    expect(shownRow(row({}))).toMatchObject({ name: 'sysName.0', mib: 'SNMPv2-MIB', word: null });
    expect(shownRow(row({ oid: '1.3.6.1.2.1.2.2.1.8.7', type: 'INTEGER', value: '2' }))).toMatchObject({
      name: 'ifOperStatus.7',
      word: 'down',
    });
    expect(oidText('2.999.1')).toBe('2.999.1');
  });

  it('are found by name, number, value and word', () => {
    const rows = [row({}), row({ oid: '1.3.6.1.2.1.2.2.1.8.7', type: 'INTEGER', value: '2', hex: null })].map(shownRow);
    expect(filteredRows(rows, '')).toHaveLength(2);
    for (const text of ['sysname', 'sw-1', '1.5.0', '53 57'])
      expect(filteredRows(rows, text).map(({ name }) => name)).toEqual(['sysName.0']);
    expect(filteredRows(rows, 'DOWN')).toHaveLength(1);
    expect(filteredRows(rows, 'nothing of it')).toHaveLength(0);
  });

  it('tell ticks as days and time', () => {
    expect(ticksText('0')).toBe('0 d 00:00:00');
    expect(ticksText(String((12 * 86_400 + 3 * 3600 + 4 * 60 + 5) * 100))).toBe('12 d 03:04:05');
  });
});

it('a result is rows of a table, with as many cells as heads; what was lost is empty', () => {
  const tables = [
    tableOf({ tool: 'ping', address: 'a', rtts: [1, null], icmpError: null }),
    tableOf({
      ...{ tool: 'trace', address: 'a', end: 'silent' },
      hops: [
        {
          ttl: 1,
          sent: 3,
          answered: 3,
          nodes: [
            { address: 'x', rttMs: 1 },
            { address: 'y', rttMs: null },
          ],
          isDestination: false,
          error: null,
        },
        { ttl: 2, sent: 3, answered: 0, nodes: [], isDestination: false, error: null },
      ],
    }),
    tableOf({ tool: 'port', address: 'a', ports: [{ port: 22, state: null, ms: null, detail: '' }] }),
    tableOf({ tool: 'snmp', address: 'a', rows: [row({ value: '' })], next: null }),
  ];
  for (const { heads, rows } of tables) for (const cells of rows) expect(cells).toHaveLength(heads.length);
  expect(tables.map(({ rows }) => rows.length)).toEqual([2, 3, 1, 1]);
  expect(tables[0]?.rows[1]).toEqual([2, null]);
  expect(tables[3]?.rows[0]?.at(-1)).toBe('53 57');
});

it('a run that goes on has taken as long as it goes on', () => {
  expect(secondsOf({ startedAt: 1000, endedAt: null }, 4600)).toBe(3.6);
  expect(secondsOf({ startedAt: 1000, endedAt: 2000 }, 99_000)).toBe(1);
  expect(secondsOf({ startedAt: 1000, endedAt: null }, 0)).toBe(0);
});
