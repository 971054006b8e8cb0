import { changeRemoteWrite, getRemoteWrite, testRemoteWrite } from '../../../../shared/contracts/remoteWrite.ts';
import type { Mount } from '../../http/mount.ts';
import type { RemoteWriteService } from './service.ts';

export function remoteWriteRoutes(mount: Mount, service: RemoteWriteService): void {
  mount.read(getRemoteWrite, () => service.read());
  mount.command(changeRemoteWrite, ({ body }, { caller, commit }) => commit((work) => service.change(work, body, caller?.name ?? '')));
  mount.command(testRemoteWrite, async ({ body }, { commit }) => {
    // Not in the transaction: a receiver may take its time.
    const tested = await service.test(body);
    return commit(async () => tested);
  });
}
