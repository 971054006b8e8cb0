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
import { createTokenService, type TokenService } from '../features/tokens/index.ts';
import { createUserService, endsSessions, type UserService } from '../features/users/index.ts';
import type { Clock } from '../lib/clock.ts';
import type { Stores } from './books.ts';

/** Everything about who may do what. */
export interface People {
  readonly setupToken: SetupToken;
  readonly setup: SetupService;
  readonly signing: Awaited<ReturnType<typeof createSignIn>>;
  readonly devices: DeviceService;
  readonly users: UserService;
  readonly tokens: TokenService;
  readonly authenticator: Authenticator;
}

interface Parts {
  readonly stores: Stores;
  readonly config: Config;
  readonly shellToken: string;
  readonly clock: Clock;
  /** True while the session has the live connection. */
  isConnected(sessionId: string): boolean;
}

/** Sign-in, set-up, devices and accounts over the books; sessions end with the account or device they stand on. */
export async function openPeople({ stores, config, shellToken, clock, isConnected }: Parts): Promise<People> {
  const { users, devices, sessions } = stores;
  const tokens = createTokenService(stores.tokens, users, clock);
  const setupToken = createSetupToken(join(config.data, 'run', 'setup.token'), clock);
  return {
    setupToken,
    setup: createSetup(users, setupToken, clock),
    signing: await createSignIn(users, sessions, clock),
    devices: createDeviceService({
      book: devices,
      clock,
      onKeyGone: async (work, device) => {
        const ids = sessions.of({ deviceId: device.id }).map((one) => one.id);
        await sessions.end(work, ids);
      },
      isConnected: (deviceId) => sessions.of({ deviceId }).some(({ id }) => isConnected(id)),
    }),
    tokens,
    users: createUserService(users, async (work, after, before) => {
      if (!endsSessions(after, before)) return;
      const ids = sessions.of({ userId: after.id }).map((one) => one.id);
      await sessions.end(work, ids);
    }),
    authenticator: createAuthenticator({ users, devices, sessions, tokens, setup: setupToken, shellToken, clock }),
  };
}
