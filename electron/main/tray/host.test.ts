import { describe, expect, test } from 'vitest';
import { type Ask, hasTrayHost } from './host.ts';

const answering =
  (answers: Readonly<Record<string, string>>): Ask =>
  (program) =>
    Promise.resolve(answers[program]);

describe('whether the desktop has a tray', () => {
  test.each<[string, Record<string, string>, boolean]>([
    ['gdbus says yes', { gdbus: '(true,)\n' }, true],
    ['gdbus says no', { gdbus: '(false,)\n' }, false],
    ['only dbus-send is there', { 'dbus-send': 'method return time=1\n   boolean true\n' }, true],
    ['only busctl is there', { busctl: 'b true\n' }, true],
    ['nobody can say', {}, false],
  ])('%s', async (_what, answers, expected) => {
    expect(await hasTrayHost('linux', answering(answers))).toBe(expected);
  });
  test('other platforms always have one', async () => {
    expect(await hasTrayHost('win32', answering({}))).toBe(true);
  });
});
