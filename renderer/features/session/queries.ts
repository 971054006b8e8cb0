import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type Session, type Station, signIn, signInByLink, signOut, unlockSession } from '../../../shared/contracts/session.ts';
import { call } from '../../lib/api.ts';
import { askStation, stationQuery } from '../../lib/session.ts';
import { noteSignOut } from './cutOff.ts';
import { clockOffsetS } from './model.ts';

/** How often the sign-in page asks whether the station is there. */
const ASK_EVERY_MS = 5000;

/** The station as the sign-in page sees it, with the difference of the two clocks. Kept apart from the session's own entry. */
export const stationSightQuery = queryOptions({
  queryKey: ['station', 'sight'],
  queryFn: async ({ signal }): Promise<{ readonly station: Station; readonly offsetS: number; readonly at: number }> => {
    const askedAt = Date.now();
    const station = await askStation(signal);
    const answeredAt = Date.now();
    return { station, offsetS: clockOffsetS(station.now, askedAt, answeredAt), at: station.now };
  },
  refetchInterval: ASK_EVERY_MS,
  retry: false,
});

function useTakeSession(): (session: Session | null) => void {
  const queryClient = useQueryClient();
  return (session) => {
    queryClient.setQueryData(stationQuery.queryKey, (old: Station | undefined) => old && { ...old, session });
    // What one person could see must not be there for the next.
    queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'station' });
    void queryClient.invalidateQueries({ queryKey: stationQuery.queryKey, exact: true });
  };
}

/** Signs in; afterwards nothing of an earlier person is in memory. */
export function useSignIn() {
  const take = useTakeSession();
  return useMutation({
    mutationFn: (input: { readonly account: string; readonly password: string; readonly newPassword?: string }) =>
      call(signIn, { body: input }),
    onSuccess: take,
  });
}

/** Signs in by a one-time link. */
export function useSignInByLink() {
  const take = useTakeSession();
  return useMutation({
    mutationFn: (token: string) => call(signInByLink, { body: { token } }),
    onSuccess: take,
  });
}

/** Gives the password again after the idle limit; what is on screen stays. */
export function useUnlock() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (password: string) => call(unlockSession, { body: { password } }),
    onSuccess: (session) => {
      queryClient.setQueryData(stationQuery.queryKey, (old: Station | undefined) => old && { ...old, session });
    },
  });
}

/** Signs out and leaves to the sign-in page. */
export function useSignOut() {
  const take = useTakeSession();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => call(signOut),
    onSuccess: async () => {
      noteSignOut();
      take(null);
      await navigate({ to: '/sign-in' });
    },
  });
}
