import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectHost, readStation, stationOrigin } from './record.ts';

const CONTENT = {
  stationId: 's',
  pid: 2000,
  supervisorPid: 1999,
  scheme: 'https',
  certificate: 'ab'.repeat(32),
  host: '127.0.0.1',
  port: 7460,
  version: '0.1.0',
  startedAt: 5,
  publicKey: 'PEM',
};

describe('station.json', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'record-'));
    mkdirSync(join(folder, 'keys'), { mode: 0o700 });
    writeFileSync(join(folder, 'keys/station.key'), 'secret', { mode: 0o600 });
    writeFileSync(join(folder, 'station.json'), JSON.stringify(CONTENT), { mode: 0o600 });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('is read when folder, record and key are ours alone', () => {
    expect(readStation(folder)).toEqual({ kind: 'record', record: CONTENT });
  });

  test.each([
    ['a folder others may write', '.', 0o777],
    ['a record others may read', 'station.json', 0o644],
    ['a key folder others may enter', 'keys', 0o755],
    ['a key others may read', 'keys/station.key', 0o640],
  ])('%s is refused', (_what, path, mode) => {
    chmodSync(join(folder, path), mode);
    expect(readStation(folder)).toEqual({ kind: 'unsafe', path: join(folder, path) });
  });

  test('a record of another owner is refused', () => {
    expect(readStation(folder, (process.getuid?.() ?? 0) + 1)).toEqual({ kind: 'unsafe', path: folder });
  });

  test('a link in the place of the record is refused', () => {
    renameSync(join(folder, 'station.json'), join(folder, 'other.json'));
    symlinkSync(join(folder, 'other.json'), join(folder, 'station.json'));
    expect(readStation(folder)).toMatchObject({ kind: 'unsafe' });
  });

  test('a record of a station from before it could say its scheme speaks plain HTTP', () => {
    const { scheme: _scheme, certificate: _certificate, ...older } = CONTENT;
    writeFileSync(join(folder, 'station.json'), JSON.stringify(older));
    expect(readStation(folder)).toEqual({ kind: 'record', record: { ...older, scheme: 'http', certificate: null } });
  });

  test.each([
    ['no record', (path: string) => rmSync(path)],
    ['half a record', (path: string) => writeFileSync(path, '{"stationId":"s"')],
    ['a record without a port', (path: string) => writeFileSync(path, JSON.stringify({ ...CONTENT, port: undefined }))],
    ['TLS by no certificate', (path: string) => writeFileSync(path, JSON.stringify({ ...CONTENT, certificate: null }))],
    ['a certificate without TLS', (path: string) => writeFileSync(path, JSON.stringify({ ...CONTENT, scheme: 'http' }))],
    ['a port that is none', (path: string) => writeFileSync(path, JSON.stringify({ ...CONTENT, port: 70_000 }))],
    ['the id of the whole process group', (path: string) => writeFileSync(path, JSON.stringify({ ...CONTENT, supervisorPid: -1 }))],
  ])('%s is no station', (_what, damage) => {
    damage(join(folder, 'station.json'));
    expect(readStation(folder)).toEqual({ kind: 'none' });
  });
});

test('a station on every address is reached over loopback, and IPv6 is bracketed', () => {
  expect(connectHost('0.0.0.0')).toBe('127.0.0.1');
  expect(stationOrigin({ scheme: 'http', host: '::', port: 1 })).toBe('http://[::1]:1');
  expect(stationOrigin({ scheme: 'https', host: '127.0.0.1', port: 7460 })).toBe('https://127.0.0.1:7460');
});
