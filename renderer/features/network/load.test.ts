import { beforeAll, describe, expect, test } from 'vitest';
import type { Forecast, InterfaceLoad } from '../../../shared/contracts/networkLoad.ts';
import { startI18n } from '../../i18n/index.ts';
import { busier, busyHourText, forecastText, trafficText, trendText, worseForecast } from './load.ts';

beforeAll(startI18n);
const NOON = Date.parse('2026-12-24T12:00:00+08:00');
const direction = (p95: number, forecast: Forecast): NonNullable<InterfaceLoad['in']> => ({
  ...{ mean: 1, peak: 2, peakAt: NOON, p95, stepMs: 300_000, measured: 1, lastAt: NOON, forecast, doubts: [] },
  ...{ busyHour: { hour: 23, mean: 6e8, days: 7 }, trend: { perDay: -1e7, fit: 0.9, days: 9 } },
});

describe('R-8.2.2-a2-1 traffic in words', () => {
  test('a share is said only where the speed is known', () => {
    expect([trafficText(6e8, 1e9), trafficText(6e8, null)]).toEqual(['600 Mbit/s（60.0 %）', '600 Mbit/s']);
  });

  test('the last hour of a day ends at midnight', () => {
    expect(busyHourText(direction(1, { kind: 'far' }), null)).toBe('23–00 时 600 Mbit/s（7 天平均）');
    expect(busyHourText({ busyHour: null }, null)).toBe('还没有测到一天里的每个小时');
  });

  test('growth is said for a week, what falls with its sign', () => {
    expect(trendText(direction(1, { kind: 'far' }))).toBe('每周 −70.0 Mbit/s（9 天，拟合 0.90）');
    expect(trendText({ trend: null })).toBe('不满 7 天，不算趋势');
  });

  test('a forecast has its limits, and what is not said has its reason', () => {
    const reaches = { kind: 'reaches', at: NOON, earliest: NOON - 86_400_000, latest: NOON + 5 * 86_400_000 } as const;
    expect(forecastText(reaches, 80)).toBe('2026-12-24 到 80 %（2026-12-23 至 2026-12-29）');
    expect(forecastText({ kind: 'tooShort', days: 3, needed: 7 }, 80)).toBe('只测到 3 个整天，要 7 天才估计');
    expect((['reached', 'noTrend', 'falling', 'far', 'noSpeed'] as const).map((kind) => forecastText({ kind }, 70))).toEqual([
      '忙时已到 70 %',
      '看不出在涨',
      '在降',
      '一年内到不了 70 %',
      '不知道速率，不估计',
    ]);
  });

  test('the busier direction counts, and the more urgent forecast of both', () => {
    const later = direction(5, { kind: 'reaches', at: NOON + 9, earliest: NOON, latest: NOON + 20 });
    const sooner = direction(3, { kind: 'reaches', at: NOON + 1, earliest: NOON, latest: NOON + 20 });
    expect(busier({ in: later, out: sooner })).toBe('in');
    expect(worseForecast({ in: later, out: sooner })).toBe(sooner.forecast);
    expect(worseForecast({ in: direction(1, { kind: 'reached' }), out: sooner })).toEqual({ kind: 'reached' });
    expect([busier({ in: null, out: sooner }), busier({ in: null, out: null }), worseForecast({ in: null, out: null })]).toEqual([
      'out',
      null,
      null,
    ]);
  });
});
