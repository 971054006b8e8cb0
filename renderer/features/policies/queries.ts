import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import {
  applyPolicies,
  changePolicy,
  createPolicy,
  listPolicies,
  listPolicyVersions,
  type Policy,
  type PolicyInput,
  type PolicyList,
  removePolicy,
  restorePolicy,
  withdrawPolicies,
} from '../../../shared/contracts/policies.ts';
import { type PolicyIntent, previewPolicies } from '../../../shared/contracts/policyEffect.ts';
import { getReplay, type Replay, startReplay, stopReplay } from '../../../shared/contracts/policyReplay.ts';
import {
  endSilentWatch,
  getSilentWatch,
  listSilentWatches,
  type SilentWatch,
  startSilentWatch,
} from '../../../shared/contracts/silentWatches.ts';
import { call, type Failure } from '../../lib/api.ts';

const LIST_MS = 5000;
const REPLAY_MS = 400;
export const EFFECT_MS = 10_000;

/** Every policy with what it reaches now; the same answer that explains alarms. */
export const policiesQuery = queryOptions({
  queryKey: ['policies'] as const,
  queryFn: ({ signal }): Promise<PolicyList> => call(listPolicies, {}, { signal }),
  refetchInterval: LIST_MS,
});

/** Versions of a policy; `version` is part of the key, so that a change fetches them anew. */
export const versionsQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['policies', 'versions', id, version] as const,
    queryFn: async ({ signal }) => (await call(listPolicyVersions, { params: { id } }, { signal })).items,
    staleTime: 60_000,
  });

/** What an intent would make different; the intent is the key. Old figures stand while new ones are worked out, and alarms come and go meanwhile. */
export const effectQuery = (intent: PolicyIntent) =>
  queryOptions({
    queryKey: ['policies', 'effect', intent] as const,
    queryFn: ({ signal }) => call(previewPolicies, { body: intent }, { signal }),
    placeholderData: (previous) => previous,
    staleTime: EFFECT_MS,
    refetchInterval: EFFECT_MS,
    retry: false,
  });

/** True while a run goes on as far as is known; one the station does not know (a newer one took its place, or it restarted) does not. */
export function isUnderWay(replay: Pick<Replay, 'state'> | undefined, failure: Failure | null): boolean {
  return failure?.code !== 'replay.notFound' && (replay === undefined || replay.state === 'running');
}

/** A run, asked again while it runs. */
export const replayQuery = (id: string) =>
  queryOptions({
    queryKey: ['policyReplay', id] as const,
    queryFn: ({ signal }): Promise<Replay> => call(getReplay, { params: { id } }, { signal }),
    refetchInterval: ({ state }) => (isUnderWay(state.data, state.error) ? REPLAY_MS : false),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

export function useStartReplay() {
  return useMutation<Replay, Failure, Parameters<typeof call<typeof startReplay>>[1]['body']>({
    mutationFn: (body) => call(startReplay, { body }),
  });
}

export function useStopReplay() {
  const client = useQueryClient();
  return useMutation<Replay, Failure, string>({
    mutationFn: (id) => call(stopReplay, { params: { id } }),
    onSuccess: (replay) => client.setQueryData(replayQuery(replay.id).queryKey, replay),
  });
}

export const silentQuery = queryOptions({
  queryKey: ['silent'] as const,
  queryFn: ({ signal }) => call(listSilentWatches, {}, { signal }),
  refetchInterval: LIST_MS,
});

export const silentReportQuery = (id: string) =>
  queryOptions({
    queryKey: ['silent', 'report', id] as const,
    queryFn: ({ signal }) => call(getSilentWatch, { params: { id } }, { signal }),
    refetchInterval: LIST_MS,
  });

type Seen = Pick<Policy, 'id' | 'version'>;

/** A change of policies; whatever comes of it, what is so now is fetched. Effects and resources change with it. */
function usePolicyChange<Answer, Input>(mutationFn: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation<Answer, Failure, Input>({
    mutationFn,
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: policiesQuery.queryKey });
      void client.invalidateQueries({ queryKey: silentQuery.queryKey });
      void client.invalidateQueries({ queryKey: ['resources'] });
    },
  });
}

/** Saves a draft: a new version of `seen`, or a new policy where it is null. */
export function useSavePolicy() {
  return usePolicyChange(({ seen, input }: { readonly seen: Seen | null; readonly input: PolicyInput }) =>
    seen ? call(changePolicy, { params: { id: seen.id }, body: { ...input, version: seen.version } }) : call(createPolicy, { body: input }),
  );
}

export function useSwitchPolicies() {
  return usePolicyChange(({ items, isApplied }: { readonly items: readonly Seen[]; readonly isApplied: boolean }) =>
    call(isApplied ? applyPolicies : withdrawPolicies, { body: { items: items.map(({ id, version }) => ({ id, version })) } }),
  );
}

export function useRestorePolicy() {
  return usePolicyChange(({ id, version, to }: Seen & { readonly to: number }) =>
    call(restorePolicy, { params: { id }, body: { version, to } }),
  );
}

export function useRemovePolicy() {
  return usePolicyChange(({ id, version }: Seen) => call(removePolicy, { params: { id }, body: { version } }));
}

export function useStartSilent() {
  return usePolicyChange<SilentWatch, Parameters<typeof call<typeof startSilentWatch>>[1]['body']>((body) =>
    call(startSilentWatch, { body }),
  );
}

export function useEndSilent() {
  return usePolicyChange((id: string) => call(endSilentWatch, { params: { id } }));
}
