import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import {
  changeRemoteWrite,
  getRemoteWrite,
  type RemoteWrite,
  type RemoteWriteChange,
  type RemoteWriteTest,
  type RemoteWriteTested,
  testRemoteWrite,
} from '../../../shared/contracts/remoteWrite.ts';
import {
  changeRetention,
  countRetention,
  getRetention,
  getRetentionUse,
  type Retention,
  type RetentionChange,
  type RetentionCount,
} from '../../../shared/contracts/retention.ts';
import type { Keeping } from '../../../shared/domain/retention/keeping.ts';
import { call, type Failure } from '../../lib/api.ts';

export const REMOTE_EVERY_MS = 5_000;
export const USE_EVERY_MS = 60_000;
/** What is being typed is counted after this. */
const REST_MS = 300;

export const retentionQuery = queryOptions({
  queryKey: ['retention', 'setting'],
  queryFn: ({ signal }) => call(getRetention, {}, { signal }),
  refetchInterval: 15_000,
});

/** What is kept and what it takes; sizes of weeks change slowly. */
export const retentionUseQuery = queryOptions({
  queryKey: ['retention', 'use'],
  queryFn: ({ signal }) => call(getRetentionUse, {}, { signal }),
  refetchInterval: USE_EVERY_MS,
});

export const remoteWriteQuery = queryOptions({
  queryKey: ['remoteWrite'],
  queryFn: ({ signal }) => call(getRemoteWrite, {}, { signal }),
  refetchInterval: REMOTE_EVERY_MS,
});

/** A text once it has not changed for a moment: the station counts a million series for each. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}

/** How many series a setting that is being written would keep longer; null until it rests and was counted, and without one. */
export function useCount(setting: Pick<Keeping, 'samplesDays' | 'longer'> | null): RetentionCount | null {
  const body = setting && { samplesDays: setting.samplesDays, longer: setting.longer.map((one) => ({ ...one })) };
  const asked = JSON.stringify(body);
  const isRested = useRested(asked) === asked;
  const { data } = useQuery<RetentionCount, Failure>({
    queryKey: ['retention', 'count', asked],
    queryFn: ({ signal }) => call(countRetention, { body: body ?? { samplesDays: 0, longer: [] } }, { signal }),
    enabled: body !== null && isRested,
    staleTime: USE_EVERY_MS,
  });
  return data ?? null;
}

export function useChangeRetention() {
  const client = useQueryClient();
  return useMutation<Retention, Failure, RetentionChange>({
    mutationFn: (body) => call(changeRetention, { body }),
    onSuccess: (stored) => client.setQueryData(retentionQuery.queryKey, stored),
    // Whatever came of it: what is so now is shown.
    onSettled: () => client.invalidateQueries({ queryKey: ['retention'] }),
  });
}

export function useChangeRemoteWrite() {
  const client = useQueryClient();
  return useMutation<RemoteWrite, Failure, RemoteWriteChange>({
    mutationFn: (body) => call(changeRemoteWrite, { body }),
    onSuccess: (stored) => client.setQueryData(remoteWriteQuery.queryKey, stored),
    onSettled: () => client.invalidateQueries({ queryKey: ['remoteWrite'] }),
  });
}

export function useTestRemoteWrite() {
  return useMutation<RemoteWriteTested, Failure, RemoteWriteTest>({ mutationFn: (body) => call(testRemoteWrite, { body }) });
}
