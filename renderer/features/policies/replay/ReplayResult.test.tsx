import { beforeAll, expect, test } from 'vitest';
import type { Replay } from '../../../../shared/contracts/policyReplay.ts';
import { i18n, startI18n } from '../../../i18n/index.ts';
import { at, id } from '../../../testing/builders.ts';
import { markup, words } from '../../../testing/markup.tsx';
import { ReplayResult, replayState } from './ReplayResult.tsx';

beforeAll(startI18n);

const run = (change: Partial<Replay> = {}): Replay => ({
  ...{ id: id(1), state: 'done', cutBy: null, from: at(-1e9), to: at(), done: 3, total: 3, series: 9, samples: 172_746, gaps: 54 },
  ...{
    tookMs: 3120,
    draft: 4,
    present: 11,
    missed: 7,
    added: 0,
    uncompared: 0,
    later: { median: 90_000, most: 120_000 },
    episodes: 0,
    items: [],
  },
  ...change,
});
const said = (change: Partial<Replay>) => replayState(i18n.getFixedT('zh-CN', 'policies'), run(change));

test('says how much was looked at, and whenever it was not everything', () => {
  expect(said({})).toBe('判了 172,746 个样本，缺 54；9 条曲线，用时 3.1 秒');
  expect(said({ state: 'running', done: 1 })).toBe('1 / 3 台，已判 172,746 个样本');
  expect(said({ state: 'cut', cutBy: 'time', done: 1 })).toBe('到了时限，只判了 1 / 3 台；下面的次数只算这些');
  expect(said({ state: 'cut', cutBy: 'samples', done: 1 })).toBe('样本太多，只判了 1 / 3 台；下面的次数只算这些');
  expect(said({ state: 'stopped', done: 1 })).toBe('已停止，只判了 1 / 3 台；下面的次数只算这些');
  expect(said({ state: 'failed', done: 1 })).toContain('请重新预演');
  expect(said({ total: 0 })).toContain('没有资源由这份草稿判定');
});

test('the draft stands beside what is in force, with what it would miss and how much later it tells', () => {
  const text = words(markup(<ReplayResult replay={run()} isStale={false} />));
  expect(text).toContain('按草稿会触发 4 次 按现行触发 11 次 现行触发、草稿不触发 7 次 草稿新增 0 次 发现推迟 1 分 30 秒 最长 2 分');
  expect(words(markup(<ReplayResult replay={run({ later: null, draft: 0 })} isStale />))).toMatch(
    /^草稿改过了，下面是改之前的预演 .*没有两边都触发的 这段时间里一次也不会触发$/,
  );
});

test('says where so many times were found that only a part of them was compared', () => {
  expect(words(markup(<ReplayResult replay={run()} isStale={false} />))).not.toContain('只比了');
  expect(words(markup(<ReplayResult replay={run({ uncompared: 2 })} isStale={false} />))).toContain(
    '2 条曲线触发太多，只比了各自最早的一段',
  );
});
