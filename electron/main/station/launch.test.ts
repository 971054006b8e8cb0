import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { launchStation, lineForPeople, stationEnvironment, stationProgram } from './launch.ts';

describe('the program of the station', () => {
  test('in the package it lies outside the archive, run by the Node inside the package', () => {
    const program = stationProgram({ isPackaged: true, appPath: '/o/app.asar', resourcesPath: '/o', platform: 'linux', arch: 'x64' });
    expect(program).toEqual({ node: '/o/runtime/node', entry: '/o/app.asar.unpacked/dist/backend/supervisor.mjs' });
  });

  test('in a clone the Node of the lockfile runs it, and where the lockfile brings none the one in the path', () => {
    const clone = join(import.meta.dirname, '../../..');
    const here = { isPackaged: false, appPath: clone, resourcesPath: '', platform: process.platform, arch: process.arch };
    expect(stationProgram(here).entry).toBe(join(clone, 'dist/backend/supervisor.mjs'));
    expect(stationProgram({ ...here, platform: 'freebsd' }).node).toBe('node');
  });

  test('its environment has no trace of the shell, and says where the data are', () => {
    const environment = stationEnvironment({ PATH: '/bin', NODE_OPTIONS: '-r x', ELECTRON_RUN_AS_NODE: '1', NOC_PORT: '1' }, '/d');
    expect(environment).toEqual({ PATH: '/bin', NOC_PORT: '1', NOC_DATA: '/d', NOC_MODE: 'station' });
  });
});

describe('starting it', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'launch-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('the end is told with the Chinese line of this start, and only this start is kept', async () => {
    const entry = join(folder, 'program.mjs');
    writeFileSync(entry, `console.log('{"level":30}'); console.error('数据文件夹不可写。\\nnot writable'); process.exitCode = 1;`);
    const program = { node: process.execPath, entry };
    expect(await launchStation(program, folder).exited).toEqual({ code: '1', line: '数据文件夹不可写。' });
    expect(readFileSync(join(folder, 'log/start.log'), 'utf8')).toBe('数据文件夹不可写。\nnot writable\n');
    writeFileSync(entry, 'process.exitCode = 3;');
    expect(await launchStation(program, folder).exited).toEqual({ code: '3', line: '' });
    expect(readFileSync(join(folder, 'log/start.log'), 'utf8')).toBe('');
  });

  test('a program that is not there is told too', async () => {
    expect(await launchStation({ node: join(folder, 'none'), entry: 'x' }, folder).exited).toEqual({ code: 'ENOENT', line: '' });
  });
});

test('without a Chinese line the last one that is no log line is taken', () => {
  expect(lineForPeople('{"a":1}\nError: bang\n{"b":2}\n')).toBe('Error: bang');
  expect(lineForPeople('')).toBe('');
});
