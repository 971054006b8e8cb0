import { afterEach, expect, test, vi } from 'vitest';
import type { Series } from '../../../shared/contracts/resources.ts';
import { INITIAL_LINK, type LinkQuality } from '../../lib/link.ts';
import { live } from '../../lib/liveClient.ts';
import { at } from '../../testing/builders.ts';
import { markup, words } from '../../testing/markup.tsx';
import { ChartWaiting } from './ChartParts.tsx';
import { SeriesTable } from './SeriesTable.tsx';

afterEach(() => {
  vi.restoreAllMocks();
});

const waiting = (quality: LinkQuality): string => {
  vi.spyOn(live, 'link').mockReturnValue({ ...INITIAL_LINK, quality, lastAt: at() });
  return markup(<ChartWaiting height={196} isAsked onVisible={() => undefined} />);
};

test('a chart that waits has its frame at once, and no words before they would be read', () => {
  expect(waiting('live').match(/<div/g)).toHaveLength(2);
  expect(words(waiting('live'))).toBe('');
});

test('with the station away a chart that was never fetched says so at once, and offers nothing to press', () => {
  expect(words(waiting('lost'))).toBe('断开前没有取过这条曲线');
  expect(waiting('lost')).not.toContain('<button');
});

test('R-8.2.2-0-4 the table calls nothing good of which only sums are left', () => {
  const day = 86_400_000;
  const values = [1, null, 3, 4];
  const series: Series = {
    ...{ metric: 'cpu.utilisation', component: '', from: 0, to: 4 * day, stepMs: day, intervalMs: 60_000, threshold: null },
    ...{ at: values.map((_, i) => i * day), min: values, avg: values, max: values, quality: [], summedUntil: 3 * day },
  };
  const table = (one: Series) => words(markup(<SeriesTable name="cpu" series={one} gaps={[]} height={200} />));
  const { summedUntil: _, ...whole } = series;
  const counted = (text: string, word: string) => text.split(word).length - 1;
  expect([counted(table(series), '良好'), counted(table(series), '只存汇总，质量未保存')]).toEqual([1, 3]);
  expect([counted(table(whole), '良好'), counted(table(whole), '原因未记录')]).toEqual([3, 1]);
});
