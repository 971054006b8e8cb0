import type { DeviceId, TokenId, UserId } from '../id.ts';
import type { Permission } from './permissions.ts';
import { ADMINISTRATOR_ROLES, ROLE_PERMISSIONS, type Role } from './roles.ts';

/** Who stands behind a request: a person, a wall by its device, a program by its token, or the shell by its own counter token. */
export type Caller =
  | {
      readonly kind: 'person';
      readonly userId: UserId;
      readonly name: string;
      readonly roles: readonly Role[];
      readonly deviceId: DeviceId | null;
    }
  | { readonly kind: 'wall'; readonly deviceId: DeviceId; readonly name: string; readonly roles: readonly ['wall'] }
  /** `scopes`: what the token may do at this moment, never more than its creator. It has no role. */
  | {
      readonly kind: 'token';
      readonly tokenId: TokenId;
      readonly name: string;
      readonly roles: readonly [];
      readonly scopes: readonly Permission[];
    }
  | { readonly kind: 'shell'; readonly name: string; readonly roles: readonly ['shell'] };

/** True when one of the caller's roles, or the token's scopes, hold the permission. The only decision about rights in the product. */
export function can(caller: Caller, permission: Permission): boolean {
  if (caller.kind === 'token') return caller.scopes.includes(permission);
  return caller.roles.some((role) => ROLE_PERMISSIONS[role].includes(permission));
}

/** All permissions of a set of roles, each once, in the order of first mention. */
export function permissionsOf(roles: readonly Role[]): readonly Permission[] {
  return [...new Set(roles.flatMap((role) => ROLE_PERMISSIONS[role]))];
}

/** Why one person must not hold a set of roles: two administrators, or an administrator who stands a watch. */
export const ROLE_CONFLICTS = ['twoAdministrators', 'administratorOnWatch'] as const;
export type RoleConflict = (typeof ROLE_CONFLICTS)[number];

/** What keeps one person from holding these roles together, null where nothing does (R-8.4.3-d1-1). */
export function conflictOf(roles: readonly Role[]): RoleConflict | null {
  const administrators = roles.filter((role) => ADMINISTRATOR_ROLES.some((a) => a === role));
  if (administrators.length > 1) return 'twoAdministrators';
  return administrators.length === 1 && roles.length > 1 ? 'administratorOnWatch' : null;
}

/** True for the session rules of administrators (idle 15 min closes everything, absolute 8 h). */
export function isAdministrator(roles: readonly Role[]): boolean {
  return roles.some((role) => ADMINISTRATOR_ROLES.some((a) => a === role));
}
