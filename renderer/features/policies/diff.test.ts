import { beforeAll, expect, test } from 'vitest';
import { startI18n } from '../../i18n/index.ts';
import { aPolicy } from '../../testing/builders.ts';
import { changesBetween, windowText } from './diff.ts';
import { inputOf } from './model.ts';

beforeAll(startI18n);

const before = inputOf(aPolicy());
const [cpu] = before.metrics;
const changes = (after: typeof before) =>
  changesBetween(before, after, (id) => `名 ${id}`).map(({ field, before: was, after: is }) => [field, was, is]);

test('what changes is told field by field, in words', () => {
  expect(changes(before)).toEqual([]);
  const threshold = { ...cpu!.threshold!, m: 5, n: 3, windows: [{ days: [5, 1], from: 480, to: 1440 }] };
  expect(
    changes({
      ...before,
      intervalS: 20,
      targets: { ...before.targets, classes: [], resourceIds: ['r1'] },
      metrics: [{ ...cpu!, threshold }],
    }),
  ).toEqual([
    ['类别', '主机', '不限'],
    ['单个资源', '不限', '名 r1'],
    ['采集间隔', '不规定', '20 秒'],
    ['CPU 使用率 · 命中', '1 次里至少 1 次', '5 次里至少 3 次'],
    ['CPU 使用率 · 时段', '全天都判定', '周一五 08:00–24:00'],
  ]);
});

test('a metric that goes takes its fields with it', () => {
  const gone = changes({ ...before, metrics: [] });
  expect(gone).toContainEqual(['CPU 使用率 · 核心 · 重要', '95 %', null]);
  expect(gone.every(([, , is]) => is === null)).toBe(true);
});

test('a window over midnight is written as it is', () => {
  expect(windowText({ days: [7], from: 1320, to: 360 })).toBe('周日 22:00–06:00');
});
