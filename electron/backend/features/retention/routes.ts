import { changeRetention, getRetention } from '../../../../shared/contracts/retention.ts';
import type { Mount } from '../../http/mount.ts';
import type { RetentionService } from './service.ts';

export function retentionRoutes(mount: Mount, service: RetentionService): void {
  mount.read(getRetention, () => service.read());
  mount.command(changeRetention, ({ body }, { commit }) => commit((work) => service.change(work, body)));
}
