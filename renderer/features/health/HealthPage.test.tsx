import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Health, HealthHistory } from '../../../shared/contracts/health.ts';
import { stationClock } from '../../lib/clock.ts';
import { healthQuery } from '../../lib/health.ts';
import { INITIAL_LINK, type LinkQuality } from '../../lib/link.ts';
import { live } from '../../lib/liveClient.ts';
import { aHealth, at } from '../../testing/builders.ts';
import { markup, words } from '../../testing/markup.tsx';
import { HealthPage } from './HealthPage.tsx';

beforeEach(() => {
  vi.spyOn(stationClock, 'now').mockReturnValue(at(600_000));
});
afterEach(() => {
  vi.restoreAllMocks();
});

const page = (quality: LinkQuality, health: Health): string => {
  vi.spyOn(live, 'link').mockReturnValue({ ...INITIAL_LINK, quality, lastAt: at() });
  return words(
    markup(<HealthPage period="24h" onPeriod={() => undefined} />, (client) => client.setQueryData(healthQuery.queryKey, health)),
  );
};

test('R-8.4.3-h-2 a healthy station in touch is said to be well', () => {
  const text = page('live', aHealth());
  expect(text).toContain('各部分正常');
  expect(text).not.toContain('断开前');
});

test('with the station away nothing is said to be well now: the state is unknown, and what was so is said of before', () => {
  const text = page('lost', aHealth());
  expect(text).not.toContain('各部分正常');
  expect(text).toContain('断开前的自检；现在的状态未知');
  for (const before of ['断开前 1 / 1 运行', '断开前 没有丢弃', '断开前 正常']) expect(text).toContain(before);
});

test('what waited for a person before the cut is still named, as of before', () => {
  const text = page('lost', aHealth({ requestP95Ms: 2930 }));
  expect(text).toContain('现在的状态未知');
  expect(text).toContain('断开前 1 项需要处理 操作响应超过 2 秒');
});

test('while the station is away nothing runs on: how long a process has run is told as of the last message', () => {
  expect(page('lost', aHealth({ startedAt: at(-3_600_000) }))).toContain('1 时，');
  expect(page('live', aHealth({ startedAt: at(-3_600_000) }))).toContain('1 时 10 分，');
});

/** The page with curves of three steps of 100 s that were fetched at `to`. */
const curves = (series: HealthHistory['series'], to: number): string =>
  markup(<HealthPage period="7d" onPeriod={() => undefined} />, (client) => {
    client.setQueryData(healthQuery.queryKey, aHealth());
    client.setQueryData(['health', 'history', '7d'], { from: to - 300_000, to, stepMs: 100_000, series });
  });

test('R-8.4.3-h-2 curves that were not fetched again end where they ended: the time since then is a gap', () => {
  vi.spyOn(live, 'link').mockReturnValue({ ...INITIAL_LINK, quality: 'lost', lastAt: at() });
  const series: HealthHistory['series'] = [{ code: 'requestP95', part: '', values: [1500, 20, 30] }];
  expect(curves(series, at(700_000))).toContain('最低 20 ms，最高 1,500 ms');
  expect(curves(series, at(600_000))).toContain('最低 20 ms，最高 30 ms');
  expect(curves(series, at(400_000))).not.toContain('role="img" aria-label="操作响应');
});

test('R-8.4.3-h-2 each figure has its curve beside it, with what was least and most, and none where nothing was kept', () => {
  vi.spyOn(live, 'link').mockReturnValue({ ...INITIAL_LINK, quality: 'live', lastAt: at() });
  const html = (series: HealthHistory['series']) => curves(series, at(700_000));
  const values = [1, null, 1500];
  expect(html([{ code: 'requestP95', part: '', values }])).toContain('aria-label="操作响应 p95，7 天，最低 1.0 ms，最高 1,500 ms"');
  expect(html([{ code: 'queueDepth', part: 'backend>core', values }])).toContain('等待，7 天');
  expect(html([{ code: 'requestP95', part: '', values: [null, null] }])).not.toContain('role="img" aria-label="操作响应');
});
