import { changeSavedFilter, createSavedFilter, listSavedFilters, removeSavedFilter } from '../../../../shared/contracts/savedFilters.ts';
import type { Caller } from '../../../../shared/domain/access/can.ts';
import type { UserId } from '../../../../shared/domain/id.ts';
import type { Mount } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { SavedFilterService } from './service.ts';

/** Only roles of people hold the permission of these routes. */
function ownerOf(caller: Caller | null): UserId {
  if (caller?.kind !== 'person') throw new Refusal('session.missing');
  return caller.userId;
}

/** The filters somebody saved, for that person alone, at every seat. */
export function savedFilterRoutes(mount: Mount, service: SavedFilterService): void {
  mount.read(listSavedFilters, async (_args, { caller }) => ({ items: [...(await service.list(ownerOf(caller)))] }));
  mount.command(createSavedFilter, async ({ body }, { caller, commit }) => {
    const owner = ownerOf(caller);
    return commit((work) => service.create(work, owner, body));
  });
  mount.command(changeSavedFilter, async ({ params, body }, { caller, commit }) => {
    const owner = ownerOf(caller);
    return commit((work) => service.change(work, owner, params.id, body));
  });
  mount.command(removeSavedFilter, async ({ params, body }, { caller, commit }) => {
    const owner = ownerOf(caller);
    return commit((work) => service.remove(work, owner, params.id, body.version));
  });
}
