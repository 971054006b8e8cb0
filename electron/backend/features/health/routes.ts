import { getHealth, getHealthHistory, type Health, type HealthHistory } from '../../../../shared/contracts/health.ts';
import type { Mount } from '../../http/mount.ts';

export function healthRoutes(mount: Mount, health: () => Promise<Health>, history: (hours: number) => Promise<HealthHistory>): void {
  mount.read(getHealth, async () => health());
  mount.read(getHealthHistory, async ({ query: { hours } }) => history(hours));
}
