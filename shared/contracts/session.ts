import { z } from 'zod';
import { PERMISSIONS } from '../domain/access/permissions.ts';
import { ROLES } from '../domain/access/roles.ts';
import { Done, InstantMs, Uuid } from './common.ts';
import { defineRoute } from './route.ts';

export const Account = z
  .string()
  .trim()
  .min(2)
  .max(64)
  .regex(/^[A-Za-z0-9._-]+$/);
export const Password = z.string().min(12).max(200);

/** Who is signed in. `lockedAt` set: actions need the password again, reading goes on. */
export const Session = z
  .object({
    kind: z.enum(['person', 'wall']),
    userId: Uuid.nullable(),
    account: z.string().nullable(),
    name: z.string(),
    roles: z.array(z.enum(ROLES)),
    permissions: z.array(z.enum(PERMISSIONS)),
    deviceId: Uuid.nullable(),
    deviceName: z.string().nullable(),
    startedAt: InstantMs,
    /** Absolute end. */
    endsAt: InstantMs,
    idleLimitMs: z.int(),
    locked: z.boolean(),
  })
  .meta({ id: 'Session' });
export type Session = z.output<typeof Session>;

/** What the page needs before anyone has signed in; reveals no alarm and no person. */
export const Station = z
  .object({
    name: z.string(),
    product: z.literal('shouwang'),
    version: z.string(),
    now: InstantMs,
    timeZone: z.literal('Asia/Shanghai'),
    setupNeeded: z.boolean(),
    /** A laboratory: its people sign in by links, and most of what it watches is simulated. */
    isLab: z.boolean(),
    session: Session.nullable(),
    warnings: z.array(z.enum(['storageFull', 'pollerDown', 'receiverDown'])),
  })
  .meta({ id: 'Station' });
export type Station = z.output<typeof Station>;

export const SignIn = z
  .object({
    account: z.string().trim().min(1).max(64),
    password: z.string().min(1).max(200),
    newPassword: Password.optional().describe('takes the place of the password; a one-time password opens nothing without it'),
  })
  .strict()
  .meta({ id: 'SignIn' });
export const SignInLink = z
  .object({
    token: z
      .string()
      .regex(/^[A-Za-z0-9_-]{43}$/)
      .describe('what stands behind #token= in the link'),
  })
  .strict()
  .meta({ id: 'SignInLink' });
export const Unlock = z
  .object({ password: z.string().min(1).max(200) })
  .strict()
  .meta({ id: 'Unlock' });

export const StationChallenge = z
  .object({ nonce: z.string().regex(/^[0-9a-f]{64}$/) })
  .strict()
  .meta({ id: 'StationChallenge' });
export const StationProof = z
  .object({ nonce: z.string(), stationId: Uuid, signature: z.string().describe('Ed25519 over "shouwang-station\\n" + nonce, base64') })
  .meta({ id: 'StationProof' });

export const getStation = defineRoute({
  id: 'getStation',
  method: 'GET',
  path: '/station',
  access: 'public',
  summary: 'The station, whether it is set up, and the session of this browser',
  response: Station,
});

export const proveStation = defineRoute({
  id: 'proveStation',
  method: 'POST',
  path: '/station/proof',
  access: 'public',
  allowedWhileLocked: true,
  changesNothing: true,
  summary: 'Prove by the station key that this is the station whose data folder the shell sees',
  body: StationChallenge,
  response: StationProof,
});

export const signIn = defineRoute({
  id: 'signIn',
  method: 'POST',
  path: '/session',
  access: 'public',
  allowedWhileLocked: true,
  summary: 'Sign in',
  body: SignIn,
  response: Session,
});

export const signInByLink = defineRoute({
  id: 'signInByLink',
  method: 'POST',
  path: '/session/link',
  access: 'public',
  allowedWhileLocked: true,
  summary: 'Sign in by a one-time link, which only a station in lab mode gives',
  body: SignInLink,
  response: Session,
});

export const signOut = defineRoute({
  id: 'signOut',
  method: 'DELETE',
  path: '/session',
  access: 'session',
  allowedWhileLocked: true,
  summary: 'Sign out',
  response: Done,
});

export const unlockSession = defineRoute({
  id: 'unlockSession',
  method: 'POST',
  path: '/session/unlock',
  access: 'session',
  allowedWhileLocked: true,
  summary: 'Give the password again after the idle limit',
  body: Unlock,
  response: Session,
});

const SetupPerson = z
  .object({ account: Account, name: z.string().trim().min(1).max(50), staffNumber: z.string().trim().min(1).max(50), password: Password })
  .strict();
export const Setup = z
  .object({
    stationName: z.string().trim().min(1).max(50),
    systemAdministrator: SetupPerson,
    securityAdministrator: SetupPerson,
    auditAdministrator: SetupPerson,
    operator: SetupPerson,
  })
  .strict()
  .meta({ id: 'Setup', description: 'Four different people: three administrators and the first person on watch' });
export type Setup = z.output<typeof Setup>;

/** What the set-up page shows beside the form: the local host is already monitored, and the ground is checked. */
export const SetupState = z
  .object({
    expiresAt: InstantMs,
    host: z.object({
      name: z.string(),
      cpu: z.number().nullable(),
      cores: z.int().nullable(),
      memoryUsed: z.number().nullable(),
      memoryTotal: z.number().nullable(),
      dataDisk: z.number().nullable(),
      at: InstantMs.nullable(),
    }),
    checks: z.array(z.object({ id: z.enum(['durable', 'ballast', 'keyFile', 'fping', 'disk']), ok: z.boolean(), value: z.string() })),
  })
  .meta({ id: 'SetupState' });
export type SetupState = z.output<typeof SetupState>;

export const getSetup = defineRoute({
  id: 'getSetup',
  method: 'GET',
  path: '/setup',
  access: 'setup',
  summary: 'State of the ground before set-up',
  response: SetupState,
});
export const completeSetup = defineRoute({
  id: 'completeSetup',
  method: 'POST',
  path: '/setup',
  access: 'setup',
  summary: 'Create the three administrators and the first person on watch',
  body: Setup,
  response: Done,
});
