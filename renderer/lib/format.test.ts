import { beforeAll, expect, test } from 'vitest';
import { startI18n } from '../i18n/index.ts';
import { at } from '../testing/builders.ts';
import {
  formatAge,
  formatBytes,
  formatDateTime,
  formatDuration,
  formatLevel,
  formatMetric,
  formatTime,
  formatValue,
  formatWhen,
  zoned,
} from './format.ts';

beforeAll(startI18n);
const plain = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, '?');

test('times are those of Asia/Shanghai wherever the browser is', () => {
  expect(formatDateTime(Date.parse('2026-11-22T16:30:05Z'))).toBe('2026-11-23 00:30:05');
  expect(zoned(Date.parse('2026-11-22T16:30:05Z')).weekday).toBe(1);
});

test('midnight is 00, not 24', () => {
  expect(formatTime(Date.parse('2026-11-22T00:00:00+08:00'))).toBe('00:00:00');
});

test('a time is as short as it is unambiguous', () => {
  expect(formatWhen(at(-60_000), at())).toBe('14:34:12');
  expect(formatWhen(at(-86_400_000), at())).toBe('11-21 14:35');
  expect(formatWhen(Date.parse('2025-11-22T14:35:12+08:00'), at())).toBe('2025-11-22 14:35:12');
});

test('an age is told in its largest whole unit', () => {
  expect([-5, 0, 59_999, 60_000, 3_599_999, 3_600_000, 172_800_000].map((ms) => plain(formatAge(ms)))).toEqual([
    '0 ?',
    '0 ?',
    '59 ?',
    '1 ?',
    '59 ?',
    '1 ?',
    '2 ?',
  ]);
  expect(new Set([1000, 60_000, 3_600_000, 86_400_000].map(formatAge)).size).toBe(4);
});

test('units follow their figure after a gap', () => {
  expect(formatValue(29.44, '%', 1)).toBe('29.4 %');
  expect(formatValue(8_100_000_000, 'bit/s', 0)).toBe('8.1 Gbit/s');
  expect(formatValue(12.3, 'ms', 2)).toBe('12.30 ms');
  expect(formatBytes(38 * 1024 ** 3)).toBe('38.0 GB');
  expect(formatBytes(512)).toBe('512 B');
  expect(formatBytes(999 * 1024)).toBe('999 KB');
});

test('a duration has two units at most', () => {
  expect(plain(formatDuration(3 * 86_400 + 4 * 3600 + 59))).toBe('3 ? 4 ?');
  expect(plain(formatDuration(86_400))).toBe('1 ?');
  expect(plain(formatDuration(0))).toBe('0 ?');
});

test('a value that was not obtained is never zero', () => {
  expect(formatMetric('cpu.utilisation', null)).not.toMatch(/\d/);
  expect(formatMetric('cpu.utilisation', 0)).toBe('0.0 %');
});

test('a limit has no zeros that say nothing', () => {
  expect(formatLevel('cpu.utilisation', 90)).toBe('90 %');
  expect(formatLevel('cpu.utilisation', 98.64)).toBe('98.6 %');
  expect(formatLevel('icmp.rtt', 0.1)).toBe('0.1 ms');
  expect(formatLevel('interface.up', 0)).toBe(formatMetric('interface.up', 0));
});

test('a metric this version does not know is still a number', () => {
  expect(formatMetric('new.thing', 3)).toBe('3.00');
  expect(formatLevel('new.thing', 3)).toBe('3');
});
