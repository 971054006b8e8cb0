import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Caller, can, permissionsOf } from './can.ts';
import { PERMISSIONS } from './permissions.ts';
import { PERSON_ROLES } from './roles.ts';
import { excessOf, scopesInForce, TOKEN_READS, TOKEN_SCOPES, TOKEN_WRITES, tokenState } from './tokens.ts';

const NOW = 1_795_478_400_000;
const anyScopes = fc.subarray([...TOKEN_SCOPES]);
const anyRoles = fc.subarray([...PERSON_ROLES]);
const token = (scopes: ReturnType<typeof scopesInForce>): Caller => ({ kind: 'token', tokenId: 't', name: 'ITSM', roles: [], scopes });

describe('R-8.4.2-k-2 scopes of a token', () => {
  it('D-SHUT-19 are exactly these: nothing of administration, audit or credentials, nothing a shutdown goes by', () => {
    expect([...TOKEN_SCOPES].sort()).toEqual([
      'alarm.acknowledge',
      'alarm.clear',
      'alarm.comment',
      'alarm.read',
      'counter.read',
      'health.read',
      'metric.read',
      'policy.read',
      'resource.read',
    ]);
    expect(TOKEN_READS.every((scope) => scope.endsWith('.read'))).toBe(true);
    expect(TOKEN_WRITES.some((scope) => scope.endsWith('.read'))).toBe(false);
  });

  it('are never more than what its creator holds at the moment', () => {
    fc.assert(
      fc.property(anyScopes, anyRoles, (scopes, roles) => {
        const inForce = scopesInForce(scopes, roles);
        const held = permissionsOf(roles);
        for (const permission of PERMISSIONS)
          expect(can(token(inForce), permission)).toBe(scopes.some((scope) => scope === permission) && held.includes(permission));
        expect([...inForce, ...excessOf(scopes, roles)].sort()).toEqual([...scopes].sort());
      }),
    );
  });

  it('a permission that no token may have opens nothing, even where it was stored', () => {
    fc.assert(
      fc.property(fc.subarray([...PERMISSIONS]), anyRoles, (stored, roles) => {
        for (const scope of scopesInForce(stored, roles)) expect(TOKEN_SCOPES).toContain(scope);
      }),
    );
  });
});

describe('life of a token', () => {
  const life = { expiresAt: NOW + 1000, revokedAt: null };
  it.each([
    ['active', life, true, NOW],
    ['suspended', life, false, NOW],
    ['expired', life, true, NOW + 1000],
    ['expired', life, false, NOW + 1000],
    ['revoked', { ...life, revokedAt: NOW - 1 }, true, NOW],
    ['revoked', { ...life, revokedAt: NOW - 1 }, false, NOW + 5000],
  ] as const)('is %s', (state, given, mayCreatorSignIn, now) => {
    expect(tokenState(given, mayCreatorSignIn, now)).toBe(state);
  });
});
