import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hashInputs, isFresh, removeStamp, writeStamp } from './stamp.ts';

describe('stamps', () => {
  let root = '';
  const write = (path: string, text: string) => writeFileSync(join(root, path), text);
  const hash = () => hashInputs(root, ['source', 'lock.json']);
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'stamp-'));
    mkdirSync(join(root, 'source/inner'), { recursive: true });
    write('source/a.ts', 'a');
    write('source/inner/b.ts', 'b');
    write('lock.json', '{}');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  test.each<[string, () => void]>([
    ['a changed file', () => write('source/inner/b.ts', 'c')],
    ['a new file', () => write('source/new.ts', '')],
    ['a file of another name with the same content', () => rmSync(join(root, 'source/a.ts'))],
    ['a changed lockfile', () => write('lock.json', '[]')],
  ])('%s is another hash', (_what, change) => {
    const before = hash();
    change();
    expect(hash()).not.toBe(before);
  });

  test.each(['a.test.ts', 'b.spec.ts', 'README.md', 'x.tsbuildinfo'])('%s is no input', (name) => {
    const before = hash();
    write(join('source', name), 'text');
    expect(hash()).toBe(before);
  });

  test('an output is fresh while it exists and was made from the same hash', () => {
    const stamp = join(root, 'dist/.stamps/x');
    const output = join(root, 'dist/x');
    writeStamp(stamp, 'h');
    expect(isFresh(stamp, 'h', output)).toBe(false);
    mkdirSync(output);
    expect(isFresh(stamp, 'h', output)).toBe(true);
    expect(isFresh(stamp, 'other', output)).toBe(false);
    removeStamp(stamp);
    expect(isFresh(stamp, 'h', output)).toBe(false);
  });
});
