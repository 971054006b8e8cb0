import { describe, expect, it } from 'vitest';
import { makeBatch } from './head.ts';
import { createSeriesTable } from './seriesTable.ts';

const key = (resource: number, metric: string, component = '') => ({ resourceId: `r-${resource}`, metric, component });

/** One sample of a series by its number. */
function sample(sid: number, at: number, value: number) {
  const batch = makeBatch(1);
  batch.sid[0] = sid;
  batch.at[0] = at;
  batch.value[0] = value;
  batch.intervalMs[0] = 60_000;
  return batch;
}

describe('the table of series', () => {
  it('has one place for a key, and gives back key, number and newest sample by each way', () => {
    const table = createSeriesTable([
      { ...key(1, 'cpu.utilisation', '0'), sid: 7, intervalMs: 1000, lastAt: 5, lastValue: null, lastQuality: 3 },
    ]);
    const place = table.define(key(2, 'interface.in.octets', 'Gi0/1'));
    expect(table.define(key(2, 'interface.in.octets', 'Gi0/1'))).toBe(place);
    expect(table.ofResource('r-2')).toEqual([]);
    table.number(place, 9000);
    table.noteLatest(sample(9000, 100, 4.5), 1000);
    const expected = {
      ...key(2, 'interface.in.octets', 'Gi0/1'),
      sid: 9000,
      intervalMs: 60_000,
      lastAt: 100,
      lastValue: 4.5,
      lastQuality: 0,
    };
    expect([table.find(expected), table.bySid(9000), ...table.ofResource('r-2')]).toEqual([expected, expected, expected]);
    expect([...table.all()].map(({ sid, lastAt, lastValue }) => [sid, lastAt, lastValue])).toEqual([
      [7, 5, null],
      [9000, 100, 4.5],
    ]);
    expect([table.size(), table.find(key(3, 'x')), table.find(key(1, 'x')), table.bySid(8), table.ofResource('r-3')]).toEqual([
      ...[2, undefined, undefined, undefined, []],
    ]);
  });

  it('a series that was removed and comes again has another place; whoever holds the old one still learns its key', () => {
    const table = createSeriesTable([]);
    const place = table.define(key(1, 'cpu.utilisation'));
    table.number(place, 1);
    table.remove({ sid: 1 });
    expect([table.size(), table.sidAt(place), table.find(key(1, 'cpu.utilisation')), table.bySid(1)]).toEqual([0, 0, undefined, undefined]);
    const again = table.define(table.keyAt(place));
    expect(again).not.toBe(place);
    table.number(again, 2);
    expect([table.sidAt(place), table.sidAt(again), table.ofResource('r-1').length]).toEqual([0, 2, 1]);
  });

  it('an older sample is no newest one, but for one that lies in the future', () => {
    const table = createSeriesTable([]);
    table.number(table.define(key(1, 'm')), 1);
    const last = () => table.bySid(1)?.lastAt;
    table.noteLatest(sample(1, 50, 1), 60);
    table.noteLatest(sample(1, 40, 1), 60);
    expect(last()).toBe(50);
    table.noteLatest(sample(1, 10_000_000, 1), 60);
    table.noteLatest(sample(1, 55, 1), 60);
    expect(last()).toBe(55);
    table.noteLatest(sample(5, 99, 1), 60);
    expect(table.size()).toBe(1);
  });

  it('grows', () => {
    const table = createSeriesTable([]);
    const keys = Array.from({ length: 5000 }, (_, at) => key(at % 50, `m${at % 7}`, `c${at}`));
    keys.forEach((one, at) => {
      table.number(table.define(one), at + 1);
    });
    expect(keys.every((one, at) => table.find(one)?.sid === at + 1)).toBe(true);
    expect(table.ofResource('r-3')).toHaveLength(100);
  });
});
