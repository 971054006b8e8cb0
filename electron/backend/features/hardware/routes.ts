import { getHardware, listHardware } from '../../../../shared/contracts/hardware.ts';
import type { Mount } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { ResourceBook } from '../resources/index.ts';
import type { HardwareService } from './service.ts';

export function hardwareRoutes(mount: Mount, hardware: HardwareService, resources: Pick<ResourceBook, 'byId'>): void {
  mount.read(getHardware, ({ params }) => {
    const resource = resources.byId(params.id);
    if (!resource) throw new Refusal('resource.notFound');
    return hardware.of(resource.id);
  });
  mount.read(listHardware, ({ query: { after, limit, ...filter } }) => hardware.list(filter, after, limit));
}
