import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readRunToken } from './counts.ts';

const TOKEN = 'abcdefghijklmnopqrstuvwxyz012345';

describe('tokens in the run folder', () => {
  let folder = '';
  let file = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'counts-'));
    file = join(folder, 'run/setup.token');
    mkdirSync(join(folder, 'run'), { mode: 0o700 });
    writeFileSync(file, `${TOKEN}\n`, { mode: 0o600 });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('ours alone, it is read without its line end', () => {
    expect(readRunToken(folder, 'setup.token')).toBe(TOKEN);
  });
  test('absent, readable by others, of another owner or with characters no token has, it is none', () => {
    expect(readRunToken(folder, 'shell.token')).toBeUndefined();
    expect(readRunToken(folder, 'setup.token', (process.getuid?.() ?? 0) + 1)).toBeUndefined();
    chmodSync(file, 0o644);
    expect(readRunToken(folder, 'setup.token')).toBeUndefined();
    chmodSync(file, 0o600);
    writeFileSync(file, `${TOKEN}\r\nx-other: 1`);
    expect(readRunToken(folder, 'setup.token')).toBeUndefined();
  });
});
