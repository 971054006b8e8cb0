import { expect, test } from 'vitest';
import { anAlarm, at, id, over, seen } from '../../testing/builders.ts';
import { changedWhileAway, fitAlarms, longestWaiting, needsTwoLines, recentChanges } from './model.ts';

test('rows that do not fit whole are left out and counted', () => {
  const alarms = [
    ...Array.from({ length: 3 }, (_, n) => anAlarm({ id: id(n) })),
    ...Array.from({ length: 14 }, (_, n) => anAlarm({ id: id(100 + n), severity: 'major' })),
    anAlarm({ id: id(500), severity: 'minor' }),
  ];
  const { shown, total } = fitAlarms(alarms, 1544, () => false);
  expect(total).toBe(17);
  expect(shown).toHaveLength(10);
  expect(shown.slice(0, 4).map(({ alarm, lines }) => [alarm.severity, lines])).toEqual([
    ['critical', 2],
    ['critical', 2],
    ['critical', 2],
    ['major', 1],
  ]);
});

test('where all rows fit a major one has two lines as well; in a crowd only one whose fault would be cut off', () => {
  const majors = Array.from({ length: 7 }, (_, n) => anAlarm({ id: id(n), severity: 'major' }));
  const linesOf = (alarms: readonly ReturnType<typeof anAlarm>[]): readonly number[] =>
    fitAlarms(alarms, 1544, (alarm) => alarm.id === id(2)).shown.map(({ lines }) => lines);
  expect(linesOf(majors.slice(0, 6))).toEqual([2, 2, 2, 2, 2, 2]);
  expect([...linesOf(majors)].sort()).toEqual([1, 1, 1, 1, 1, 1, 2]);
});

test('a fault is never cut off for a long object, only for one it could not stand beside', () => {
  expect(needsTwoLines('公文交换 邮件 01', '服务不可用')).toBe(false);
  expect(needsTwoLines('vm', '文件系统使用率 97 %')).toBe(false);
  expect(needsTwoLines('公文交换 邮件 01', '文件系统使用率 97 %')).toBe(true);
});

test('the order of the wall is the order of the desk: unacknowledged first, then newest', () => {
  const alarms = [
    anAlarm({ id: id(1), acknowledged: seen, activeAt: at(-10) }),
    anAlarm({ id: id(2), activeAt: at(-900_000) }),
    anAlarm({ id: id(3), activeAt: at(-100) }),
  ];
  expect(fitAlarms(alarms, 2000, () => false).shown.map(({ alarm }) => alarm.id)).toEqual([id(3), id(2), id(1)]);
});

test('the longest waiting comes first, also when it is already over', () => {
  const alarms = [
    anAlarm({ id: id(1), activeAt: at(-1000) }),
    anAlarm({ id: id(2), activeAt: at(-9000), cleared: over }),
    anAlarm({ id: id(3), activeAt: at(-99_000), acknowledged: seen }),
  ];
  expect(longestWaiting(alarms, 5).map((alarm) => alarm.id)).toEqual([id(2), id(1)]);
  expect(longestWaiting(alarms, 1)).toHaveLength(1);
});

test('an alarm that ended is there twice: when it began and when it ended', () => {
  const alarms = [
    anAlarm({ id: id(1), activeAt: at(-240_000), cleared: { ...over, at: at(-30_000) } }),
    anAlarm({ id: id(2), activeAt: at(-60_000) }),
  ];
  expect(recentChanges(alarms, 9).map(({ alarm, kind }) => [alarm.id, kind])).toEqual([
    [id(1), 'cleared'],
    [id(2), 'raised'],
    [id(1), 'raised'],
  ]);
});

test('after an absence: what is new, and what is over or gone', () => {
  const before = [anAlarm({ id: id(1) }), anAlarm({ id: id(2) }), anAlarm({ id: id(3), cleared: over })];
  const after = [anAlarm({ id: id(1), cleared: over }), anAlarm({ id: id(4) }), anAlarm({ id: id(5) })];
  expect(changedWhileAway(before, after)).toEqual({ added: 2, cleared: 2 });
});
