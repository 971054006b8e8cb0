import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import {
  type Credential,
  type CredentialChange,
  changeCredential,
  createCredential,
  listCredentials,
  listCredentialUses,
  type NewCredential,
  removeCredential,
} from '../../../shared/contracts/credentials.ts';
import type { HttpSettings } from '../../../shared/domain/credential/http.ts';
import { type CredentialSettings, isSnmp } from '../../../shared/domain/credential/snmp.ts';
import { call, type Failure } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';

export const credentialsQuery = queryOptions({
  queryKey: ['credentials', 'list'],
  queryFn: async ({ signal }) => (await call(listCredentials, {}, { signal })).items,
  staleTime: 10_000,
  refetchInterval: 15_000,
});

/** The sets of credentials by name; idle where the session may not read them. */
export function useCredentials() {
  const enabled = useCan('credential.read');
  return useQuery({ ...credentialsQuery, enabled });
}

/** A set that opens devices by SNMP. */
export type SnmpSet = Credential & { readonly settings: CredentialSettings };
/** A set that enters a service on HTTP. */
export type HttpSet = Credential & { readonly settings: HttpSettings };

const snmpOf = (sets: readonly Credential[]): readonly SnmpSet[] => sets.filter((set): set is SnmpSet => isSnmp(set.settings));
const httpOf = (sets: readonly Credential[]): readonly HttpSet[] => sets.filter((set): set is HttpSet => !isSnmp(set.settings));

/** The sets that checks of devices can use. */
export function useSnmpSets() {
  const enabled = useCan('credential.read');
  return useQuery({ ...credentialsQuery, enabled, select: snmpOf });
}

/** The sets that a receiver of samples can be entered with. */
export function useHttpSets() {
  const enabled = useCan('credential.read');
  return useQuery({ ...credentialsQuery, enabled, select: httpOf });
}

/** Which checks of which resources use a set. */
export function usesQuery(id: string) {
  return queryOptions({
    queryKey: ['credentials', 'uses', id],
    queryFn: ({ signal }) => call(listCredentialUses, { params: { id }, query: {} }, { signal }),
    refetchInterval: 15_000,
  });
}

function useChange<Input>(mutationFn: (input: Input) => Promise<Credential>) {
  const client = useQueryClient();
  return useMutation<Credential, Failure, Input>({
    mutationFn,
    // Whatever came of it: what is so now is shown.
    onSettled: () => client.invalidateQueries({ queryKey: ['credentials'] }),
  });
}

export const useCreateCredential = () => useChange((body: z.input<typeof NewCredential>) => call(createCredential, { body }));
export const useChangeCredential = (id: string) =>
  useChange((body: z.input<typeof CredentialChange>) => call(changeCredential, { params: { id }, body }));
export const useRemoveCredential = ({ id, version }: Credential) =>
  useChange(() => call(removeCredential, { params: { id }, body: { version } }));
