import { endSilentWatch, getSilentWatch, listSilentWatches, startSilentWatch } from '../../../../shared/contracts/silentWatches.ts';
import type { Mount } from '../../http/mount.ts';
import { nameOf } from './routes.ts';
import type { SilentService } from './silentService.ts';

/** Silent observation of new batches and of policies. */
export function silentRoutes(mount: Mount, service: SilentService): void {
  mount.read(listSilentWatches, () => service.list());
  mount.read(getSilentWatch, ({ params }) => service.report(params.id));
  mount.command(startSilentWatch, ({ body }, { caller, commit }) => commit((work) => service.start(work, body, nameOf(caller) ?? '')));
  mount.command(endSilentWatch, ({ params }, { caller, commit }) => commit((work) => service.end(work, params.id, nameOf(caller) ?? '')));
}
