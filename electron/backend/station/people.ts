import { join } from 'node:path';
import type { Config } from '../config/schema.ts';
import { createDeviceService, type DeviceService } from '../features/devices/index.ts';
import {
  type Authenticator,
  createAuthenticator,
  createSetup,
  createSetupToken,
  createSignIn,
  type SetupService,
  type SetupToken,
} from '../features/session/index.ts';
import { createUserService, type UserService } from '../features/users/index.ts';
import type { Clock } from '../lib/clock.ts';
import type { Stores } from './books.ts';

/** Everything about who may do what. */
export interface People {
  readonly setupToken: SetupToken;
  readonly setup: SetupService;
  readonly signing: Awaited<ReturnType<typeof createSignIn>>;
  readonly devices: DeviceService;
  readonly users: UserService;
  readonly authenticator: Authenticator;
}

/** Sign-in, set-up, devices and accounts over the books; sessions end with the account or device they stand on. */
export async function openPeople({ users, devices, sessions }: Stores, config: Config, shellToken: string, clock: Clock): Promise<People> {
  const setupToken = createSetupToken(join(config.data, 'run', 'setup.token'), clock);
  return {
    setupToken,
    setup: createSetup(users, setupToken, clock),
    signing: await createSignIn(users, sessions, clock),
    devices: createDeviceService(devices, clock, async (work, device) => {
      const ids = sessions.of({ deviceId: device.id }).map((one) => one.id);
      await sessions.end(work, ids);
    }),
    users: createUserService(users, async (work, user) => {
      if (user.disabledAt === null && user.roles.length > 0) return;
      const ids = sessions.of({ userId: user.id }).map((one) => one.id);
      await sessions.end(work, ids);
    }),
    authenticator: createAuthenticator({ users, devices, sessions, setup: setupToken, shellToken, clock }),
  };
}
