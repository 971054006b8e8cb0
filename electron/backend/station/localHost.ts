import { hostname } from 'node:os';
import type { ResourceRecord } from '../features/resources/index.ts';
import type { Clock } from '../lib/clock.ts';
import { newId } from '../lib/ids.ts';
import type { Stores } from './books.ts';

/** The resource that stands for the machine the station runs on; made at the first start, monitored without configuration. */
export async function ensureLocalHost({ core, resources, audit }: Stores, clock: Clock): Promise<ResourceRecord> {
  const known = resources.all().find((resource) => resource.isLocal);
  if (known) return known;
  const now = clock.now();
  const taken = new Set(resources.monitored().map((resource) => resource.name));
  const name = taken.has(hostname()) ? `${hostname()} (local)` : hostname();
  const local: ResourceRecord = {
    id: newId(now),
    name,
    resourceClass: 'RC3',
    importance: 'core',
    address: '127.0.0.1',
    domain: '',
    location: '',
    intervalS: null,
    checks: [{ protocol: 'host' }],
    tags: [],
    isLocal: true,
    isSimulated: false,
    version: 1,
    createdAt: now,
    updatedAt: now,
    retiredAt: null,
  };
  await core.write('resource.createLocal', async (work) => {
    await resources.save(work, local);
    await audit.system(work, 'resource.createLocal', {
      objectType: 'resource',
      objectId: local.id,
      objectName: local.name,
      before: null,
      after: { address: local.address },
    });
  });
  return local;
}
