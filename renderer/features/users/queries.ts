import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { createDevice, listDevices, renewDeviceCode, revokeDevice } from '../../../shared/contracts/devices.ts';
import { createToken, listTokens, type NewToken, revokeToken } from '../../../shared/contracts/tokens.ts';
import {
  createUser,
  grantRoles,
  listUsers,
  lockUser,
  type NewUser,
  resetPassword,
  setUserState,
  type User,
  unlockUser,
} from '../../../shared/contracts/users.ts';
import type { PersonRole } from '../../../shared/domain/access/roles.ts';
import { call, type Failure } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';

/** Nothing of this page comes over the live connection: it is asked again this often, in ms. */
const REFRESH_MS = 15_000;

export const peopleQuery = queryOptions({
  queryKey: ['users', 'people'],
  queryFn: async ({ signal }) => (await call(listUsers, {}, { signal })).items,
  refetchInterval: REFRESH_MS,
});

export const tokensQuery = queryOptions({
  queryKey: ['users', 'tokens'],
  queryFn: async ({ signal }) => (await call(listTokens, {}, { signal })).items,
  refetchInterval: REFRESH_MS,
});

export const devicesQuery = queryOptions({
  queryKey: ['users', 'devices'],
  queryFn: async ({ signal }) => (await call(listDevices, {}, { signal })).items,
  refetchInterval: REFRESH_MS,
});

/** People with an account; idle where the session may not read them. */
export function usePeople() {
  const enabled = useCan('user.read');
  return useQuery({ ...peopleQuery, enabled });
}

export function useTokens() {
  const enabled = useCan('token.read');
  return useQuery({ ...tokensQuery, enabled });
}

export function useDevices() {
  const enabled = useCan('device.read');
  return useQuery({ ...devicesQuery, enabled });
}

/** A change of this page; whatever came of it, what is so now is fetched. */
function useChange<Input, Result>(mutationFn: (input: Input) => Promise<Result>) {
  const client = useQueryClient();
  return useMutation<Result, Failure, Input>({
    mutationFn,
    onSettled: () => client.invalidateQueries({ queryKey: ['users'] }),
  });
}

export const useCreateUser = () => useChange((body: z.input<typeof NewUser>) => call(createUser, { body }));

/** One change of one account; `user` as it was seen, so that somebody else's change is not overwritten. */
export type PersonChange =
  | { readonly kind: 'roles'; readonly roles: readonly PersonRole[] }
  | { readonly kind: 'lock'; readonly reason: string }
  | { readonly kind: 'unlock' }
  | { readonly kind: 'disable' | 'enable' };

function send({ id, version }: User, change: PersonChange): Promise<User> {
  const params = { id };
  switch (change.kind) {
    case 'roles':
      return call(grantRoles, { params, body: { roles: [...change.roles], version } });
    case 'lock':
      return call(lockUser, { params, body: { reason: change.reason, version } });
    case 'unlock':
      return call(unlockUser, { params, body: { version } });
    default:
      return call(setUserState, { params, body: { disabled: change.kind === 'disable', version } });
  }
}

export const useChangeUser = (user: User) => useChange((change: PersonChange) => send(user, change));
export const useResetPassword = ({ id, version }: User) => useChange(() => call(resetPassword, { params: { id }, body: { version } }));

export const useCreateToken = () => useChange((body: z.input<typeof NewToken>) => call(createToken, { body }));
export const useRevokeToken = (id: string) => useChange(() => call(revokeToken, { params: { id } }));

export const useCreateWall = () => useChange((name: string) => call(createDevice, { body: { name, kind: 'wall' } }));
export const useRenewCode = (id: string) => useChange(() => call(renewDeviceCode, { params: { id } }));
export const useRevokeDevice = (id: string) => useChange(() => call(revokeDevice, { params: { id } }));
