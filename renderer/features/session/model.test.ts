import { describe, expect, it } from 'vitest';
import type { Problem, ProblemCode } from '../../../shared/contracts/problems.ts';
import { Failure } from '../../lib/api.ts';
import { clockOffsetS, isLockedOutNow, newPasswordIssue, refusedBy, safeNext, stationLines } from './model.ts';

const failure = (code: ProblemCode, values?: Problem['values']): Failure =>
  new Failure(code, 401, { type: 'urn:x', title: code, status: 401, code, instance: 'req-1', ...(values && { values }) });

describe('a refused password', () => {
  it('R-6.2-a-3 says how many attempts are left', () => {
    expect(refusedBy(failure('session.wrongCredentials', { remaining: 3 }), 'wanglei')).toEqual({
      kind: 'wrong',
      account: 'wanglei',
      remaining: 3,
    });
  });
  it('R-6.2-a-3 says until when the account is locked', () => {
    expect(refusedBy(failure('session.lockedOut', { until: 900 }), 'wanglei')).toEqual({
      kind: 'lockedOut',
      account: 'wanglei',
      until: 900,
    });
  });
  it('makes nothing up where the station sent no value', () => {
    expect(refusedBy(failure('session.wrongCredentials'), 'a')).toMatchObject({ remaining: null });
    expect(refusedBy(failure('session.lockedOut', { until: 0 }), 'a')).toMatchObject({ until: null });
  });
  it('keeps any other failure as it is', () => {
    expect(refusedBy(failure('storage.full'), 'a')).toMatchObject({ kind: 'failed', failure: { code: 'storage.full' } });
  });
});

describe('lock-out', () => {
  const refused = { kind: 'lockedOut', account: 'WangLei', until: 1000 } as const;
  it('holds for the account, however it is written, until the time', () => {
    expect(isLockedOutNow(refused, ' wanglei', 999)).toBe(true);
    expect(isLockedOutNow(refused, 'wanglei', 1000)).toBe(false);
  });
  it('does not hold for another person at the same seat', () => {
    expect(isLockedOutNow(refused, 'liting', 1)).toBe(false);
    expect(isLockedOutNow({ kind: 'wrong', account: 'liting', remaining: 1 }, 'liting', 1)).toBe(false);
  });
});

describe('the address after sign-in', () => {
  it.each([
    ['/alarms?severity=critical', '/alarms?severity=critical'],
    [undefined, '/'],
    ['https://elsewhere.example/', '/'],
    ['//elsewhere.example/', '/'],
    ['/\\elsewhere.example', '/'],
    ['/sign-in?next=/x', '/'],
  ])('%s becomes %s', (next, expected) => {
    expect(safeNext(next)).toBe(expected);
  });
});

describe('before sign-in', () => {
  const station = {
    name: 's',
    product: 'shouwang',
    version: '1',
    now: 0,
    timeZone: 'Asia/Shanghai',
    setupNeeded: false,
    isLab: false,
    session: null,
    warnings: ['storageFull'],
  } as const;
  it('marks what is abnormal and only that', () => {
    const abnormal = stationLines({ ...station, warnings: ['storageFull'] }, true, 0.2).filter((line) => line.isAbnormal);
    expect(abnormal.map((line) => line.id)).toEqual(['storage']);
    expect(
      stationLines(null, true, -6)
        .filter((line) => line.isAbnormal)
        .map((line) => line.id),
    ).toEqual(['clock']);
    expect(stationLines(null, false, 0)[0]).toEqual({ id: 'station', isAbnormal: true });
  });
  it('measures the clock against the middle of question and answer', () => {
    expect(clockOffsetS(10_350, 10_000, 10_200)).toBe(0.3);
    expect(clockOffsetS(9_000, 10_000, 10_000)).toBe(-1);
  });
});

describe('R-8.2.5-a4-5 the password that takes the place of a one-time one', () => {
  const OWN = 'my-own-words-2026';
  it.each([
    ['elevenchars', 'elevenchars', 'short'],
    ['K7QM-29FD-AAAA-BBBB', 'K7QM-29FD-AAAA-BBBB', 'unchanged'],
    [OWN, `${OWN}x`, 'different'],
    [OWN, OWN, null],
  ])('%s, repeated %s: %s', (password, repeated, issue) => {
    expect(newPasswordIssue(password, repeated, 'K7QM-29FD-AAAA-BBBB')).toBe(issue);
  });
});
