import { z } from 'zod';
import { HOLD_REASONS } from '../domain/access/account.ts';
import { PERSON_ROLES } from '../domain/access/roles.ts';
import { IdParams, InstantMs, Uuid } from './common.ts';
import { defineRoute } from './route.ts';
import { Account } from './session.ts';

const Roles = z.array(z.enum(PERSON_ROLES)).max(5);

export const User = z
  .object({
    id: Uuid,
    account: z.string(),
    name: z.string(),
    staffNumber: z.string(),
    roles: Roles,
    createdAt: InstantMs,
    lastSignInAt: InstantMs.nullable(),
    /** Locked out by wrong passwords, passes by itself. */
    lockedUntil: InstantMs.nullable(),
    /** Held until the security administrator lifts it. */
    hold: z.object({ at: InstantMs, why: z.enum(HOLD_REASONS) }).nullable(),
    /** Until when the one-time password opens it; null once the person has chosen another. */
    passwordExpiresAt: InstantMs.nullable(),
    disabledAt: InstantMs.nullable(),
    version: z.int(),
  })
  .meta({ id: 'User' });
export type User = z.output<typeof User>;
export const UserList = z.object({ items: z.array(User) }).meta({ id: 'UserList' });
/** Created without any role: the security administrator grants them (separation of duties). */
export const NewUser = z
  .object({ account: Account, name: z.string().trim().min(1).max(50), staffNumber: z.string().trim().min(1).max(50) })
  .strict()
  .meta({ id: 'NewUser' });
/** `password` is told this once; it opens the account until `user.passwordExpiresAt`, and only to choose another. */
export const UserWithPassword = z.object({ user: User, password: z.string() }).meta({ id: 'UserWithPassword' });
export const RoleGrant = z.object({ roles: Roles, version: z.int() }).strict().meta({ id: 'RoleGrant' });
export const UserLock = z
  .object({ reason: z.string().trim().min(1).max(500), version: z.int() })
  .strict()
  .meta({ id: 'UserLock' });
/** Names what was seen: a lift meant for a lock-out must not lift a hold that came meanwhile. */
export const UserUnlock = z.object({ version: z.int() }).strict().meta({ id: 'UserUnlock' });
export const PasswordReset = z.object({ version: z.int() }).strict().meta({ id: 'PasswordReset' });
export const UserState = z.object({ disabled: z.boolean(), version: z.int() }).strict().meta({ id: 'UserState' });

export const listUsers = defineRoute({
  id: 'listUsers',
  method: 'GET',
  path: '/users',
  access: { permission: 'user.read' },
  summary: 'People with an account',
  response: UserList,
});
export const createUser = defineRoute({
  id: 'createUser',
  method: 'POST',
  path: '/users',
  access: { permission: 'user.manage' },
  summary: 'Create an account without roles; answers its one-time password',
  body: NewUser,
  response: UserWithPassword,
});
export const setUserState = defineRoute({
  id: 'setUserState',
  method: 'PUT',
  path: '/users/:id/state',
  access: { permission: 'user.manage' },
  summary: 'Disable or enable an account; disabling ends its sessions',
  params: IdParams,
  body: UserState,
  response: User,
});
/** Two people: the one who resets cannot get in, because the account is held until the security administrator lifts it. */
export const resetPassword = defineRoute({
  id: 'resetPassword',
  method: 'POST',
  path: '/users/:id/password/reset',
  access: { permission: 'user.manage' },
  summary: 'Give an account a one-time password; its sessions end, and with roles it is held until it is lifted',
  params: IdParams,
  body: PasswordReset,
  response: UserWithPassword,
});
export const lockUser = defineRoute({
  id: 'lockUser',
  method: 'POST',
  path: '/users/:id/lock',
  access: { permission: 'role.grant' },
  summary: 'Hold an account until it is lifted; its sessions end',
  params: IdParams,
  body: UserLock,
  response: User,
});
export const unlockUser = defineRoute({
  id: 'unlockUser',
  method: 'POST',
  path: '/users/:id/unlock',
  access: { permission: 'role.grant' },
  summary: 'Lift the lock-out and the hold of an account',
  params: IdParams,
  body: UserUnlock,
  response: User,
});
export const grantRoles = defineRoute({
  id: 'grantRoles',
  method: 'PUT',
  path: '/users/:id/roles',
  access: { permission: 'role.grant' },
  summary: 'Set the roles of an account; its sessions end',
  params: IdParams,
  body: RoleGrant,
  response: User,
});
