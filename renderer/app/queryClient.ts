import { QueryClient } from '@tanstack/react-query';
import { type Failure, onSessionProblem, toFailure } from '../lib/api.ts';
import { onSessionDoubt } from '../lib/liveClient.ts';
import { stationQuery } from '../lib/session.ts';

const RETRYABLE: ReadonlySet<string> = new Set(['network.unreachable', 'storage.busy']);

/** Server state of the window. Only what may succeed by waiting is tried again; a lost session is noticed by every call. */
export function createQueryClient(): QueryClient {
  const queryClient = new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        refetchOnWindowFocus: false,
        staleTime: 5000,
        gcTime: 10 * 60_000,
        retry: (failures, error) => failures < 2 && RETRYABLE.has(toFailure(error).code),
        retryDelay: (attempt) => 500 * 2 ** attempt,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  const askWhoWeAre = (): void => void queryClient.invalidateQueries({ queryKey: stationQuery.queryKey });
  onSessionProblem(askWhoWeAre);
  onSessionDoubt(askWhoWeAre);
  return queryClient;
}

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: Failure;
  }
}
