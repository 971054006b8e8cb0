import { expect, test } from 'vitest';
import type { Alarm } from '../../../../shared/contracts/alarms.ts';
import { anAlarm, id, over } from '../../../testing/builders.ts';
import { markup, words } from '../../../testing/markup.tsx';
import { WallAlarms } from './WallAlarms.tsx';
import { WallAttention } from './WallAttention.tsx';

const full = anAlarm({
  severity: 'major',
  resourceName: '公文交换 邮件 01',
  probableCause: 'thresholdCrossed',
  component: '/data',
  threshold: { metric: 'filesystem.utilisation', observed: 97, level: 95, direction: 'above' },
});
const list = (alarms: readonly Alarm[] | undefined, isAway = false): string =>
  markup(<WallAlarms alarms={alarms} height={1544} isAway={isAway} />);
const attention = (alarms: readonly Alarm[] | undefined, isAway = false): string =>
  markup(<WallAttention alarms={alarms} height={1544} isAway={isAway} />);
const states = (html: string): readonly (string | undefined)[] => [...html.matchAll(/data-state="(\w+)"/g)].map(([, state]) => state);

test('what is wrong stands in a box of its own, which does not give way; the part of the object follows without a gap', () => {
  const html = list([full]);
  expect(html).toMatch(/<span class="[^"]*fault[^"]*">文件系统使用率 97 %<\/span><span class="[^"]*part[^"]*">（\/data）<\/span>/);
});

test('who waits longest and what happened last are told with what is wrong, not only with the object', () => {
  const text = words(attention([full]));
  expect(text.match(/公文交换 邮件 01/g)).toHaveLength(2);
  expect(text.match(/文件系统使用率 97 %/g)).toHaveLength(2);
});

test('what is simulated says so in the list and beside it, also in a row of one line', () => {
  const simulated = { ...full, isSimulated: true };
  expect(words(list([simulated]))).toContain('公文交换 邮件 01 模拟');
  expect(words(attention([simulated])).match(/文件系统使用率 97 % （\/data） 模拟/g)).toHaveLength(2);
  const many = Array.from({ length: 9 }, (_, n) => anAlarm({ id: id(n + 1), severity: 'major', isSimulated: true }));
  expect(words(list(many)).match(/SW-AGG-A3 模拟/g)?.length).toBeGreaterThan(6);
  expect(words(list([full]))).not.toContain('模拟');
});

test('marks are those of the desk, and steady while the station is away', () => {
  const alarms = [full, anAlarm({ id: id(2), severity: 'critical', cleared: over })];
  expect(new Set(states(attention(alarms)))).toEqual(new Set(['unacknowledged', 'cleared']));
  expect(states(attention(alarms, true))).not.toContain('unacknowledged');
  expect(states(list(alarms, true))).not.toContain('unacknowledged');
});

test('every title and every empty zone says of when it is while the station is away', () => {
  expect(words(attention([], true))).toBe('断开前 未确认最久 断开前 全部已确认 断开前 发生、恢复 断开前 暂时没有变化');
  expect(words(list([], true))).toContain('断开前 没有紧急、重要告警');
  expect(words(list([]))).not.toContain('断开前');
});
