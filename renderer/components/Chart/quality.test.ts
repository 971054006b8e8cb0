import { beforeAll, describe, expect, it } from 'vitest';
import type { Series } from '../../../shared/contracts/resources.ts';
import type { Quality } from '../../../shared/domain/observation/quality.ts';
import { i18n, startI18n } from '../../i18n/index.ts';
import { doubtedSpans, doubtOf, explained, readingAt, reasonAt, sampleWord } from './quality.ts';
import { tableRows } from './SeriesTable.tsx';

beforeAll(startI18n);
const t = i18n.getFixedT<['chart', 'terms']>('zh-CN', ['chart', 'terms']);
const MINUTE = 60_000;

function series(values: readonly (number | null)[], quality: readonly (readonly [number, number, Quality])[], stepMs = MINUTE): Series {
  const columns = { min: [...values], avg: [...values], max: [...values], at: values.map((_, i) => i * MINUTE) };
  return {
    ...{ metric: 'cpu.utilisation', component: '', from: 0, to: values.length * MINUTE, stepMs, intervalMs: MINUTE, threshold: null },
    ...columns,
    quality: quality.map(([from, to, what]) => ({ from: from * MINUTE, to: to * MINUTE, quality: what })),
  };
}
const outage = series(
  [1, 2, null, null, null, null, 3, 4],
  [
    [2, 3, 'timeout'],
    [3, 6, 'auth'],
    [7, 8, 'wrapped'],
  ],
);

describe('R-8.2.2-0-4 a gap says its reason', () => {
  it('each once in the order of time, and no doubt is one', () => {
    const gaps = [
      { from: 2 * MINUTE, to: 6 * MINUTE },
      { from: 7 * MINUTE, to: 8 * MINUTE },
    ];
    expect(explained(gaps, [outage])).toEqual([{ ...gaps[0], reasons: ['timeout', 'auth'] }, gaps[1]]);
    expect(explained(gaps, [outage, outage])[0]).toEqual({ ...gaps[0], reasons: ['timeout', 'auth'] });
  });

  it('at the cursor the one that was said last, also after it was said and before there is a value again', () => {
    expect([2, 3, 5].map((minute) => reasonAt(outage, minute * MINUTE))).toEqual(['timeout', 'auth', 'auth']);
    const once = series([1, null, null, null, null, 6], [[1, 2, 'absent']]);
    expect(reasonAt(once, 4 * MINUTE)).toBe('absent');
    expect(reasonAt(series([1, null, 3, null, null, null], [[1, 2, 'absent']]), 5 * MINUTE)).toBeNull();
    expect(readingAt(t, 'cpu.utilisation', outage, 5 * MINUTE)).toBe('无数据（认证失败）');
    expect(readingAt(t, 'cpu.utilisation', series([1, null, null, null, null], []), 4 * MINUTE)).toBe('无数据');
  });
});

describe('a value that is to be doubted', () => {
  it('is one in its bucket or at its moment, and says so', () => {
    expect([6, 7].map((minute) => doubtOf(outage, minute * MINUTE))).toEqual([null, 'wrapped']);
    const wide = series([1, 2, 3], [[1.9, 2, 'aboveSpeed']]);
    expect([0, 1, 2].map((minute) => doubtOf(wide, minute * MINUTE))).toEqual([null, 'aboveSpeed', null]);
    expect(doubtOf({ ...wide, stepMs: 0 }, MINUTE)).toBeNull();
    expect(readingAt(t, 'cpu.utilisation', outage, 7 * MINUTE)).toBe('4.0 %（存疑：32 位计数器回绕）');
    expect(readingAt(t, 'cpu.utilisation', outage, MINUTE)).toBe('2.0 %');
  });

  it('has a stretch inside the window', () => {
    expect(doubtedSpans(outage, { from: 7.5 * MINUTE, to: 9 * MINUTE })).toEqual([{ from: 7.5 * MINUTE, to: 8 * MINUTE }]);
    expect(doubtedSpans(outage, { from: 0, to: 7 * MINUTE })).toEqual([]);
  });
});

describe('the table of a curve', () => {
  const rowsOf = (one: Series, gaps: Parameters<typeof tableRows>[1]) =>
    tableRows(one, gaps).map(({ at, until, avg, qualities }) => [at / MINUTE, until === null ? null : until / MINUTE, avg, ...qualities]);

  it('has a row for a gap without points, and the quality of each point', () => {
    const empty = { ...series([1], [[1, 4, 'timeout']]), to: 4 * MINUTE };
    expect(rowsOf(empty, explained([{ from: MINUTE, to: 4 * MINUTE }], [empty]))).toEqual([
      [1, 4, null, 'timeout'],
      [0, null, 1],
    ]);
    expect(rowsOf(outage, explained([{ from: 2 * MINUTE, to: 6 * MINUTE }], [outage]))).toEqual([
      [7, null, 4, 'wrapped'],
      [6, null, 3],
      [5, null, null, 'auth'],
      [4, null, null, 'auth'],
      [3, null, null, 'auth'],
      [2, null, null, 'timeout'],
      [1, null, 2],
      [0, null, 1],
    ]);
  });

  it('calls what is good good, and a gap of which nobody said why one', () => {
    expect([sampleWord(t, 1, undefined), sampleWord(t, null, undefined), sampleWord(t, null, 'tool'), sampleWord(t, 1, 'wrapped')]).toEqual(
      [...['良好', '原因未记录', '缺少采集工具', '存疑：32 位计数器回绕']],
    );
  });
});
