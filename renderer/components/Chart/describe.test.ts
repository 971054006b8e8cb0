import { beforeAll, describe, expect, it } from 'vitest';
import { i18n, startI18n } from '../../i18n/index.ts';
import { describeSeries, gapSentence, spanTime } from './describe.ts';

beforeAll(startI18n);
const t = i18n.getFixedT<['chart', 'terms']>('zh-CN', ['chart', 'terms']);
const at = (text: string): number => Date.parse(`2026-11-${text}+08:00`);
const NOW = at('22T14:35:12');

describe('a curve in words', () => {
  const window = { from: at('21T14:35:12'), to: NOW };
  it('says extremes, mean and what is missing', () => {
    const series = { at: [NOW - 60_000, NOW], min: [1, 2], avg: [10, 20], max: [30, 40], stepMs: 60_000, intervalMs: 60_000 };
    const text = describeSeries(t, {
      name: 'CPU',
      metric: 'cpu.utilisation',
      series,
      window,
      gaps: [{ from: at('22T02:11:00'), to: at('22T02:38:00') }],
    });
    expect(text).toBe('CPU，11-21 14:35 至 14:35。最低 1.0 %，平均 15.0 %，最高 40.0 %。缺数据 1 段，共 27 分。');
  });
  it('says that there is nothing', () => {
    const series = { at: [], min: [], avg: [], max: [], stepMs: 1, intervalMs: 1 };
    expect(describeSeries(t, { name: 'CPU', metric: 'cpu.utilisation', series, window, gaps: [] })).toBe(
      'CPU，11-21 14:35 至 14:35，没有数据。',
    );
  });
});

describe('R-8.2.2-0-4 what is less than good', () => {
  it('is heard with the curve, and said with the gap', () => {
    const quality = [{ from: NOW - 60_000, to: NOW, quality: 'wrapped' as const }];
    const series = { at: [NOW - 60_000, NOW], min: [1, 2], avg: [10, 20], max: [30, 40], stepMs: 60_000, intervalMs: 60_000, quality };
    const gaps = [{ from: at('22T02:11:00'), to: at('22T02:38:00'), reasons: ['timeout', 'auth'] as const }];
    const window = { from: at('21T14:35:12'), to: NOW };
    const text = describeSeries(t, { name: 'CPU', metric: 'cpu.utilisation', series, window, gaps });
    expect(text).toMatch(/缺数据 1 段，共 27 分。原因：超时无应答、认证失败。存疑 1 段。$/);
    expect(gapSentence(t, gaps, NOW)).toBe('斜纹 = 无数据，不插值：02:11 至 02:38（超时无应答、认证失败）');
  });
});

describe('the sentence about gaps', () => {
  it('is reassuring only when nothing is missing', () => {
    expect(gapSentence(t, [], NOW)).toBe('本段时间内没有缺数据');
  });
  it('names the newest outages first and counts the rest', () => {
    const gaps = [1, 3, 5, 7].map((hour) => ({ from: at(`22T0${hour}:00:00`), to: at(`22T0${hour}:30:00`) }));
    expect(gapSentence(t, gaps, NOW, 2)).toBe('斜纹 = 无数据，不插值：07:00 至 07:30；05:00 至 05:30 等 4 段');
  });
  it('names the day where it is another one', () => {
    expect([spanTime(NOW, NOW), spanTime(at('20T01:02:00'), NOW)]).toEqual(['14:35', '11-20 01:02']);
  });
});
