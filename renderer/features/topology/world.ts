import { keepPreviousData, useIsFetching, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Alarm, type AlarmPast, listAlarmPast } from '../../../shared/contracts/alarms.ts';
import {
  getNetworkChanges,
  getNetworkPast,
  getNetworkRecord,
  type NetworkChanges,
  type NetworkPast,
  type NetworkRecord,
  type PastResource,
} from '../../../shared/contracts/networkPast.ts';
import type { Resource } from '../../../shared/contracts/resources.ts';
import type { Instant } from '../../../shared/domain/id.ts';
import type { Asked } from '../../components/Loaded/Loaded.tsx';
import { call, type Failure } from '../../lib/api.ts';
import { useNow } from '../../lib/clock.ts';
import { useCan } from '../../lib/session.ts';
import { useAlarms } from '../alarms/index.ts';
import { useResources } from '../resources/index.ts';

/** A resource as the map shows it, of now or of then; what is only known of now is left out then. */
export type MapResource = PastResource & Partial<Pick<Resource, 'address'>>;

/** What the map is drawn from besides the links. */
export interface World {
  /** Null: it is of now. */
  readonly at: Instant | null;
  /** The moment that is shown. */
  readonly now: Instant;
  /** How the asking for the resources stands; what they are is here once they are. */
  readonly asked: Asked<unknown>;
  readonly resources: readonly MapResource[] | undefined;
  readonly alarms: readonly Alarm[] | undefined;
}

/** What was does not change; it is let go of soon, for a slider asks for a lot of it. */
const OF_THEN = { staleTime: Number.POSITIVE_INFINITY, gcTime: 60_000, placeholderData: keepPreviousData } as const;
const RECORD_EVERY_MS = 30_000;

function usePastResources(at: Instant | undefined) {
  const enabled = useCan('resource.read') && at !== undefined;
  return useQuery<NetworkPast, Failure>({
    queryKey: ['topology', 'past', at],
    queryFn: ({ signal }) => call(getNetworkPast, { params: { at: String(at) } }, { signal }),
    ...OF_THEN,
    enabled,
  });
}

/** The alarms that were active at a moment. */
export function usePastAlarms(at: Instant | undefined) {
  const enabled = useCan('alarm.read') && at !== undefined;
  return useQuery<AlarmPast, Failure>({
    queryKey: ['topology', 'pastAlarms', at],
    queryFn: ({ signal }) => call(listAlarmPast, { params: { at: String(at) } }, { signal }),
    ...OF_THEN,
    enabled,
  });
}

/** Resources and alarms of now, or of a moment that was. */
export function useWorld(at: Instant | undefined): World {
  const live = useResources(false);
  const liveAlarms = useAlarms();
  const past = usePastResources(at);
  const pastAlarms = usePastAlarms(at);
  const mayReadAlarms = useCan('alarm.read');
  const now = useNow();
  if (at === undefined) return { at: null, now, asked: live, resources: live.data?.items, alarms: liveAlarms.data?.items };
  // Without the alarms of then links that were down would look as if they were not.
  const lacksAlarms = mayReadAlarms && pastAlarms.data === undefined;
  const resources = lacksAlarms ? undefined : past.data?.resources;
  return { at, now: at, asked: past.data !== undefined && lacksAlarms ? pastAlarms : past, resources, alarms: pastAlarms.data?.items };
}

/** True while what is on screen is of another moment than the one that was asked for, or of several. */
export function useIsBehind(at: Instant): boolean {
  const cache = useQueryClient().getQueryCache();
  const isOfIt = ({ queryKey }: { readonly queryKey: readonly unknown[] }) => queryKey[0] === 'topology' && queryKey.at(-1) === at;
  // Only for that it is looked at again when something has come.
  useIsFetching({ predicate: isOfIt });
  return cache.findAll({ type: 'active', predicate: isOfIt }).some(({ state }) => state.data === undefined);
}

/** Of which times the network can be shown. */
export function useRecord() {
  const enabled = useCan('resource.read');
  return useQuery<NetworkRecord, Failure>({
    queryKey: ['topology', 'record'],
    queryFn: ({ signal }) => call(getNetworkRecord, {}, { signal }),
    refetchInterval: RECORD_EVERY_MS,
    enabled,
  });
}

/** What is otherwise now than it was. */
export function useChanges(at: Instant | undefined) {
  const enabled = useCan('resource.read') && at !== undefined;
  return useQuery<NetworkChanges, Failure>({
    queryKey: ['topology', 'changes', at],
    queryFn: ({ signal }) => call(getNetworkChanges, { params: { at: String(at) }, query: {} }, { signal }),
    refetchInterval: RECORD_EVERY_MS,
    placeholderData: keepPreviousData,
    enabled,
  });
}
