import type { Instant } from '../id.ts';
import { permissionsOf } from './can.ts';
import type { Permission } from './permissions.ts';
import type { Role } from './roles.ts';

/** What a token may be made to read. */
export const TOKEN_READS = [
  'alarm.read',
  'counter.read',
  'health.read',
  'metric.read',
  'policy.read',
  'resource.read',
] as const satisfies readonly Permission[];

/**
 * What a token may be made to do, each chosen by name: handle alarms. Nothing that changes resources or policies is here: a resource
 * says which device a credential is sent to, and an emergency shutdown goes by both (D-SHUT-19).
 */
export const TOKEN_WRITES = ['alarm.acknowledge', 'alarm.comment', 'alarm.clear'] as const satisfies readonly Permission[];

export const TOKEN_SCOPES = [...TOKEN_READS, ...TOKEN_WRITES] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** Longest life of a token, in days. */
export const MAX_TOKEN_DAYS = 365;

/** `suspended`: its creator may not sign in at present. */
export const TOKEN_STATES = ['active', 'suspended', 'expired', 'revoked'] as const;
export type TokenState = (typeof TOKEN_STATES)[number];

/** The scopes that somebody with these roles may not give away, because he does not hold them (R-8.4.2-k-2). */
export function excessOf(scopes: readonly TokenScope[], roles: readonly Role[]): readonly TokenScope[] {
  const held = permissionsOf(roles);
  return scopes.filter((scope) => !held.includes(scope));
}

/** What a token may do now: of its scopes those that its creator holds at this moment, and never one that no token may have. */
export function scopesInForce(scopes: readonly Permission[], creatorRoles: readonly Role[]): readonly TokenScope[] {
  const held = permissionsOf(creatorRoles);
  return TOKEN_SCOPES.filter((scope) => scopes.includes(scope) && held.includes(scope));
}

interface Life {
  readonly expiresAt: Instant;
  readonly revokedAt: Instant | null;
}

/** Whether a token opens anything; what ended it for good comes before what holds it back. */
export function tokenState({ expiresAt, revokedAt }: Life, mayCreatorSignIn: boolean, now: Instant): TokenState {
  if (revokedAt !== null) return 'revoked';
  if (expiresAt <= now) return 'expired';
  return mayCreatorSignIn ? 'active' : 'suspended';
}
