import { getHealth, type Health } from '../../../../shared/contracts/health.ts';
import type { Mount } from '../../http/mount.ts';

export function healthRoutes(mount: Mount, health: () => Promise<Health>): void {
  mount.read(getHealth, async () => health());
}
