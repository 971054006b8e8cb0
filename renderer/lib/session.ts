import { queryOptions, useQuery } from '@tanstack/react-query';
import { getStation, type Session, type Station } from '../../shared/contracts/session.ts';
import type { Permission } from '../../shared/domain/access/permissions.ts';
import { call } from './api.ts';
import { stationClock } from './clock.ts';

/** Asks the station who it is and who we are, and sets the clock by its answer. */
export async function askStation(signal: AbortSignal): Promise<Station> {
  const station = await call(getStation, {}, { signal });
  stationClock.set(station.now);
  return station;
}

/** The station and the session of this browser. Refetched when a call says the session ended or is locked. */
export const stationQuery = queryOptions({
  queryKey: ['station'],
  queryFn: ({ signal }): Promise<Station> => askStation(signal),
  staleTime: 60_000,
});

/** Null until the first answer. */
export function useStation(): Station | null {
  return useQuery(stationQuery).data ?? null;
}

export function useSession(): Session | null {
  return useStation()?.session ?? null;
}

/** Why an action is not possible now, or null when it is. Only decides what is shown; the station decides what is done. */
export type Hindrance = { readonly kind: 'permission'; readonly permission: Permission } | { readonly kind: 'locked' } | null;

/** What keeps this session from acting with the permission. */
export function hindrance(session: Session | null, permission: Permission): Hindrance {
  if (!session?.permissions.includes(permission)) return { kind: 'permission', permission };
  return session.locked ? { kind: 'locked' } : null;
}

export function useHindrance(permission: Permission): Hindrance {
  return hindrance(useSession(), permission);
}

/** True when the session holds the permission, locked or not: decides whether something is listed. */
export function useCan(permission: Permission): boolean {
  return useSession()?.permissions.includes(permission) ?? false;
}
