import { infiniteQueryOptions, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  type Alarm,
  type AlarmCounts,
  type AlarmList,
  acknowledgeAlarm,
  acknowledgeAlarms,
  clearAlarm,
  commentAlarm,
  getAlarm,
  getAlarmCounts,
  listAlarmHistory,
  listAlarms,
  unacknowledgeAlarm,
} from '../../../shared/contracts/alarms.ts';
import { listPolicies } from '../../../shared/contracts/policies.ts';
import { getResource } from '../../../shared/contracts/resources.ts';
import type { Severity } from '../../../shared/domain/alarm/severity.ts';
import { call, type Failure } from '../../lib/api.ts';
import { stationClock } from '../../lib/clock.ts';
import { useLiveQuery } from '../../lib/liveClient.ts';
import { useCan } from '../../lib/session.ts';
import { later } from '../../lib/topic.ts';
import { applyAlarm } from './model.ts';

const listKey = ['alarms', 'list'] as const;
const countsKey = ['alarms', 'counts'] as const;

/** Alarms that are active or not yet acknowledged. The socket keeps it current; see `useAlarms`. */
export const alarmsQuery = queryOptions({
  queryKey: listKey,
  queryFn: async ({ signal, client }): Promise<AlarmList> =>
    later(client.getQueryData<AlarmList>(listKey), await call(listAlarms, {}, { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

export const countsQuery = queryOptions({
  queryKey: countsKey,
  queryFn: ({ signal }): Promise<AlarmCounts> => call(getAlarmCounts, {}, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** `version` of the row is part of the key: a change of the alarm fetches its events anew and keeps the old ones shown meanwhile. */
export const alarmDetailQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['alarms', 'detail', id, version] as const,
    queryFn: ({ signal }) => call(getAlarm, { params: { id } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** When monitoring of the resource of an alarm began: before that there is nothing to miss in its chart. */
export const monitoredSinceQuery = (resourceId: string) =>
  queryOptions({
    queryKey: ['alarms', 'monitoredSince', resourceId] as const,
    queryFn: async ({ signal }) => (await call(getResource, { params: { id: resourceId } }, { signal })).resource.createdAt,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Threshold policies, to say at what level an alarm would be more severe. */
export const policiesQuery = queryOptions({
  queryKey: ['policies'] as const,
  queryFn: ({ signal }) => call(listPolicies, {}, { signal }),
  staleTime: 60_000,
});

export interface HistoryFilter {
  readonly from: number;
  readonly text?: string | undefined;
  readonly severity?: Severity | undefined;
}

export const HISTORY_PAGE = 200;

const HOUR_MS = 3_600_000;

/** A period that ends now, and what of it is shown. */
export interface HistoryView extends Omit<HistoryFilter, 'from'> {
  readonly hours: number;
}

/** The view as it stands now: from its hours ago, ms since the epoch. */
export const historyFilterOf = ({ hours, ...rest }: HistoryView): HistoryFilter => ({
  ...rest,
  from: Math.floor(stationClock.now()) - hours * HOUR_MS,
});

/** The key is the view, not its moment: what was fetched is shown while it is fetched anew. Later pages keep the moment of their first. */
export const alarmHistoryQuery = (view: HistoryView) =>
  infiniteQueryOptions({
    queryKey: ['alarms', 'history', view] as const,
    queryFn: async ({ signal, pageParam }) => {
      const filter = pageParam?.filter ?? historyFilterOf(view);
      const cursor = pageParam === null ? {} : { cursor: pageParam.cursor };
      const page = await call(listAlarmHistory, { query: { ...filter, limit: HISTORY_PAGE, ...cursor } }, { signal });
      return { ...page, filter, takenAt: stationClock.now() };
    },
    initialPageParam: null as { readonly filter: HistoryFilter; readonly cursor: string } | null,
    getNextPageParam: ({ next, filter }) => (next === null ? null : { filter, cursor: next }),
    staleTime: 10_000,
  });

/** The live list with the state of its query; idle where the session may not read alarms. */
export function useAlarms() {
  const enabled = useCan('alarm.read');
  useLiveQuery<'alarms', AlarmList>(
    'alarms',
    listKey,
    (_, state) => ({ version: state.version, at: state.at, total: state.items.length, items: [...state.items] }),
    enabled,
  );
  return useQuery({ ...alarmsQuery, enabled });
}

/** Live counts of the header; unfiltered, the same everywhere. */
export function useAlarmCounts() {
  const enabled = useCan('counter.read');
  useLiveQuery<'counts', AlarmCounts>('counts', countsKey, (old, state) => state.items[0] ?? old, enabled);
  return useQuery({ ...countsQuery, enabled });
}

type Change =
  | { readonly kind: 'acknowledge'; readonly id: string; readonly version: number; readonly comment?: string }
  | { readonly kind: 'unacknowledge' | 'clear'; readonly id: string; readonly reason: string }
  | { readonly kind: 'comment'; readonly id: string; readonly text: string };

function send(change: Change): Promise<Alarm> {
  const params = { id: change.id };
  switch (change.kind) {
    case 'acknowledge': {
      const { version, comment } = change;
      return call(acknowledgeAlarm, { params, body: { version, ...(comment ? { comment } : {}) } });
    }
    case 'unacknowledge':
      return call(unacknowledgeAlarm, { params, body: { reason: change.reason } });
    case 'clear':
      return call(clearAlarm, { params, body: { reason: change.reason } });
    case 'comment':
      return call(commentAlarm, { params, body: { text: change.text } });
    default:
      return change satisfies never;
  }
}

/** One change of one alarm. Success puts the answer into the list at once; a refusal fetches the list, so that the row shows what is so now. */
export function useChangeAlarm() {
  const client = useQueryClient();
  return useMutation<Alarm, Failure, Change>({
    mutationFn: send,
    onSuccess: (alarm) => client.setQueryData<AlarmList>(listKey, (old) => old && applyAlarm(old, alarm)),
    onError: () => client.invalidateQueries({ queryKey: listKey }),
  });
}

/** Acknowledges several alarms with one comment; the socket brings the rows. */
export function useAcknowledgeMany() {
  return useMutation({
    mutationFn: ({ ids, comment }: { readonly ids: readonly string[]; readonly comment: string }) =>
      call(acknowledgeAlarms, { body: { ids: [...ids], ...(comment === '' ? {} : { comment }) } }),
  });
}
