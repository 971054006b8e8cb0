import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startI18n } from '../../i18n/index.ts';
import { anAlarm, at, id, seen } from '../../testing/builders.ts';
import { EXPORT_LIMIT, fetchAll, historyCsv } from './history.ts';

beforeAll(startI18n);
afterEach(() => {
  vi.unstubAllGlobals();
});

test('a file has one line per alarm, and a comment that a spreadsheet would run stays text', () => {
  const text = historyCsv([anAlarm({ acknowledged: { ...seen, comment: '=cmd()' }, resourceName: 'A,"B"' }), anAlarm({ id: id(2) })]);
  const lines = text.trimEnd().split('\r\n');
  expect(text.startsWith('\uFEFF')).toBe(true);
  expect(lines).toHaveLength(3);
  expect(lines[1]).toContain('"A,""B"""');
  expect(lines[1]).toContain("'=cmd()");
  expect(lines[0]).toContain('对象,数据来源,地址');
  expect(lines[1]?.startsWith('ALM-20261122-004418,2026-11-22 14:31:12')).toBe(true);
});

test('a file says of what is simulated that it is', () => {
  const lines = historyCsv([anAlarm({ isSimulated: true }), anAlarm({ id: id(2) })]).split('\r\n');
  expect([lines[1]?.includes('SW-AGG-A3,模拟,'), lines[2]?.includes('SW-AGG-A3,,')]).toEqual([true, true]);
});

test('B10 a file says of a consequence what it was held to come from', () => {
  const cause = { kind: 'resource', resourceId: id(9), component: '', name: 'SW-CORE-1', certainty: 1, at: at() } as const;
  const lines = historyCsv([anAlarm({ cause }), anAlarm({ id: id(2) })]).split('\r\n');
  expect([lines[1]?.endsWith(',因 SW-CORE-1 不通'), lines[2]?.endsWith(',')]).toEqual([true, true]);
});

test('an export follows the pages to the end and says how far it is', async () => {
  const pages = [
    { items: [anAlarm({ id: id(1) })], total: 2, next: 'c1' },
    { items: [anAlarm({ id: id(2) })], total: 2, next: null },
  ];
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url);
    return Response.json(pages[asked.length - 1]);
  });
  const progress: number[] = [];
  const found = await fetchAll({ from: 5, severity: 'major' }, (done) => progress.push(done));
  expect(found.map((alarm) => alarm.id)).toEqual([id(1), id(2)]);
  expect(progress).toEqual([1, 2]);
  expect(asked[0]).toContain('severity=major');
  expect(asked[1]).toContain('cursor=c1');
});

test('an export stops at its limit', async () => {
  const items = Array.from({ length: 500 }, (_, n) => ({ id: id(n) }));
  vi.stubGlobal('fetch', async () => Response.json({ items, total: 10 * EXPORT_LIMIT, next: 'more' }));
  await expect(fetchAll({ from: 0 }, () => undefined)).resolves.toHaveLength(EXPORT_LIMIT);
});
