import { describe, expect, it } from 'vitest';
import { METRICS } from '../../../shared/domain/metric/catalogue.ts';
import { scaleOf } from './scale.ts';

describe('unit of an axis', () => {
  it.each([
    ['%', 100, 1, 'unit.%'],
    ['B', 0, 1, 'unit.B'],
    ['B', 1023, 1, 'unit.B'],
    ['B', 16 * 1024 ** 3, 1024 ** 3, 'unit.GB'],
    ['B/s', 3 * 1024 ** 2, 1024 ** 2, 'unit.MB/s'],
    ['bit/s', 999, 1, 'unit.bit/s'],
    ['bit/s', 17_300_000_000, 1e9, 'unit.Gbit/s'],
    ['s', 7_516_800, 86_400, 'unit.d'],
    ['ms', 12_000, 1, 'unit.ms'],
  ] as const)('reads %s up to %d divided by %d in %s', (unit, highest, factor, key) => {
    expect(scaleOf(unit, highest)).toEqual({ factor, unit: key });
  });

  it('R-8.2.2-d-3 exists for every metric of the catalogue', () => {
    for (const metric of METRICS) expect(scaleOf(metric.unit, 1).unit).toMatch(/^unit\./);
  });
});
