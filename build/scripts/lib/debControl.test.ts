import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { controlFile, parseFpmArguments } from './debControl.ts';
import { ROOT } from './paths.ts';

const ARGUMENTS = [
  ...['-s', 'dir', '--force', '-t', 'deb', '-d', 'libnss3', '-d', 'libgbm1', '--deb-recommends', 'fping', '--deb-compression', 'gz'],
  ...['--architecture', 'amd64', '--description', 'Short\n Long first\n\n Long second', '--version', '1.2.3', '--package', 'out.deb'],
  ...['--name', 'shouwang', '--maintainer', 'A <a@b>', '--url', 'https://x.invalid', '--license=Apache-2.0'],
];

describe('a Debian package without fpm', () => {
  test("the packer's words become a control file", () => {
    const request = parseFpmArguments([...ARGUMENTS, '/app/=/opt/Shouwang', '/i.png=/usr/share/i=1.png']);
    expect(request.contents).toEqual([
      ['/app/', '/opt/Shouwang'],
      ['/i.png=/usr/share/i', '1.png'],
    ]);
    expect(controlFile(request, 99)).toBe(
      [
        'Package: shouwang',
        'Version: 1.2.3',
        'Architecture: amd64',
        'Maintainer: A <a@b>',
        'Installed-Size: 99',
        'Depends: libnss3, libgbm1',
        'Recommends: fping',
        'Section: net',
        'Priority: optional',
        'Homepage: https://x.invalid',
        'Description: Short',
        ' Long first',
        ' .',
        ' Long second',
        '',
      ].join('\n'),
    );
  });

  test('another format, an unknown switch at the end and a source without a place are refused', () => {
    expect(() => parseFpmArguments(['-t', 'rpm'])).toThrow('rpm');
    expect(() => parseFpmArguments(['-t', 'deb', '--name'])).toThrow('--name');
    expect(() => parseFpmArguments(['-t', 'deb', '/app'])).toThrow('/app');
  });
});

describe.runIf(existsSync('/usr/bin/dpkg-deb'))('the package it builds', () => {
  let folder = '';
  let file = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'deb-'));
    file = join(folder, 'out.deb');
    mkdirSync(join(folder, 'app'));
    writeFileSync(join(folder, 'app/program'), 'x', { mode: 0o755 });
    writeFileSync(join(folder, 'postinst'), '#!/bin/sh\n');
    const args = ARGUMENTS.map((arg) => (arg === 'out.deb' ? file : arg));
    const rest = ['--after-install', join(folder, 'postinst'), `${folder}/app/=/opt/Shouwang`, `${folder}/app/program=/usr/bin/link`];
    execFileSync(process.execPath, [join(ROOT, 'build/fpm.mjs'), ...args, ...rest]);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('holds the files at their places, owned by root, and its script', () => {
    const listing = execFileSync('dpkg-deb', ['--contents', file], { encoding: 'utf8' });
    expect(listing).toMatch(/^-rwxr-xr-x root\/root .+ \.\/opt\/Shouwang\/program$/m);
    expect(listing).toMatch(/ \.\/usr\/bin\/link$/m);
    const info = execFileSync('dpkg-deb', ['--info', file], { encoding: 'utf8' });
    expect(info).toMatch(/postinst/);
    expect(info).toMatch(/Package: shouwang/);
  });
});
