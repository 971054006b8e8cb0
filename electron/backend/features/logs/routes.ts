import { countLogs, listLogs } from '../../../../shared/contracts/logs.ts';
import type { Mount } from '../../http/mount.ts';
import type { LogService } from './service.ts';

export function logRoutes(mount: Mount, service: LogService): void {
  mount.read(listLogs, async ({ query: { before, after, ...asked } }) =>
    service.list({ ...asked, before: before ?? null, after: after ?? null }),
  );
  mount.read(countLogs, async ({ query }, { sessionId, requestId }) =>
    service.count({ ...query, seat: query.seat === '' ? requestId : `${sessionId ?? ''} ${query.seat}` }),
  );
}
