#!/usr/bin/env node
// Stands in for fpm, which is in neither npm nor Debian, with what electron-builder asks of it for a .deb; needs dpkg-deb only.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { controlFile, parseFpmArguments } from './scripts/lib/debControl.ts';

const request = parseFpmArguments(process.argv.slice(2));
const { fields } = request;
const tree = mkdtempSync(join(tmpdir(), 'shouwang-deb-'));
const COMPRESSION = { gz: 'gzip', none: 'none' };

try {
  for (const [from, to] of request.contents) {
    const target = join(tree, to);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(from, target, { recursive: true, verbatimSymlinks: true });
  }
  const [size] = execFileSync('du', ['-sk', tree], { encoding: 'utf8' }).split('\t');
  const control = join(tree, 'DEBIAN');
  mkdirSync(control);
  writeFileSync(join(control, 'control'), controlFile(request, Number(size)));
  for (const [option, script] of [
    ['after-install', 'postinst'],
    ['after-remove', 'postrm'],
  ]) {
    if (!fields[option]) continue;
    copyFileSync(fields[option], join(control, script));
    chmodSync(join(control, script), 0o755);
  }
  execFileSync('chmod', ['-R', 'go-w,a+rX', tree]);
  const compression = COMPRESSION[fields['deb-compression']] ?? 'xz';
  execFileSync('dpkg-deb', ['--root-owner-group', `-Z${compression}`, '--build', tree, fields.package], { stdio: 'inherit' });
} finally {
  rmSync(tree, { recursive: true, force: true });
}
