import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entryFile, entryText, isEntryOn, ownVariables, setEntry } from './entry.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'noc-login-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Words of the `Exec` line as a desktop reads it: the value's escapes first, then the quoting. */
function wordsOf(text: string): string[] {
  const value = /^Exec=(.*)$/m.exec(text)?.[1]?.replaceAll('\\\\', '\\').replaceAll('%%', '%') ?? '';
  return [...value.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1]?.replace(/\\(.)/g, '$1') ?? '');
}

describe('start at login', () => {
  const odd = '/opt/值守 "A" $HOME `x` 100% \\ end';

  it('names the program, its arguments and the station exactly, whatever characters are in them', () => {
    const text = entryText({ program: odd, args: ['/app dir'], environment: { NOC_DATA: odd } });
    expect(wordsOf(text)).toEqual(['env', `NOC_DATA=${odd}`, odd, '/app dir']);
    expect(() => entryText({ program: '/a\nExec=evil', args: [], environment: {} })).toThrow('line break');
  });

  it('runs what was named', () => {
    const program = join(folder, 'a $program');
    writeFileSync(program, '#!/bin/sh\nprintf "%s|%s" "$NOC_DATA" "$1"\n');
    chmodSync(program, 0o755);
    const [first = '', ...rest] = wordsOf(entryText({ program, args: ['一 %f'], environment: { NOC_DATA: odd } }));
    expect(execFileSync(first, rest, { encoding: 'utf8' })).toBe(`${odd}|一 %f`);
  });

  it('is on while its entry is there and no desktop has switched it off', () => {
    const file = entryFile({ XDG_CONFIG_HOME: folder });
    expect([file, isEntryOn(file)]).toEqual([join(folder, 'autostart/shouwang.desktop'), false]);
    setEntry(file, { program: '/opt/shouwang', args: [], environment: {} });
    expect(isEntryOn(file)).toBe(true);
    writeFileSync(file, readFileSync(file, 'utf8').replace('enabled=true', 'enabled=false'));
    expect(isEntryOn(file)).toBe(false);
    setEntry(file, { program: '/opt/shouwang', args: [], environment: {} });
    expect(isEntryOn(file)).toBe(true);
    setEntry(file, null);
    setEntry(file, null);
    expect(isEntryOn(file)).toBe(false);
  });

  it('takes with it what says which station is meant, and nothing else', () => {
    expect(ownVariables({ NOC_DATA: '/srv/a', PATH: '/bin', NOC_PORT: undefined })).toEqual({ NOC_DATA: '/srv/a' });
  });
});
