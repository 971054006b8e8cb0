import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  getToolRun,
  listToolRuns,
  openToolSession,
  startPing,
  startPortTest,
  startSnmpBrowse,
  startTrace,
  stopToolRun,
  type ToolJob,
  type ToolRun,
  type ToolRunList,
  type ToolSession,
} from '../../../shared/contracts/tools.ts';
import { call, type Failure } from '../../lib/api.ts';
import { useCan } from '../../lib/session.ts';

const RUNNING_MS = 500;
export const LIST_MS = 10_000;

/** One run, asked for again and again while it goes on. */
export function useRun(id: string | undefined) {
  const enabled = useCan('tool.read') && id !== undefined;
  return useQuery<ToolRun, Failure>({
    queryKey: ['tools', 'run', id],
    queryFn: ({ signal }) => call(getToolRun, { params: { id: id ?? '' } }, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? RUNNING_MS : false),
    enabled,
  });
}

/** What was run against a resource. */
export function useRuns(resourceId: string) {
  const enabled = useCan('tool.read');
  return useQuery<ToolRunList, Failure>({
    queryKey: ['tools', 'runs', resourceId],
    queryFn: ({ signal }) => call(listToolRuns, { params: { id: resourceId } }, { signal }),
    refetchInterval: LIST_MS,
    enabled,
  });
}

function start(resourceId: string, { tool: _tool, ...job }: ToolJob, tool: ToolJob['tool']): Promise<ToolRun> {
  const body = { resourceId, ...job } as never;
  switch (tool) {
    case 'ping':
      return call(startPing, { body });
    case 'trace':
      return call(startTrace, { body });
    case 'port':
      return call(startPortTest, { body });
    case 'snmp':
      return call(startSnmpBrowse, { body });
    default:
      return tool satisfies never;
  }
}

/** Begins a run, and stops one. */
export function useRunning(resourceId: string) {
  const client = useQueryClient();
  const renew = () => client.invalidateQueries({ queryKey: ['tools', 'runs', resourceId] });
  const begin = useMutation<ToolRun, Failure, ToolJob>({
    mutationFn: (job) => start(resourceId, job, job.tool),
    onSuccess: renew,
  });
  const stop = useMutation<ToolRun, Failure, string>({
    mutationFn: (id) => call(stopToolRun, { params: { id } }),
    onSettled: (_run, _error, id) => Promise.all([renew(), client.invalidateQueries({ queryKey: ['tools', 'run', id] })]),
  });
  return { begin, stop, renew };
}

/** Asks for the address of a session, which leaves its trace in the audit. */
export function useOpenSession(resourceId: string) {
  return useMutation<ToolSession, Failure, Pick<ToolSession, 'kind' | 'port'>>({
    mutationFn: (body) => call(openToolSession, { body: { resourceId, ...body } }),
  });
}
