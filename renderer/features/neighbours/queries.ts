import { useQuery } from '@tanstack/react-query';
import { listResourceLinks, type NetworkLinkList } from '../../../shared/contracts/topology.ts';
import { call, type Failure } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';

/** Devices are asked every quarter of an hour who is beside them; what one said just now is to be seen sooner. */
const EVERY_MS = 30_000;

/** The links of one resource with their evidence; idle where the session may not read resources. */
export function useResourceLinks(id: string) {
  const enabled = useCan('resource.read');
  return useQuery<NetworkLinkList, Failure>({
    queryKey: ['topology', 'links', id],
    queryFn: ({ signal }) => call(listResourceLinks, { params: { id } }, { signal }),
    refetchInterval: EVERY_MS,
    enabled,
  });
}
