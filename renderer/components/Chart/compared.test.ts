import { beforeAll, expect, test } from 'vitest';
import { i18n, startI18n } from '../../i18n/index.ts';
import { comparedLegend, comparedText } from './compared.ts';

beforeAll(startI18n);
const t = i18n.getFixedT<['chart', 'terms']>('zh-CN', ['chart', 'terms']);
const past = {
  metric: 'cpu.utilisation',
  component: '',
  from: 0,
  to: 120_000,
  stepMs: 60_000,
  intervalMs: 60_000,
  at: [0, 60_000],
  min: [10, 20],
  avg: [15, 25],
  max: [20, 30],
  pasts: 3,
};

test('a legend shows how the past is drawn only where it is drawn', () => {
  const kinds = [
    { data: undefined, error: null },
    { data: undefined, error: new Error('away') },
    { data: { ...past, pasts: 0 }, error: null },
    { data: past, error: null },
  ].map((state) => comparedLegend(t, 'baseline', state));
  expect(kinds).toEqual([
    { label: '同期基线，正在取', kind: null },
    { label: '对比没有取到', kind: null },
    { label: '同期基线，前四周没有数据', kind: null },
    { label: '同期基线 3 周', kind: 'band' },
  ]);
  expect(comparedLegend(t, 'week', { data: past, error: null }).kind).toBe('line');
});

test('a past that could not be asked for again says so', () => {
  expect(comparedLegend(t, 'day', { data: past, error: new Error('away') })).toEqual({ label: '昨日（没有更新）', kind: 'line' });
});

test('a row of figures has the range of the past weeks, the value of a past day, or nothing where nothing was', () => {
  expect(comparedText(t, 'baseline', past, 61_000)).toBe('20.0 % 至 30.0 %');
  expect(comparedText(t, 'day', past, 1000)).toBe('15.0 %');
  expect(comparedText(t, 'day', past, 600_000)).toBeNull();
});
