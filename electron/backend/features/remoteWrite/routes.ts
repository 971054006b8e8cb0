import { changeRemoteWrite, getRemoteWrite } from '../../../../shared/contracts/remoteWrite.ts';
import type { Mount } from '../../http/mount.ts';
import type { RemoteWriteService } from './service.ts';

export function remoteWriteRoutes(mount: Mount, service: RemoteWriteService): void {
  mount.read(getRemoteWrite, () => service.read());
  mount.command(changeRemoteWrite, ({ body }, { commit }) => commit((work) => service.change(work, body)));
}
