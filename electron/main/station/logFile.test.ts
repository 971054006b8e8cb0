import { closeSync, existsSync, mkdtempSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLog, rotateLog } from './logFile.ts';

describe('rotation of a log that somebody holds open', () => {
  let file = '';
  beforeEach(() => {
    file = join(mkdtempSync(join(tmpdir(), 'log-')), 'log', 'station.log');
  });
  afterEach(() => rmSync(join(file, '../..'), { recursive: true, force: true }));

  test('the writer goes on in the emptied file, older parts move up, and no more than the wanted number stays', () => {
    const descriptor = openLog(file);
    for (const part of ['one', 'two', 'three', 'four']) {
      writeSync(descriptor, part);
      expect(rotateLog(file, 2, 2)).toBe(true);
    }
    writeSync(descriptor, 'five');
    closeSync(descriptor);
    expect(readFileSync(file, 'utf8')).toBe('five');
    expect(readFileSync(`${file}.1`, 'utf8')).toBe('four');
    expect(readFileSync(`${file}.2`, 'utf8')).toBe('three');
    expect(existsSync(`${file}.3`)).toBe(false);
  });

  test('a small or absent log stays as it is', () => {
    expect(rotateLog(file, 10, 2)).toBe(false);
    const descriptor = openLog(file);
    writeSync(descriptor, '12345');
    expect(rotateLog(file, 10, 2)).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe('12345');
    closeSync(descriptor);
  });
});
