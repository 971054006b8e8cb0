import { afterEach, expect, test, vi } from 'vitest';
import type { PolicyEffect } from '../../../../shared/contracts/policyEffect.ts';
import { stationClock } from '../../../lib/clock.ts';
import { at, id } from '../../../testing/builders.ts';
import { markup, words } from '../../../testing/markup.tsx';
import { effectQuery } from '../queries.ts';
import { EffectPanel } from './EffectPanel.tsx';

afterEach(() => {
  vi.restoreAllMocks();
});

const INTENT = { apply: ['p'], withdraw: [], draft: null };
const effect: PolicyEffect = {
  at: at(),
  resources: 40,
  targeted: null,
  changed: 22,
  pollsPerMinute: { before: 40, after: 55.5 },
  intervals: 3,
  metrics: [{ metric: 'cpu.utilisation', change: 'begins', resources: 22 }],
  ending: 2,
  undecided: 0,
  items: Array.from({ length: 22 }, (_, i) => ({
    resourceId: id(i),
    resourceName: `SRV-${i}`,
    importance: 'core',
    interval: i < 3 ? { before: 60, after: 15 } : null,
    metrics: [{ metric: 'cpu.utilisation', change: 'begins', policy: 'p' }],
  })),
};
const shown = (known: PolicyEffect | null, isSound = true): string =>
  words(
    markup(<EffectPanel title="后果" intent={INTENT} isSound={isSound} />, (client) => {
      if (known) client.setQueryData(effectQuery(INTENT).queryKey, known);
    }),
  );

test('R-8.4.2-c2-7 says for how many resources what would be different, and leaves out none silently', () => {
  const text = shown(effect);
  expect(text).toContain('有变化 22 / 40 台');
  expect(text).toContain('3 台；全部轮询每分钟 40 → 55.5 次');
  expect(text).toContain('CPU 使用率 22 台开始判定');
  expect(text).toContain('2 条随即结束：不再有策略判定，或此刻不在判定时段');
  expect(text).toContain('SRV-0 60 → 15 秒 CPU 使用率');
  expect(text).toContain('另 2 台');
  expect(text).not.toContain('SRV-20');
});

test('a draft that contradicts itself has no effect yet, and none is claimed while it is worked out', () => {
  expect(shown(effect, false)).toBe('后果 改正左边标出的地方后再算');
  expect(shown(null)).toBe('后果 正在算');
  expect(shown({ ...effect, intervals: 0, ending: 0, metrics: [], items: [], changed: 0 })).toContain('都保留，不因此消失');
});

test('an alarm that would be judged by another threshold is not said to stay, and the figures show their age', () => {
  vi.spyOn(stationClock, 'now').mockReturnValue(at());
  const text = shown({ ...effect, ending: 0, undecided: 3, at: at(-5000) });
  expect(text).toContain('3 条阈值变了，去留由下一个样本定');
  expect(text).not.toContain('都保留');
  expect(text).toContain('后果 5 秒');
});
