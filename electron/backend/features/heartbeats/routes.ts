import { setHeartbeatLimit } from '../../../../shared/contracts/collection.ts';
import { heartId } from '../../../../shared/domain/heartbeat/heart.ts';
import type { Mount } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { HeartBook } from './book.ts';

/** `nameOf`: what the resource of an address is called; null for an address that is none's. */
export function heartbeatRoutes(mount: Mount, book: HeartBook, nameOf: (address: string) => string | null): void {
  mount.command(setHeartbeatLimit, async ({ body: { address, limitS } }, { commit }) => {
    const name = nameOf(address);
    if (name === null) throw new Refusal('resource.notFound');
    const id = heartId({ kind: 'source', name: address });
    return commit(async (work) => {
      const before = await book.limitWithin(work, id);
      await book.setLimit(work, id, limitS === null ? null : limitS * 1000);
      return {
        response: { address, limitS },
        deed: {
          objectType: 'heartbeat',
          objectId: null,
          objectName: `${name} ${address}`,
          before: { limitS: before === null ? null : before / 1000 },
          after: { limitS },
        },
      };
    });
  });
}
