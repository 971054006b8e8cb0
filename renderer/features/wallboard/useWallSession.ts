import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Session, Station } from '../../../shared/contracts/session.ts';
import { type Failure, toFailure } from '../../lib/api.ts';
import { retryDelayMs } from '../../lib/link.ts';
import { live } from '../../lib/liveClient.ts';
import { stationQuery } from '../../lib/session.ts';
import { type Identity, loadIdentity } from './identity.ts';
import { isRefusal, prove } from './proof.ts';

/** How this wall stands with the station. `away`: the station does not answer, or the proof is under way; never a login page. */
export type WallStanding =
  | { readonly kind: 'away'; readonly attempts: number }
  | { readonly kind: 'unknown'; readonly refusal: Failure | null }
  | { readonly kind: 'session'; readonly session: Session };

const ASK_EVERY_MS = 5000;

/** Undefined until the store of the browser answered. */
function useIdentity(): readonly [Identity | null | undefined, (identity: Identity) => void] {
  const [identity, setIdentity] = useState<Identity | null | undefined>(undefined);
  useEffect(() => {
    let isCurrent = true;
    void loadIdentity()
      .catch(() => null)
      .then((found) => isCurrent && setIdentity(found));
    return () => {
      isCurrent = false;
    };
  }, []);
  return [identity, setIdentity];
}

/** Keeps a session for this wall: asks who it is, proves its key whenever there is no session, and goes on trying for ever. */
export function useWallSession(): { readonly standing: WallStanding; readonly onEnrolled: (identity: Identity) => void } {
  const client = useQueryClient();
  const [identity, setIdentity] = useIdentity();
  const { data: station } = useQuery({
    ...stationQuery,
    refetchInterval: ({ state }) => (state.data?.session ? false : ASK_EVERY_MS),
    refetchIntervalInBackground: true,
  });
  const [attempts, setAttempts] = useState(0);
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const session = station?.session ?? null;
  const mustProve = station !== undefined && !station.setupNeeded && session === null && identity != null && refusal === null;

  useEffect(() => {
    if (!mustProve || identity == null) return;
    let isCurrent = true;
    const delay = attempts === 0 ? 0 : retryDelayMs(attempts, Math.random());
    const timer = setTimeout(() => {
      prove(identity)
        .then((proved) => {
          if (!isCurrent) return;
          client.setQueryData<Station>(stationQuery.queryKey, (old) => old && { ...old, session: proved });
          setAttempts(0);
          live.retryNow();
        })
        .catch((error: unknown) => {
          if (!isCurrent) return;
          const failure = toFailure(error);
          if (isRefusal(failure.code)) setRefusal(failure);
          else setAttempts((old) => old + 1);
        });
    }, delay);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [mustProve, identity, attempts, client]);

  const onEnrolled = (enrolled: Identity): void => {
    setRefusal(null);
    setAttempts(0);
    setIdentity(enrolled);
  };
  if (session !== null) return { standing: { kind: 'session', session }, onEnrolled };
  const isUnknown = station !== undefined && (identity === null || refusal !== null);
  return { standing: isUnknown ? { kind: 'unknown', refusal } : { kind: 'away', attempts }, onEnrolled };
}
