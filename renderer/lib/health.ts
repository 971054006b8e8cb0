import { queryOptions, useQuery } from '@tanstack/react-query';
import { getHealth, type Health } from '../../shared/contracts/health.ts';
import { call } from './api.ts';
import { useLiveQuery } from './liveClient.ts';
import { useCan } from './session.ts';
import { later } from './topic.ts';

/** How often the station sends its state. */
export const HEALTH_EVERY_MS = 5000;

const queryKey = ['health'] as const;

/** State of the station itself; kept up to date by the topic `health` while `useHealth` is on the page. */
export const healthQuery = queryOptions({
  queryKey,
  queryFn: async ({ signal, client }): Promise<Health> =>
    later(client.getQueryData<Health>(queryKey), await call(getHealth, {}, { signal })),
  staleTime: 30_000,
});

/** Live health with the state of its query; idle where the session may not read it. */
export function useHealth() {
  const enabled = useCan('health.read');
  useLiveQuery('health', queryKey, (_: Health | undefined, state) => state.items[0], enabled);
  return useQuery({ ...healthQuery, enabled });
}
