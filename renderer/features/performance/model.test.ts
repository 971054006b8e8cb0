import { describe, expect, test } from 'vitest';
import { PerformanceView, type SeriesSummary, type TopPlace } from '../../../shared/contracts/performance.ts';
import { startI18n } from '../../i18n/index.ts';
import {
  fitsOverlay,
  forecastOf,
  hindranceOf,
  isComparable,
  keyOf,
  lineOf,
  PerformanceSearch,
  samplesCsv,
  searchOf,
  viewOf,
} from './model.ts';
import { parseMoment } from './moment.ts';
import { barOf, questionOf, TopSearch, topCsv } from './top/topModel.ts';
import { forecastText, trendText } from './words.ts';

startI18n();
const ID = '0198b1a0-0000-7000-8000-000000000001';
const OTHER = '0198b1a0-0000-7000-8000-000000000002';
const DAY = 86_400_000;
const cpu = { resourceId: ID, metric: 'cpu.utilisation', component: '' };
const disk = { resourceId: OTHER, metric: 'filesystem.utilisation', component: '/srv~1' };

describe('R-8.4.2-c4-3 the URL is the whole state', () => {
  test('a view comes back from its URL, whatever its components are called', () => {
    const view = PerformanceView.parse({
      series: [cpu, disk],
      layout: 'split',
      period: 'own',
      from: 5,
      to: 9,
      compare: 'week',
      refreshS: 300,
    });
    expect(viewOf(PerformanceSearch.parse(JSON.parse(JSON.stringify(searchOf(view)))))).toEqual(view);
  });

  test('what a URL says wrongly is left out: unknown words, a series twice, a stretch without an end', () => {
    const search = PerformanceSearch.parse({
      s: [keyOf(cpu), keyOf(cpu), 'nobody~x~', ID],
      period: 'own',
      from: 9,
      layout: 'pie',
      refresh: 7,
    });
    expect(viewOf(search)).toEqual({ ...PerformanceView.parse({ series: [cpu] }), period: '24h' });
  });

  test('a third unit finds no place in one plot, a thirteenth curve none at all', () => {
    const view = PerformanceView.parse({ series: [cpu, { ...cpu, metric: 'interface.in' }] });
    expect([hindranceOf(view, 'memory.utilisation'), hindranceOf(view, 'icmp.rtt')]).toEqual([null, 'units']);
    expect(hindranceOf({ ...view, layout: 'split' }, 'icmp.rtt')).toBeNull();
    const full = { ...view, series: Array.from({ length: 12 }, (_, i) => ({ ...cpu, component: `${i}` })) };
    expect(hindranceOf(full, 'cpu.utilisation')).toBe('full');
    expect([fitsOverlay(view), fitsOverlay({ ...view, series: [...view.series, { ...cpu, metric: 'icmp.rtt' }] })]).toEqual([true, false]);
    expect([isComparable(view), isComparable({ ...view, period: '1y' })]).toEqual([true, false]);
  });

  test('a moment is read as it is written, and only when it exists', () => {
    expect(parseMoment('2026-11-22 14:35')).toBe(Date.UTC(2026, 10, 22, 6, 35));
    expect(['2026-02-30 10:00', '2026-11-22', '2026-11-22 24:00', 'x', ''].map(parseMoment)).toEqual([null, null, null, null, null]);
  });
});

const summary = (more: Partial<SeriesSummary> = {}): SeriesSummary => ({
  ...{ metric: 'filesystem.utilisation', component: '/', from: 0, to: 10 * DAY, intervalMs: 60_000, samples: 1000, gaps: 0 },
  ...{ min: 50, avg: 60, max: 70, p95: 69, doubts: [], firstAt: 0, lastAt: 10 * DAY },
  trend: { at: 5 * DAY, level: 60, slopePerMs: 2 / DAY, fit: 0.9 },
  thresholds: [
    { level: 80, severity: 'minor', direction: 'above' },
    { level: 95, severity: 'critical', direction: 'above' },
  ],
  ...more,
});

describe('R-8.4.2-c2-8 the forecast is an estimate', () => {
  const at = (one: SeriesSummary) => forecastOf(one, 10 * DAY);

  test('it names the nearest level that the line reaches, no farther than one window ahead', () => {
    expect(at(summary())).toEqual({ kind: 'reaches', level: 80, at: 15 * DAY, fit: 0.9 });
    expect(at(summary({ trend: { at: 5 * DAY, level: 60, slopePerMs: 0.5 / DAY, fit: 0.9 } }))).toEqual({ kind: 'none' });
    expect(at(summary({ trend: { at: 5 * DAY, level: 60, slopePerMs: -2 / DAY, fit: 0.9 } }))).toEqual({ kind: 'none' });
    const below = summary({ thresholds: [{ level: 40, severity: 'major', direction: 'below' }] });
    expect(at({ ...below, trend: { at: 5 * DAY, level: 60, slopePerMs: -2 / DAY, fit: 0.9 } })).toMatchObject({ level: 40, at: 15 * DAY });
  });

  test('few samples or a line that explains little promise nothing', () => {
    expect(at(summary({ samples: 19 }))).toEqual({ kind: 'unknown' });
    expect(at(summary({ trend: null }))).toEqual({ kind: 'unknown' });
    expect(at(summary({ trend: { at: 0, level: 60, slopePerMs: 2 / DAY, fit: 0.29 } }))).toEqual({ kind: 'unknown' });
  });

  test('in words it is called an estimate, with how well the line fits', () => {
    const t = ((key: string, values: object) => `${key} ${JSON.stringify(values)}`) as never;
    expect(forecastText(t, at(summary()), summary(), 10 * DAY)).toContain('"fit":"0.90"');
    expect(trendText(summary())).toMatch(/^\+2(\.0)?\s?%$/);
    expect(trendText(summary({ trend: null }))).toBeNull();
    expect(trendText(summary({ samples: 3 }))).toBeNull();
    expect([lineOf(summary({ firstAt: 7 }))?.since, lineOf(summary())?.at(5 * DAY), lineOf(summary({ samples: 3 }))]).toEqual([
      7,
      60,
      null,
    ]);
  });
});

describe('R-8.4.2-c7-3 TopN', () => {
  const item: TopPlace = {
    ...{ resourceId: ID, resourceName: '=srv', resourceClass: 'RC2', domain: '', isSimulated: false, component: '' },
    ...{ value: 50, at: 0, intervalMs: 60_000, samples: 3, gaps: 1, reached: null, doubts: [] },
  };
  const ranking = { at: 0, metric: 'cpu.utilisation', from: 0, items: [item], ranked: 1, silent: 0 };

  test('a bar is drawn against the bound of the quantity, or against the highest', () => {
    expect(barOf(50, ranking)).toBe(0.5);
    expect(barOf(25, { ...ranking, metric: 'interface.in', items: [item] })).toBe(0.5);
    expect(barOf(0, { ...ranking, metric: 'interface.in', items: [{ ...item, value: 0 }] })).toBe(0);
  });

  test('the URL asks, unknown words are left out', () => {
    expect(questionOf(TopSearch.parse({ period: 'year', n: 7, class: 'RC99' }))).toEqual({
      metric: 'cpu.utilisation',
      period: 'now',
      statistic: 'avg',
      most: 20,
    });
    expect(questionOf(TopSearch.parse({ n: 50, by: 'p95', domain: 'a' }))).toMatchObject({ most: 50, statistic: 'p95', domain: 'a' });
  });

  test('exports hold no formulas, gaps as empty cells, and say what was left out', () => {
    expect(topCsv(['a'], ranking, () => 'good')).toMatch(/1,'=srv,,50,.*,3,1,good/);
    const series = { resource: 'r', metric: 'm', component: '', unit: '%', at: [0, 60_000], value: [1, null] };
    const quality = new Map([[1, 'timeout' as const]]);
    const wordOf = (value: number | null, why = 'good') => `${value} ${why}`;
    expect(samplesCsv(['h'], [{ ...series, quality }], wordOf, 'left')).toBe(
      '\uFEFFh\r\nr,m,,1970-01-01 08:00:00,1,%,1 good\r\nr,m,,1970-01-01 08:01:00,,%,null timeout\r\nleft\r\n',
    );
  });
});
