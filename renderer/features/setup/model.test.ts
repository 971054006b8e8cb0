import { describe, expect, it } from 'vitest';
import { Setup } from '../../../shared/contracts/session.ts';
import { type Draft, EMPTY_DRAFT, inputOf, issuesOf, issuesOfProblem, openPlaces, PLACES, samePassword, tokenIn } from './model.ts';

const person = (account: string, staffNumber: string, password = `${account}-Kd7#mq2Lx9`) => ({
  account,
  name: '姓名',
  staffNumber,
  password,
});
const draft: Draft = {
  stationName: '省政务云主站',
  systemAdministrator: person('sysadmin', 'ZW-0056'),
  securityAdministrator: person('secadmin', 'ZW-0144'),
  auditAdministrator: person('auditor', 'ZW-0162'),
  operator: person('wanglei', 'ZW-0311'),
};

describe('four people', () => {
  it('R-8.4.3-d1-1 four different people have no issue and make a valid set-up', () => {
    expect(issuesOf(draft)).toEqual({});
    expect(Setup.safeParse(inputOf(draft)).success).toBe(true);
  });

  it('R-8.4.3-d1-1 the same staff number is named at the later field with whom it collides', () => {
    const twice = { ...draft, auditAdministrator: person('auditor', ' zw-0144 ') };
    expect(issuesOf(twice)).toEqual({ 'auditAdministrator.staffNumber': { kind: 'same', other: 'securityAdministrator' } });
    expect(openPlaces(issuesOf(twice), PLACES)).toEqual(['auditAdministrator']);
  });

  it('R-8.4.3-d1-1 the same account is one person however it is written', () => {
    const twice = { ...draft, operator: person('SysAdmin', 'ZW-0999') };
    expect(issuesOf(twice)).toEqual({ 'operator.account': { kind: 'same', other: 'systemAdministrator' } });
  });

  it('keeps the rules of the contract: account characters, password of twelve', () => {
    const wrong = { ...draft, operator: { ...person('王 磊', 'ZW-1'), password: 'short' } };
    expect(issuesOf(wrong)).toEqual({ 'operator.account': { kind: 'rule' }, 'operator.password': { kind: 'rule' } });
  });

  it('an untouched draft is empty, not wrong', () => {
    const kinds = new Set(Object.values(issuesOf(EMPTY_DRAFT)).map((issue) => issue?.kind));
    expect(kinds).toEqual(new Set(['empty']));
  });

  it('notices a password used twice without revealing it', () => {
    const shared = { ...draft, operator: { ...draft.operator, password: draft.auditAdministrator.password } };
    expect(samePassword(shared, 'operator')).toBe('auditAdministrator');
    expect(samePassword(draft, 'operator')).toBeNull();
    expect(samePassword(EMPTY_DRAFT, 'operator')).toBeNull();
  });

  it('trims names, never passwords', () => {
    const spaced = { ...draft, operator: { ...draft.operator, account: ' wanglei ', password: '  twelve and more  ' } };
    expect(inputOf(spaced).operator).toMatchObject({ account: 'wanglei', password: '  twelve and more  ' });
  });

  it('reads the fields the station refuses', () => {
    const problem = {
      type: 'urn:x',
      title: 'setup.conflict',
      status: 409,
      code: 'setup.conflict' as const,
      instance: 'req',
      fields: [
        { path: 'body.operator.account', message: 'same_as_auditAdministrator' },
        { path: 'body.stationName', message: 'too_small' },
      ],
    };
    expect(issuesOfProblem(problem)).toEqual({
      'operator.account': { kind: 'same', other: 'auditAdministrator' },
      stationName: { kind: 'rule' },
    });
    expect(issuesOfProblem(null)).toEqual({});
  });
});

describe('token', () => {
  it.each([
    ['http://127.0.0.1:7460/setup#token=abcDEF_-0123456789', 'abcDEF_-0123456789'],
    ['#token=abcdefghijklmnopqr', 'abcdefghijklmnopqr'],
    ['  abcdefghijklmnopqr\n', 'abcdefghijklmnopqr'],
    ['not a token', null],
    ['', null],
  ])('%j gives %j', (text, token) => {
    expect(tokenIn(text)).toBe(token);
  });
});
