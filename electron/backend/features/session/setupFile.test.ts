import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Setup } from '../../../../shared/contracts/session.ts';
import { readSetupFile, SetupFileWrong, spendSetupFile } from './setupFile.ts';

const person = (account: string) => ({ account, name: '王磊', staffNumber: account, password: 'duty-room-2026' });
const SETUP: Setup = {
  stationName: '省政务云',
  systemAdministrator: person('sysadmin'),
  securityAdministrator: person('secadmin'),
  auditAdministrator: person('auditor'),
  operator: person('wanglei'),
};

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sw-setup-'));
  file = join(folder, 'setup.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function wrong(content: string): SetupFileWrong {
  writeFileSync(file, content);
  try {
    readSetupFile(file);
  } catch (error) {
    if (error instanceof SetupFileWrong) return error;
  }
  throw new Error('the file was accepted');
}

describe('unattended set-up file', () => {
  test('it is read once: afterwards it holds no password and says that it is spent', () => {
    writeFileSync(file, JSON.stringify(SETUP));
    expect(readSetupFile(file)).toEqual({ kind: 'ready', setup: SETUP });
    spendSetupFile(file, SETUP);
    expect(readFileSync(file, 'utf8')).not.toContain('duty-room-2026');
    expect(readSetupFile(file)).toEqual({ kind: 'spent' });
  });

  test('a spent file with one password filled in again is wrong at the others, not spent', () => {
    const used = (account: string) => ({ ...person(account), password: '(used)' });
    const { zh, en } = wrong(JSON.stringify({ ...SETUP, auditAdministrator: used('auditor'), operator: used('wanglei') }));
    expect(zh).toContain('auditAdministrator.password、operator.password');
    expect(en).toContain('auditAdministrator.password, operator.password');
    expect(zh).toContain(file);
  });

  test.each([
    ['no JSON', '{', 'JSON'],
    ['something else', '[]', 'JSON'],
    ['a place missing', JSON.stringify({ ...SETUP, operator: undefined }), 'operator'],
    ['a field nobody knows', JSON.stringify({ ...SETUP, stationNaem: 'x' }), 'stationNaem'],
  ])('%s is refused by name, in one line of each language', (_what, content, named) => {
    const { zh, en } = wrong(content);
    expect(zh).toContain(named);
    expect(en).toContain(named);
    expect(`${zh}${en}`).not.toContain('\n');
  });

  test('a file that is not there is refused by its path', () => {
    expect(() => readSetupFile(file)).toThrow(`${file} cannot be read (ENOENT)`);
  });
});
