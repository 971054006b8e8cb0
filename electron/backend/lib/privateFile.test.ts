import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canMount, fillUp, type LoopDisk, mountLoopDisk } from '../../../test/support/loopDisk.ts';
import { writePrivate } from './privateFile.ts';

describe('a private file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sw-private-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('is of this user only, and of the new content however long the old one was', () => {
    const file = join(folder, 'token');
    for (const text of ['first', 'x', '']) {
      writePrivate(file, text);
      expect(readFileSync(file, 'utf8')).toBe(text);
      expect(statSync(file).mode & 0o777).toBe(0o600);
    }
  });

  test('is not made where its folder is missing', () => {
    expect(() => writePrivate(join(folder, 'none', 'token'), 'x')).toThrow('ENOENT');
  });
});

if (!canMount) console.log('private file on a full disk: skipped, mounting a loop device needs root');

describe.skipIf(!canMount)('on a full disk', () => {
  let disk: LoopDisk;
  beforeAll(() => {
    disk = mountLoopDisk(8);
  });
  afterAll(() => disk.unmount());

  test('R-8.4.3-d2-7 a private file takes its new content in place, shorter or longer, and a new one is refused', () => {
    const file = join(disk.path, 'token');
    writePrivate(file, 'a'.repeat(200));
    fillUp(join(disk.path, 'filler'));
    for (const text of ['short', 'l'.repeat(900), 'b'.repeat(64)]) {
      writePrivate(file, text);
      expect(readFileSync(file, 'utf8')).toBe(text);
    }
    expect(() => writePrivate(join(disk.path, 'other'), 'x')).toThrow(/ENOSPC|ENOENT/);
  });
});
