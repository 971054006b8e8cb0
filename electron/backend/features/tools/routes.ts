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
} from '../../../../shared/contracts/tools.ts';
import type { Caller } from '../../../../shared/domain/access/can.ts';
import type { CommandContext, Mount } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { ResourceBook } from '../resources/index.ts';
import type { Runner, ToolService } from './service.ts';

interface Parts {
  readonly mount: Mount;
  readonly resources: Pick<ResourceBook, 'byId' | 'within'>;
  readonly service: ToolService;
}

/** Only roles of people hold the permissions of these routes. */
function runnerOf(caller: Caller | null): Runner {
  if (caller?.kind !== 'person') throw new Refusal('session.missing');
  return { id: caller.userId, name: caller.name };
}

export function toolRoutes({ mount, resources, service }: Parts): void {
  const start = (resourceId: string, job: ToolJob, { caller, commit }: CommandContext<ToolRun>): Promise<ToolRun> => {
    const by = runnerOf(caller);
    if (!resources.byId(resourceId)) throw new Refusal('resource.notFound');
    service.allow(by);
    return commit((work) => {
      const resource = resources.within(work).byId(resourceId);
      if (!resource) throw new Refusal('resource.notFound');
      return service.start(work, resource, job, by);
    });
  };

  mount.command(startPing, ({ body: { resourceId, ...job } }, context) => start(resourceId, { tool: 'ping', ...job }, context));
  mount.command(startTrace, ({ body: { resourceId, ...job } }, context) => start(resourceId, { tool: 'trace', ...job }, context));
  mount.command(startPortTest, ({ body: { resourceId, ...job } }, context) => start(resourceId, { tool: 'port', ...job }, context));
  mount.command(startSnmpBrowse, ({ body: { resourceId, ...job } }, context) => start(resourceId, { tool: 'snmp', ...job }, context));
  mount.command(openToolSession, ({ body: { resourceId, kind, port } }, { caller, commit }) => {
    const by = runnerOf(caller);
    return commit(async (work) => {
      const resource = resources.within(work).byId(resourceId);
      if (!resource) throw new Refusal('resource.notFound');
      return service.session(resource, kind, port, by);
    });
  });
  mount.command(stopToolRun, ({ params }, { caller, commit }) => {
    const by = runnerOf(caller);
    return commit((work) => service.stop(work, params.id, by));
  });
  mount.read(getToolRun, ({ params }, { caller }) => service.one(params.id, runnerOf(caller)));
  mount.read(listToolRuns, ({ params }, { caller }) => {
    const resource = resources.byId(params.id);
    if (!resource) throw new Refusal('resource.notFound');
    return service.of(resource, runnerOf(caller));
  });
}
