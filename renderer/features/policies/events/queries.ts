import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import {
  changeEventRule,
  createEventRule,
  type EventReplay,
  type EventRule,
  type EventRuleInput,
  type EventRuleView,
  type EventTrialResult,
  getEventReplay,
  gradeEventRule,
  listEventRules,
  listEventRuleVersions,
  orderEventRules,
  removeEventRule,
  restoreEventRule,
  startEventReplay,
  stopEventReplay,
  switchEventRules,
  tryEventRules,
} from '../../../../shared/contracts/eventRules.ts';
import type { Severity } from '../../../../shared/domain/alarm/severity.ts';
import { call, type Failure } from '../../../lib/api.ts';

export const LIST_MS = 5000;
const REPLAY_MS = 400;

/** Every rule in the order in which it is asked, with what it found. */
export const eventRulesQuery = queryOptions({
  queryKey: ['eventRules'] as const,
  queryFn: ({ signal }): Promise<EventRuleView> => call(listEventRules, {}, { signal }),
  refetchInterval: LIST_MS,
});

/** Versions of a rule; `version` is part of the key, so that a change fetches them anew. */
export const eventVersionsQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['eventRules', 'versions', id, version] as const,
    queryFn: async ({ signal }) => (await call(listEventRuleVersions, { params: { id } }, { signal })).items,
    staleTime: 60_000,
  });

type Seen = Pick<EventRule, 'id' | 'version'>;
/** What is asked of: a draft in the place of a rule, or a new one. */
export interface EventDraft {
  readonly id: string | null;
  readonly rule: EventRuleInput;
}

/** A change of rules; whatever comes of it, what is so now is fetched. */
function useRuleChange<Answer, Input>(mutationFn: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation<Answer, Failure, Input>({
    mutationFn,
    onSettled: () => client.invalidateQueries({ queryKey: eventRulesQuery.queryKey }),
  });
}

/** Saves a draft: a new version of `seen`, or a new rule where it is null. Of a rule of the product only its severity is saved. */
export function useSaveRule() {
  return useRuleChange(({ seen, rule }: { readonly seen: EventRule | null; readonly rule: EventRuleInput }) => {
    if (!seen) return call(createEventRule, { body: rule });
    const { id, version } = seen;
    if (seen.isBuiltIn) return call(gradeEventRule, { params: { id }, body: { severity: rule.severity as Severity | null, version } });
    return call(changeEventRule, { params: { id }, body: { rule, version } });
  });
}

export function useSwitchRule() {
  return useRuleChange(({ id, version, isOn }: Seen & { readonly isOn: boolean }) =>
    call(switchEventRules, { body: { items: [{ id, version }], isOn } }),
  );
}

export function useOrderRules() {
  return useRuleChange((ids: readonly string[]) => call(orderEventRules, { body: { ids: [...ids] } }));
}

export function useRestoreRule() {
  return useRuleChange(({ id, version, to }: Seen & { readonly to: number }) =>
    call(restoreEventRule, { params: { id }, body: { version, to } }),
  );
}

export function useRemoveRule() {
  return useRuleChange(({ id, version }: Seen) => call(removeEventRule, { params: { id }, body: { version } }));
}

export function useTryRules() {
  return useMutation<EventTrialResult, Failure, { readonly line: string; readonly draft: EventDraft | null }>({
    mutationFn: (body) => call(tryEventRules, { body }),
  });
}

/** True while a run goes on as far as is known; one the station does not know any more does not. */
export function isReplaying(replay: Pick<EventReplay, 'state'> | undefined, failure: Failure | null): boolean {
  return failure?.code !== 'replay.notFound' && (replay === undefined || replay.state === 'running');
}

export const eventReplayQuery = (id: string) =>
  queryOptions({
    queryKey: ['eventReplay', id] as const,
    queryFn: ({ signal }): Promise<EventReplay> => call(getEventReplay, { params: { id } }, { signal }),
    refetchInterval: ({ state }) => (isReplaying(state.data, state.error as Failure | null) ? REPLAY_MS : false),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

export function useStartEventReplay() {
  return useMutation<EventReplay, Failure, { readonly draft: EventDraft; readonly days: number }>({
    mutationFn: (body) => call(startEventReplay, { body }),
  });
}

export function useStopEventReplay() {
  const client = useQueryClient();
  return useMutation<EventReplay, Failure, string>({
    mutationFn: (id) => call(stopEventReplay, { params: { id } }),
    onSuccess: (replay) => client.setQueryData(eventReplayQuery(replay.id).queryKey, replay),
  });
}
