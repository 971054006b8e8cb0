import { describe, expect, it } from 'vitest';
import type { User } from '../../../../shared/contracts/users.ts';
import { at, id } from '../../../testing/builders.ts';
import { conditionOf, isLocked, isSameRoles, PeopleSearch, rowsOf } from './peopleModel.ts';

const person = (change: Partial<User> = {}): User => ({
  id: id(1),
  account: 'wanglei',
  name: '王磊',
  staffNumber: 'ZW-0201',
  roles: ['operator'],
  createdAt: at(-1e9),
  lastSignInAt: at(-1e6),
  lockedUntil: null,
  hold: null,
  passwordExpiresAt: null,
  disabledAt: null,
  version: 1,
  ...change,
});
const held = { at: at(), why: 'manual' } as const;

describe('R-8.4.2-j-1 what an account is like', () => {
  it.each([
    ['usable', {}],
    ['noRole', { roles: [] }],
    ['oneTime', { passwordExpiresAt: at(1000) }],
    ['expired', { passwordExpiresAt: at() }],
    ['lockedOut', { lockedUntil: at(1000), passwordExpiresAt: at(1000) }],
    ['usable', { lockedUntil: at() }],
    ['held', { hold: held, lockedUntil: at(1000) }],
    ['reset', { hold: { ...held, why: 'passwordReset' }, passwordExpiresAt: at(1000) }],
    ['disabled', { disabledAt: at(-1), hold: held }],
  ] as const)('%s %j', (kind, change) => {
    expect(conditionOf(person(change as Partial<User>), at()).kind).toBe(kind);
  });

  it('is locked while the security administrator has something to lift', () => {
    expect(isLocked(person(), at())).toBe(false);
    expect(isLocked(person({ hold: held }), at())).toBe(true);
    expect(isLocked(person({ lockedUntil: at(1) }), at())).toBe(true);
    expect(isLocked(person({ lockedUntil: at() }), at())).toBe(false);
  });
});

describe('the list of people', () => {
  const all = [
    person(),
    person({ id: id(2), account: 'liting', name: '李婷', staffNumber: 'ZW-0300', roles: ['shiftLeader', 'operator'] }),
    person({ id: id(3), account: 'new', name: '高翔', staffNumber: 'ZW-0400', roles: [], passwordExpiresAt: at(1000), disabledAt: at() }),
  ];
  const names = (search: Partial<PeopleSearch>) => rowsOf(all, PeopleSearch.parse(search), at()).map(({ name }) => name);
  it.each([
    [{}, ['高翔', '李婷', '王磊']],
    [{ q: 'zw-03 李' }, ['李婷']],
    [{ role: 'operator' as const }, ['李婷', '王磊']],
    [{ role: 'shiftLeader' as const, q: '王' }, []],
    [{ state: 'noRole' as const }, ['高翔']],
    [{ state: 'disabled' as const }, ['高翔']],
    [{ state: 'oneTime' as const }, ['高翔']],
    [{ state: 'locked' as const }, []],
  ])('%j finds %j', (search, found) => expect(names(search)).toEqual(found));

  it('forgets what this version does not know', () => {
    expect(PeopleSearch.parse({ role: 'wall', state: 'asleep' })).toEqual({ role: undefined, state: undefined });
  });

  it('compares roles as sets', () => {
    expect(isSameRoles(['operator', 'shiftLeader'], ['shiftLeader', 'operator'])).toBe(true);
    expect(isSameRoles(['operator'], ['shiftLeader'])).toBe(false);
    expect(isSameRoles(['operator'], [])).toBe(false);
  });
});
