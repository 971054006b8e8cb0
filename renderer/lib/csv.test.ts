import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

test('a file opens with a byte order mark, a head line and CRLF', () => {
  expect(toCsv(['名称', 'CPU'], [['SW-1', 31.2]])).toBe('\uFEFF名称,CPU\r\nSW-1,31.2\r\n');
});

test('quotes, commas and line breaks stay inside their cell', () => {
  expect(toCsv(['a'], [['x,"y"\nz']])).toBe('\uFEFFa\r\n"x,""y""\nz"\r\n');
});

test('a missing value is an empty cell, never a zero', () => {
  expect(toCsv(['a', 'b'], [[null, 0]])).toBe('\uFEFFa,b\r\n,0\r\n');
});

test('a name that a spreadsheet would run stays text; a negative number stays a number', () => {
  expect(toCsv(['a'], [['=1+1'], ['@x'], [-5]])).toBe("\uFEFFa\r\n'=1+1\r\n'@x\r\n-5\r\n");
});
