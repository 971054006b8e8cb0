import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { z } from 'zod';
import { completeSetup, getSetup, type SetupState } from '../../../shared/contracts/session.ts';
import { call } from '../../lib/api.ts';
import { stationClock } from '../../lib/clock.ts';
import { stationQuery } from '../../lib/session.ts';
import type { Input } from './model.ts';

/** The answer, and when it came by the clock of the station. */
export type Ground = z.output<typeof SetupState> & { readonly seenAt: number };

/** Facts of the local host move while the page is open. */
const ASK_EVERY_MS = 5000;

const tokenHeader = (token: string) => ({ 'x-setup-token': token });

/** The ground under the station, for the holder of the token. */
export function setupQuery(token: string | null) {
  return queryOptions({
    queryKey: ['setup', token],
    queryFn: async ({ signal }): Promise<Ground> => {
      const state = await call(getSetup, {}, { signal, headers: tokenHeader(token ?? '') });
      return { ...state, seenAt: stationClock.now() };
    },
    enabled: token !== null,
    // The last step still shows the ground, although its token is spent.
    placeholderData: keepPreviousData,
    retry: false,
    refetchInterval: (query) => (query.state.error ? false : ASK_EVERY_MS),
  });
}

/** Creates the four people. The station is asked again only when the page is left, so that its last step can be read. */
export function useCompleteSetup(token: string | null) {
  return useMutation({ mutationFn: (input: Input) => call(completeSetup, { body: input }, { headers: tokenHeader(token ?? '') }) });
}

/** Leaves to the sign-in page of a station that now has people. */
export function useLeaveSetup(): () => Promise<void> {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    await queryClient.refetchQueries({ queryKey: stationQuery.queryKey, exact: true });
    await navigate({ to: '/sign-in', replace: true });
  };
}
