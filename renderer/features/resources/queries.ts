import { queryOptions, skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { type Alarm, listAlarmHistory } from '../../../shared/contracts/alarms.ts';
import { type DeviceHardware, getHardware } from '../../../shared/contracts/hardware.ts';
import { explainPolicies, listPolicies, type Policy, type PolicyList } from '../../../shared/contracts/policies.ts';
import {
  changeResource,
  createResource,
  getResource,
  listMetrics,
  listResources,
  type Resource,
  type ResourceChange,
  type ResourceDetail,
  type ResourceList,
  restoreResource,
  retireResource,
} from '../../../shared/contracts/resources.ts';
import { call, type Failure } from '../../lib/api.ts';
import { useLiveItem, useLiveQuery } from '../../lib/liveClient.ts';
import { useCan } from '../../lib/session.ts';
import { later } from '../../lib/topic.ts';
import type { ResourceInput } from './form/formModel.ts';
import { applyResources } from './list/listModel.ts';

const listKey = (retired: boolean) => ['resources', 'list', { retired }] as const;

/** The inventory with its state, with or without retired ones. */
export function resourcesQuery(retired: boolean) {
  const queryKey = listKey(retired);
  return queryOptions({
    queryKey,
    queryFn: async ({ signal, client }): Promise<ResourceList> =>
      later(client.getQueryData<ResourceList>(queryKey), await call(listResources, { query: { retired: String(retired) } }, { signal })),
    staleTime: 60_000,
  });
}

/** Live list of resources; idle where the session may not read them. */
export function useResources(retired: boolean) {
  const enabled = useCan('resource.read');
  useLiveQuery<'resources', ResourceList>('resources', listKey(retired), applyResources, enabled);
  return useQuery({ ...resourcesQuery(retired), enabled });
}

/** The policies, for what a form promises; none while they are not known. */
export function usePolicies(): readonly Policy[] {
  const enabled = useCan('policy.read');
  const { data } = useQuery({
    queryKey: ['policies'] as const,
    queryFn: ({ signal }): Promise<PolicyList> => call(listPolicies, {}, { signal }),
    staleTime: 60_000,
    enabled,
  });
  return data?.items ?? [];
}

/** Which policies have the say about a resource; asked again when the resource changes. */
export function useExplanation({ id, version }: Pick<Resource, 'id' | 'version'>) {
  const enabled = useCan('policy.read');
  return useQuery({
    queryKey: ['resources', 'policies', id, version] as const,
    queryFn: ({ signal }) => call(explainPolicies, { params: { id } }, { signal }),
    refetchInterval: 30_000,
    enabled,
  });
}

/** How often the page of a resource asks for checks, facts and newest values: with the source, at most every 5 s. */
function everyMs(intervalS: number): number {
  return Math.max(5000, intervalS * 1000);
}

/** One resource with checks and facts; asked again with its interval. */
export function resourceQuery(id: string) {
  return queryOptions({
    queryKey: ['resources', 'detail', id],
    queryFn: ({ signal }): Promise<ResourceDetail> => call(getResource, { params: { id } }, { signal }),
    refetchInterval: (query) => (query.state.data ? everyMs(query.state.data.resource.effectiveIntervalS) : false),
  });
}

/**
 * The resource as the station has it now; null while it has said nothing, and of one that is not monitored. Beside the entry with checks and
 * facts, not in it: what is written into that begins its interval anew, and it would never be asked again.
 */
export function useLiveResource(id: string): Resource | null {
  const enabled = useCan('resource.read');
  const queryKey = ['resources', 'live', id] as const;
  useLiveItem<'resources', Resource | null>('resources', id, queryKey, (_, resource) => resource, enabled);
  const { data = null } = useQuery<Resource | null>({ queryKey, queryFn: skipToken });
  return data;
}

/** Newest value of every series of a resource. */
export function latestQuery(id: string, intervalS: number) {
  return queryOptions({
    queryKey: ['resources', 'latest', id],
    queryFn: ({ signal }) => call(listMetrics, { params: { id } }, { signal }),
    refetchInterval: everyMs(intervalS),
  });
}

/** A device tells of its parts once an hour, and of the power of its ports every five minutes. */
const HARDWARE_EVERY_MS = 60_000;

/** The parts of a resource, what changed of them, and the power of its ports. */
export function hardwareQuery(id: string) {
  return queryOptions<DeviceHardware, Failure>({
    queryKey: ['resources', 'hardware', id],
    queryFn: ({ signal }) => call(getHardware, { params: { id } }, { signal }),
    refetchInterval: HARDWARE_EVERY_MS,
  });
}

/** Alarms of one resource, also closed ones, newest first. Fetched anew whenever the live list changes one of them. */
export function useResourceAlarms(id: string) {
  const enabled = useCan('alarm.read');
  const signatureKey = ['resources', 'alarmSignature', id];
  useLiveQuery<'alarms', string>(
    'alarms',
    signatureKey,
    (_, state) =>
      state.items
        .filter((alarm) => alarm.resourceId === id)
        .map((alarm) => `${alarm.id}:${alarm.version}`)
        .join(' '),
    enabled,
  );
  const { data: signature = '' } = useQuery<string>({ queryKey: signatureKey, queryFn: skipToken });
  return useQuery({
    queryKey: ['resources', 'alarms', id, signature],
    queryFn: async ({ signal }): Promise<readonly Alarm[]> =>
      (await call(listAlarmHistory, { query: { resourceId: id, limit: 200 } }, { signal })).items,
    placeholderData: (previous) => previous,
    enabled,
    staleTime: 30_000,
  });
}

function useInventoryChange<Input>(mutationFn: (input: Input) => Promise<Resource>) {
  const client = useQueryClient();
  return useMutation<Resource, Failure, Input>({
    mutationFn,
    onSuccess: (resource) => {
      client.setQueryData(resourceQuery(resource.id).queryKey, (old) => old && { ...old, resource });
      // Curves are asked for as often as there is something new: that may have changed.
      void client.invalidateQueries({ queryKey: ['series', resource.id] });
      return client.invalidateQueries({ queryKey: ['resources'] });
    },
    // Somebody was faster: what is so now must be on screen beside the refusal.
    onError: (failure) => (failure.code === 'resource.changed' ? client.invalidateQueries({ queryKey: ['resources'] }) : undefined),
  });
}

export function useCreateResource() {
  return useInventoryChange((body: ResourceInput) => call(createResource, { body }));
}

/** Refused with `resource.changed` when somebody else saved since `version` was seen. */
export function useChangeResource(id: string) {
  return useInventoryChange((body: z.input<typeof ResourceChange>) => call(changeResource, { params: { id }, body }));
}

export function useRetireResource() {
  return useInventoryChange(({ id, version, reason }: { readonly id: string; readonly version: number; readonly reason: string }) =>
    call(retireResource, { params: { id }, body: { version, reason } }),
  );
}

export function useRestoreResource() {
  return useInventoryChange((id: string) => call(restoreResource, { params: { id } }));
}
