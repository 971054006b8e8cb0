import {
  challengeDevice,
  createDevice,
  enrolDevice,
  listDevices,
  renewDeviceCode,
  revokeDevice,
} from '../../../../shared/contracts/devices.ts';
import type { Mount } from '../../http/mount.ts';
import type { DeviceService } from './service.ts';

/** Announce, enrol, challenge, renew the code, revoke. The proof itself begins a session and lives with the sessions. */
export function deviceRoutes(mount: Mount, service: DeviceService): void {
  mount.read(listDevices, async () => ({ items: [...service.list()] }));
  mount.read(challengeDevice, async ({ body }) => service.challenge(body.deviceId));
  mount.command(createDevice, async ({ body }, { commit }) => commit((work) => service.announce(work, body.name, body.kind)));
  mount.command(renewDeviceCode, async ({ params }, { commit }) => commit((work) => service.renewCode(work, params.id)));
  mount.command(enrolDevice, async ({ body }, { commit }) => commit((work) => service.enrol(work, body.code, body.publicKey)));
  mount.command(revokeDevice, async ({ params }, { commit }) => commit((work) => service.revoke(work, params.id)));
}
