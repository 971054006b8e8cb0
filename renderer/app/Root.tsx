import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet, useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { placeOf } from '../lib/guards.ts';
import { listenToKeys } from '../lib/keys.ts';
import { stationQuery } from '../lib/session.ts';

/** Outermost component: keys; and when the station says that the visitor changed, nothing of the person before is kept and the guards run again. A wall keeps its last picture while it proves itself anew. */
export function Root() {
  const router = useRouter();
  const client = useQueryClient();
  const { data: station } = useQuery(stationQuery);
  const who = station === undefined ? null : `${placeOf(station)} ${station.session?.userId ?? station.session?.deviceId ?? ''}`;
  const before = useRef(who);
  useEffect(() => {
    if (who === null || before.current === who) return;
    if (before.current?.startsWith('desk')) client.removeQueries({ predicate: (query) => query.queryKey[0] !== stationQuery.queryKey[0] });
    before.current = who;
    void router.invalidate();
  }, [who, router, client]);
  useEffect(listenToKeys, []);
  return <Outlet />;
}
