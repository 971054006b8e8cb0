import type { DeviceId, UserId } from '../id.ts';
import type { Permission } from './permissions.ts';
import { ADMINISTRATOR_ROLES, ROLE_PERMISSIONS, type Role } from './roles.ts';

/** Who stands behind a request: a person, a wall by its device, or the shell by its own counter token. */
export type Caller =
  | {
      readonly kind: 'person';
      readonly userId: UserId;
      readonly name: string;
      readonly roles: readonly Role[];
      readonly deviceId: DeviceId | null;
    }
  | { readonly kind: 'wall'; readonly deviceId: DeviceId; readonly name: string; readonly roles: readonly ['wall'] }
  | { readonly kind: 'shell'; readonly name: string; readonly roles: readonly ['shell'] };

/** True when one of the caller's roles holds the permission. The only decision about rights in the product. */
export function can(caller: Caller, permission: Permission): boolean {
  return caller.roles.some((role) => ROLE_PERMISSIONS[role].includes(permission));
}

/** All permissions of a set of roles, each once, in the order of first mention. */
export function permissionsOf(roles: readonly Role[]): readonly Permission[] {
  return [...new Set(roles.flatMap((role) => ROLE_PERMISSIONS[role]))];
}

/** True for a set of roles that one person must not hold: two administrators, or an administrator who stands a watch. */
export function isConflict(roles: readonly Role[]): boolean {
  const administrators = roles.filter((role) => ADMINISTRATOR_ROLES.some((a) => a === role));
  return administrators.length > 1 || (administrators.length === 1 && roles.length > 1);
}

/** True for the session rules of administrators (idle 15 min closes everything, absolute 8 h). */
export function isAdministrator(roles: readonly Role[]): boolean {
  return roles.some((role) => ADMINISTRATOR_ROLES.some((a) => a === role));
}
