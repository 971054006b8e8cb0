import { describe, expect, test } from 'vitest';
import type { StationRecord } from '../station/record.ts';
import { decideContent, shownStation } from './content.ts';

const RECORD: StationRecord = {
  stationId: 's',
  pid: 2,
  supervisorPid: 2,
  scheme: 'http',
  certificate: null,
  host: '127.0.0.1',
  port: 7460,
  version: '1',
  startedAt: 0,
  publicKey: '',
};
const open = shownStation(RECORD);
const local = { kind: 'local' } as const;
const nothing = { kind: 'nothing' } as const;

describe('what a window shows', () => {
  test('the page of a proven station, once', () => {
    expect(decideContent(nothing, 'attached', RECORD)).toBe('station');
    expect(decideContent(local, 'attached', RECORD)).toBe('station');
    expect(decideContent(open, 'attached', { ...RECORD, pid: 3, startedAt: 9 })).toBe('keep');
  });
  test('a station of another version, identity or port is opened anew', () => {
    expect(decideContent(open, 'attached', { ...RECORD, version: '2' })).toBe('station');
    expect(decideContent(open, 'attached', { ...RECORD, stationId: 't' })).toBe('station');
    expect(decideContent(open, 'attached', { ...RECORD, port: 1 })).toBe('station');
  });
  test.each(['searching', 'starting', 'failed'] as const)(
    'while %s an open page keeps its last picture; without one the local page is shown',
    (state) => {
      expect(decideContent(open, state, undefined)).toBe('keep');
      expect(decideContent(local, state, undefined)).toBe('keep');
      expect(decideContent(nothing, state, undefined)).toBe('local');
    },
  );
  test('somebody else in the place of the station takes the page away', () => {
    expect(decideContent(open, 'foreign', undefined)).toBe('local');
    expect(decideContent(local, 'foreign', undefined)).toBe('keep');
  });
});
