import { queryOptions, useQuery } from '@tanstack/react-query';
import { listCredentials } from '../../../shared/contracts/credentials.ts';
import { call } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';

const credentialsQuery = queryOptions({
  queryKey: ['credentials'],
  queryFn: async ({ signal }) => (await call(listCredentials, {}, { signal })).items,
  staleTime: 10_000,
});

/** The sets of credentials by name; idle where the session may not read them. */
export function useCredentials() {
  const enabled = useCan('credential.read');
  return useQuery({ ...credentialsQuery, enabled });
}
