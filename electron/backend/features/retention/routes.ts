import { changeRetention, countRetention, getRetention, getRetentionUse } from '../../../../shared/contracts/retention.ts';
import type { Mount } from '../../http/mount.ts';
import type { RetentionService } from './service.ts';
import type { RetentionUseReader } from './use.ts';

export function retentionRoutes(mount: Mount, service: RetentionService, use: RetentionUseReader): void {
  mount.read(getRetention, () => service.read());
  mount.read(getRetentionUse, () => use());
  mount.read(countRetention, ({ body }) => service.count(body));
  mount.command(changeRetention, ({ body }, { caller, commit }) => commit((work) => service.change(work, body, caller?.name ?? '')));
}
