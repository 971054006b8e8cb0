import { countLogs, listLogs } from '../../../../shared/contracts/logs.ts';
import {
  changeSavedSearch,
  createSavedSearch,
  type LogSearchView,
  listSavedSearches,
  removeSavedSearch,
} from '../../../../shared/contracts/savedSearches.ts';
import type { Mount } from '../../http/mount.ts';
import { type NamedViews, ownerOf } from '../namedViews/index.ts';
import type { LogService } from './service.ts';

/** Reading of the logs, and the questions people gave a name. */
export function logRoutes(mount: Mount, service: LogService, searches: NamedViews<LogSearchView>): void {
  mount.read(listLogs, async ({ query: { before, after, ...asked } }) =>
    service.list({ ...asked, before: before ?? null, after: after ?? null }),
  );
  mount.read(countLogs, async ({ query }, { sessionId, requestId }) =>
    service.count({ ...query, seat: query.seat === '' ? requestId : `${sessionId ?? ''} ${query.seat}` }),
  );

  mount.read(listSavedSearches, async (_args, { caller }) => ({
    items: await searches.list(caller?.kind === 'person' ? caller.userId : null),
  }));
  mount.command(createSavedSearch, async ({ body }, { caller, commit }) => {
    const owner = ownerOf(caller);
    return commit((work) => searches.create(work, owner, body));
  });
  mount.command(changeSavedSearch, async ({ params, body }, { caller, commit }) => {
    const owner = ownerOf(caller);
    return commit((work) => searches.change(work, owner, params.id, body));
  });
  mount.command(removeSavedSearch, async ({ params, body }, { caller, commit }) => {
    const owner = ownerOf(caller);
    return commit((work) => searches.remove(work, owner, params.id, body.version));
  });
}
