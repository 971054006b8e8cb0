import { describe, expect, test } from 'vitest';
import { fileName, plainText } from './text.ts';

describe('text from a page', () => {
  test.each([
    ['a direction override', 'host\u202Etxt.exe', 'host txt.exe'],
    ['zero-width characters', 'sw\u200B01\uFEFF', 'sw 01'],
    ['line breaks and escapes', 'a\r\nb\u001B[31m', 'a  b [31m'],
    ['decomposed letters', 'e\u0301', '\u00E9'],
  ])('%s', (_what, text, plain) => {
    expect(plainText(text)).toBe(plain);
  });
});

describe('a file name from a page', () => {
  test.each([
    ['../../etc/passwd', '_.._etc_passwd'],
    ['/root/.bashrc', '_root_.bashrc'],
    ['C:\\Windows\\a.txt', 'C__Windows_a.txt'],
    ['...hidden', 'hidden'],
    ['告警 2026-11-24.csv', '告警 2026-11-24.csv'],
    ['\u202E', 'shouwang.txt'],
    ['', 'shouwang.txt'],
  ])('%j becomes %j', (name, cleaned) => {
    expect(fileName(name)).toBe(cleaned);
  });
  test('is cut to a length every file system takes', () => {
    expect(fileName('a'.repeat(500))).toHaveLength(150);
  });
});
