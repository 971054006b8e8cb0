import { z } from 'zod';
import { PERSON_ROLES } from '../domain/access/roles.ts';
import { IdParams, InstantMs, Uuid } from './common.ts';
import { defineRoute } from './route.ts';
import { Account, Password } from './session.ts';

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
    lockedUntil: InstantMs.nullable(),
    disabledAt: InstantMs.nullable(),
    version: z.int(),
  })
  .meta({ id: 'User' });
export type User = z.output<typeof User>;
export const UserList = z.object({ items: z.array(User) }).meta({ id: 'UserList' });
/** Created without any role: the security administrator grants them (separation of duties). */
export const NewUser = z
  .object({ account: Account, name: z.string().trim().min(1).max(50), staffNumber: z.string().trim().min(1).max(50), password: Password })
  .strict()
  .meta({ id: 'NewUser' });
export const RoleGrant = z.object({ roles: Roles, version: z.int() }).strict().meta({ id: 'RoleGrant' });
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
  summary: 'Create an account without roles',
  body: NewUser,
  response: User,
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
export const unlockUser = defineRoute({
  id: 'unlockUser',
  method: 'POST',
  path: '/users/:id/unlock',
  access: { permission: 'role.grant' },
  summary: 'Lift the lock-out of an account',
  params: IdParams,
  response: User,
});
export const grantRoles = defineRoute({
  id: 'grantRoles',
  method: 'PUT',
  path: '/users/:id/roles',
  access: { permission: 'role.grant' },
  summary: 'Set the roles of an account',
  params: IdParams,
  body: RoleGrant,
  response: User,
});
