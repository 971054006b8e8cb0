import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lacksDeputy, mayBeUsed, orphanedRole, type Standing } from './account.ts';
import { conflictOf } from './can.ts';
import { ADMINISTRATOR_ROLES, PERSON_ROLES, type PersonRole } from './roles.ts';

const NOW = 1_795_478_400_000;
const one = (role: PersonRole, change: Partial<Standing> = {}): Standing => ({
  ...{ roles: [role], disabledAt: null, hold: null, passwordExpiresAt: null },
  ...change,
});
const THREE = ADMINISTRATOR_ROLES.map((role) => one(role));
const held = { at: NOW, why: 'manual' } as const;
const anyStanding: fc.Arbitrary<Standing> = fc.record({
  roles: fc.subarray([...PERSON_ROLES]).filter((roles) => conflictOf(roles) === null),
  disabledAt: fc.constantFrom(null, NOW),
  hold: fc.constantFrom(null, held),
  passwordExpiresAt: fc.constantFrom(null, NOW),
});

describe('R-8.4.3-d1-1 the three administrators remain', () => {
  it.each(ADMINISTRATOR_ROLES)('the last %s cannot be disabled or lose the role, unless there is another', (role) => {
    const without = THREE.map((account) => (account.roles[0] === role ? { ...account, disabledAt: NOW } : account));
    const stripped = THREE.map((account) => (account.roles[0] === role ? { ...account, roles: [] } : account));
    expect(orphanedRole(THREE, without)).toBe(role);
    expect(orphanedRole(THREE, stripped)).toBe(role);
    expect(orphanedRole([...THREE, one(role)], [...without, one(role)])).toBeNull();
  });

  it('a held account can be lifted, so only the one who lifts must not be held', () => {
    const hold = (role: PersonRole) => THREE.map((account) => (account.roles[0] === role ? { ...account, hold: held } : account));
    expect(orphanedRole(THREE, hold('systemAdministrator'))).toBeNull();
    expect(orphanedRole(THREE, hold('auditAdministrator'))).toBeNull();
    expect(orphanedRole(THREE, hold('securityAdministrator'))).toBe('securityAdministrator');
  });

  it('an account that waits for the first use of its one-time password is no other system or security administrator yet', () => {
    for (const role of ADMINISTRATOR_ROLES) {
      const fresh = one(role, { passwordExpiresAt: NOW });
      const gone = THREE.filter(({ roles }) => roles[0] !== role);
      expect(orphanedRole([...THREE, fresh], [...gone, fresh])).toBe(role === 'auditAdministrator' ? null : role);
    }
  });

  it('no change that is let through leaves a station of three without one of them', () => {
    fc.assert(
      fc.property(fc.array(anyStanding, { maxLength: 3 }), fc.array(anyStanding, { maxLength: 6 }), (others, after) => {
        const before = [...THREE, ...others];
        if (orphanedRole(before, after) !== null) return;
        for (const role of ADMINISTRATOR_ROLES)
          expect(after.some(({ roles, disabledAt }) => roles.includes(role) && disabledAt === null)).toBe(true);
        const canEnter = (role: PersonRole, { roles, passwordExpiresAt }: Standing) => roles.includes(role) && passwordExpiresAt === null;
        expect(after.some((account) => canEnter('securityAdministrator', account) && mayBeUsed(account))).toBe(true);
        expect(after.some((account) => canEnter('systemAdministrator', account) && account.disabledAt === null)).toBe(true);
      }),
    );
  });
});

it('a system or security administrator without another lacks a deputy; the audit administrator needs none', () => {
  const lacking = (accounts: readonly Standing[]) => ADMINISTRATOR_ROLES.filter((role) => lacksDeputy(role, accounts));
  expect(lacking(THREE)).toEqual(['systemAdministrator', 'securityAdministrator']);
  expect(lacking([...THREE, one('systemAdministrator', { hold: held }), one('securityAdministrator', { hold: held })])).toEqual([
    'securityAdministrator',
  ]);
  const fresh = { passwordExpiresAt: NOW };
  expect(lacking([...THREE, one('systemAdministrator', fresh), one('securityAdministrator')])).toEqual(['systemAdministrator']);
});
