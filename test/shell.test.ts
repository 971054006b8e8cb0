import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultDataFolder } from '../electron/backend/config/load.ts';
import { readShellConfig } from '../electron/main/config.ts';
import { fetchCounts } from '../electron/main/station/counts.ts';
import { callLocal } from '../electron/main/station/http.ts';
import { lookForStation } from '../electron/main/station/look.ts';
import { proveStation } from '../electron/main/station/proof.ts';
import { readStation, type StationRecord, stationOrigin } from '../electron/main/station/record.ts';
import { lacking, temporaryFolder } from './protocol/peers.ts';
import { selfSigned, tlsServer } from './protocol/servers.ts';
import { startTestStation, type TestStation } from './support/station.ts';

describe('shell and station agree without importing each other', () => {
  test.each([
    ['linux', {}],
    ['linux', { XDG_DATA_HOME: '/x' }],
    ['win32', {}],
    ['win32', { ProgramData: 'D:\\Data' }],
    ['darwin', {}],
  ] as const)('on the data folder of %s %j', (platform, environment) => {
    expect(readShellConfig([], environment, platform).dataFolder).toBe(resolve(defaultDataFolder(environment, platform)));
  });
});

function recordOf({ data }: TestStation): StationRecord {
  const reading = readStation(data);
  if (reading.kind !== 'record') throw new Error(`station.json is ${reading.kind}`);
  return reading.record;
}

describe('the shell finds a station', () => {
  let station: TestStation;
  beforeAll(async () => {
    station = await startTestStation();
  });
  afterAll(() => station.stop());

  test('that serves plain HTTP, by its key', async () => {
    const record = recordOf(station);
    expect([record.scheme, record.certificate, stationOrigin(record)]).toEqual(['http', null, station.url]);
    const config = readShellConfig([], { NOC_DATA: station.data, NOC_PORT: '0' });
    expect(await lookForStation(config, undefined)).toEqual({ kind: 'ours', record });
    expect(await fetchCounts(station.data, record)).toMatchObject({ critical: 0 });
  });
});

describe.skipIf(lacking('TLS', { programs: ['openssl'] }) !== null)('the shell finds a station that serves TLS', () => {
  const folder = temporaryFolder();
  // Neither the name nor anybody who issues certificates vouches for it: the station's own record does.
  const mine = selfSigned(folder.path, 'noc.example', 0, 30);
  const other = selfSigned(folder.path, 'other.example', 0, 30);
  let station: TestStation;
  let record: StationRecord;
  beforeAll(async () => {
    station = await startTestStation({ environment: { NOC_TLS_CERTIFICATE: mine.cert, NOC_TLS_KEY: mine.key } });
    record = recordOf(station);
  });
  afterAll(async () => {
    await station.stop();
    folder.remove();
  });

  test('by its certificate and its key, and reads its counts', async () => {
    expect(stationOrigin(record)).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect(station.lines.join()).toContain(`${stationOrigin(record)}/setup#token=`);
    const config = readShellConfig([], { NOC_DATA: station.data, NOC_PORT: '0' });
    expect(await lookForStation(config, undefined)).toEqual({ kind: 'ours', record });
    expect(await lookForStation(config, record)).toEqual({ kind: 'ours', record });
    expect(await fetchCounts(station.data, record)).toMatchObject({ critical: 0 });
  });

  test('somebody else at its address is refuted and hears nothing', async () => {
    let heard = 0;
    const stranger = await tlsServer(other, (_request, response) => {
      heard += 1;
      response.end();
    });
    const inItsPlace = { ...record, port: stranger.port };
    expect(await proveStation(inItsPlace)).toBe('refuted');
    expect(await fetchCounts(station.data, inItsPlace)).toBeUndefined();
    expect([stranger.connections(), heard]).toEqual([2, 0]);
    await stranger.stop();
  });

  test('a plain program at its address, and none at all, are silent', async () => {
    const plain = await startTestStation();
    expect(await proveStation({ ...record, port: recordOf(plain).port })).toBe('silent');
    await plain.stop();
    expect(await callLocal({ method: 'GET', to: { ...record, port: 1 }, path: '/', timeoutMs: 3000 })).toBeUndefined();
  });

  test('a certificate that cannot serve ends the start by name', async () => {
    const environment = { NOC_TLS_CERTIFICATE: mine.cert, NOC_TLS_KEY: other.key };
    await expect(startTestStation({ environment })).rejects.toThrow(`${mine.cert} and the key ${other.key} cannot be used`);
  });
});
