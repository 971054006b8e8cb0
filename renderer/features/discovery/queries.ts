import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import {
  type CandidateDecision,
  type Discovery,
  decideCandidates,
  getCandidate,
  getDiscovery,
  type HostImport,
  importHosts,
  listCandidates,
  listDiscoveries,
  type NewDiscovery,
  startDiscovery,
  steerDiscovery,
  undoDiscovery,
} from '../../../shared/contracts/discovery.ts';
import type { Steering } from '../../../shared/domain/discovery/batch.ts';
import { call, type Failure } from '../../lib/api.ts';

/** While something is asked its figures move; else another person may decide. */
const RUNNING_MS = 1000;
const RESTING_MS = 10_000;
const paceOf = (isRunning: boolean) => (isRunning ? RUNNING_MS : RESTING_MS);

/** Runs and imported lists, newest first. */
export const discoveriesQuery = queryOptions({
  queryKey: ['discovery', 'list'],
  queryFn: ({ signal }) => call(listDiscoveries, {}, { signal }),
  refetchInterval: (query) => paceOf(query.state.data?.items.some(({ state }) => state === 'running') ?? false),
});

/** One run as it goes. */
export function discoveryQuery(id: string) {
  return queryOptions({
    queryKey: ['discovery', 'one', id],
    queryFn: ({ signal }): Promise<Discovery> => call(getDiscovery, { params: { id } }, { signal }),
    refetchInterval: (query) => paceOf(query.state.data?.state === 'running'),
  });
}

/** The rows of a review, fetched anew when the run has a newer version. */
export function candidatesQuery(id: string, version: number) {
  return queryOptions({
    queryKey: ['discovery', 'rows', id, version],
    queryFn: async ({ signal }) => (await call(listCandidates, { params: { id } }, { signal })).items,
    staleTime: 60_000,
    placeholderData: (previous) => previous,
  });
}

/** One row with everything that was found. */
export function candidateQuery(id: string, candidateId: string) {
  return queryOptions({
    queryKey: ['discovery', 'row', id, candidateId],
    queryFn: ({ signal }) => call(getCandidate, { params: { id, candidateId } }, { signal }),
  });
}

function useDiscoveryChange<Input, Result>(mutationFn: (input: Input) => Promise<Result>, runOf: (result: Result) => Discovery) {
  const client = useQueryClient();
  return useMutation<Result, Failure, Input>({
    mutationFn,
    onSuccess: (result) => {
      const run = runOf(result);
      client.setQueryData(discoveryQuery(run.id).queryKey, run);
      void client.invalidateQueries({ queryKey: ['discovery', 'list'] });
      void client.invalidateQueries({ queryKey: ['discovery', 'row'] });
      void client.invalidateQueries({ queryKey: ['resources'] });
    },
    // Somebody was faster: what is so now must be on screen beside the refusal.
    onError: () => client.invalidateQueries({ queryKey: ['discovery'] }),
  });
}

const itself = (run: Discovery): Discovery => run;

export function useStartDiscovery() {
  return useDiscoveryChange((body: z.input<typeof NewDiscovery>) => call(startDiscovery, { body }), itself);
}

export function useImportHosts() {
  return useDiscoveryChange((body: z.input<typeof HostImport>) => call(importHosts, { body }), itself);
}

export function useSteerDiscovery(id: string) {
  return useDiscoveryChange(
    (body: { readonly how: Steering; readonly version: number }) => call(steerDiscovery, { params: { id }, body }),
    itself,
  );
}

export function useDecideCandidates(id: string) {
  return useDiscoveryChange((body: z.input<typeof CandidateDecision>) => call(decideCandidates, { params: { id }, body }), itself);
}

export function useUndoDiscovery(id: string) {
  return useDiscoveryChange(
    (version: number) => call(undoDiscovery, { params: { id }, body: { version } }),
    ({ discovery }) => discovery,
  );
}
