import { describe, expect, it } from 'vitest';
import { METRICS } from '../../../shared/domain/metric/catalogue.ts';
import { formatNumber, metricQuantity, quantity, scaleOf } from './units.ts';

describe('quantities', () => {
  it.each([
    [31.04, '%', 1, '31.0', 'unit.percent'],
    [0, 'B', 0, '0', 'unit.B'],
    [1023, 'B', 0, '1,023', 'unit.B'],
    [1024, 'B', 0, '1.0', 'unit.KB'],
    [16 * 1024 ** 3, 'B', 0, '16.0', 'unit.GB'],
    [612 * 1024 ** 3, 'B', 0, '612', 'unit.GB'],
    [999, 'bit/s', 0, '999', 'unit.bps'],
    [17_300_000_000, 'bit/s', 0, '17.3', 'unit.Gbps'],
    [-2_000_000, 'bit/s', 0, '-2.0', 'unit.Mbps'],
    [0.41, 'ms', 2, '0.41', 'unit.ms'],
    [9999, 'ms', 0, '9,999', 'unit.ms'],
    [12_000, 'ms', 2, '12.0', 'unit.s'],
    [7_516_800, 's', 0, '87.0', 'unit.d'],
  ] as const)('reads %d %s as %s %s', (value, unit, decimals, text, key) => {
    expect(quantity(value, unit, decimals)).toEqual({ text, unit: key });
  });

  it('never shows a negative zero', () => {
    expect(formatNumber(-0.001, 1)).toBe('0.0');
  });

  it('R-8.2.2-d-3 has a unit for every metric of the catalogue, and shows one outside it without', () => {
    for (const metric of METRICS) expect(scaleOf(metric.unit, 1, metric.decimals).key).toMatch(/^unit\./);
    expect(metricQuantity('vendor.secret', 5)).toEqual({ text: '5.00', unit: 'unit.none' });
  });
});
