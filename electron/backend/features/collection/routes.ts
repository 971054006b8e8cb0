import { type Collection, getCollection } from '../../../../shared/contracts/collection.ts';
import type { Mount } from '../../http/mount.ts';

export function collectionRoutes(mount: Mount, collection: () => Promise<Collection>): void {
  mount.read(getCollection, async () => collection());
}
