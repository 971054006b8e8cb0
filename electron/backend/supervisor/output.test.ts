import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createLines, createOutput, openRotatingLog } from './output.ts';

describe('the station log', () => {
  let folder = '';
  let file = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sw-log-'));
    file = join(folder, 'station.log');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const linesOf = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\n');

  test('is a few files of a bounded size with whole lines in their order, whoever opens it', () => {
    const limit = 100;
    const written = Array.from({ length: 60 }, (_, i) => `line ${i} of a run`);
    for (const from of [0, 20, 40]) {
      const write = openRotatingLog(file, limit, 3);
      for (const line of written.slice(from, from + 20)) write(line);
    }
    const files = [`${file}.2`, `${file}.1`, file];
    expect(files.map((path) => statSync(path).size <= limit)).toEqual([true, true, true]);
    expect(existsSync(`${file}.3`)).toBe(false);
    const kept = files.flatMap(linesOf);
    expect(kept).toEqual(written.slice(-kept.length));
    expect(kept.length).toBeGreaterThan(10);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('a line longer than a file has a file of its own', () => {
    const write = openRotatingLog(file, 10, 3);
    for (const line of ['a', 'b'.repeat(30), 'c']) write(line);
    expect([`${file}.2`, `${file}.1`, file].map(linesOf)).toEqual([['a'], ['b'.repeat(30)], ['c']]);
  });

  test('where the newest file cannot be put aside nothing is given up: it grows on, and is put aside when it can be', () => {
    const write = openRotatingLog(file, 20, 3);
    for (const line of ['oldest 1', 'older 22', 'newer 33', 'newest 4']) write(line);
    mkdirSync(join(`${file}.next`, 'held'), { recursive: true });
    const kept = linesOf(`${file}.1`);
    const more = Array.from({ length: 6 }, (_, i) => `held back ${i}`);
    for (const line of more) write(line);
    expect(linesOf(`${file}.1`)).toEqual(kept);
    expect(linesOf(file).slice(-more.length)).toEqual(more);
    rmSync(`${file}.next`, { recursive: true });
    write('free again');
    write('and on');
    expect(linesOf(`${file}.2`)).toEqual(kept);
  });

  test('what cannot be written is dropped, and that is said when it can be again', () => {
    mkdirSync(file);
    const write = openRotatingLog(file);
    write('one');
    write('two');
    rmdirSync(file);
    write('three');
    const [said, line, ...more] = linesOf(file);
    expect(JSON.parse(said ?? '')).toMatchObject({ process: 'supervisor', lost: 2, msg: 'log lines lost' });
    expect([line, more]).toEqual(['three', []]);
  });
});

test('what is printed for people is kept without the one-time token', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sw-log-'));
  mkdirSync(join(folder, 'log'));
  const printed = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  createOutput(folder).people('open http://127.0.0.1:7460/setup#token=s3cret');
  expect(printed.mock.calls).toEqual([['open http://127.0.0.1:7460/setup#token=s3cret\n']]);
  printed.mockRestore();
  expect(readFileSync(join(folder, 'log', 'station.log'), 'utf8')).toBe('open http://127.0.0.1:7460/setup#token=[redacted]\n');
  rmSync(folder, { recursive: true });
});

test('a standard error that the data folder keeps, as for a station the shell starts, gets no token; a file somebody chose does', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sw-log-'));
  mkdirSync(join(folder, 'log'));
  const program = `
    import { createOutput } from ${JSON.stringify(join(import.meta.dirname, 'output.ts'))};
    createOutput(${JSON.stringify(folder)}).people('实验环境 http://127.0.0.1:7460/sign-in/link#token=s3cret');`;
  const told = (name: string): string => {
    const descriptor = openSync(join(folder, name), 'a', 0o600);
    spawnSync(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'ignore', descriptor] });
    closeSync(descriptor);
    return readFileSync(join(folder, name), 'utf8');
  };
  const line = (token: string): string => `实验环境 http://127.0.0.1:7460/sign-in/link#token=${token}\n`;
  expect([told('log/start.log'), told('chosen.log')]).toEqual([line('[redacted]'), line('s3cret')]);
  expect(readFileSync(join(folder, 'log/station.log'), 'utf8')).toBe(line('[redacted]').repeat(2));
  rmSync(folder, { recursive: true });
});

test('chunks become whole lines, the last also without its line feed', () => {
  const got: string[] = [];
  const lines = createLines((line) => got.push(line));
  for (const chunk of ['{"a":', '1}\n{"b"', ':2}\n', '\nc']) lines.push(chunk);
  expect(got).toEqual(['{"a":1}', '{"b":2}', '']);
  lines.end();
  lines.end();
  expect(got.at(-1)).toBe('c');
  expect(got).toHaveLength(4);
});
