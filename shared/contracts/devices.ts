import { z } from 'zod';
import { Done, IdParams, InstantMs, Uuid } from './common.ts';
import { defineRoute } from './route.ts';
import { Session } from './session.ts';

export const Device = z
  .object({
    id: Uuid,
    name: z.string(),
    kind: z.enum(['wall', 'workstation']),
    createdAt: InstantMs,
    enrolledAt: InstantMs.nullable(),
    /** It has the live connection now. */
    connected: z.boolean(),
    lastSeenAt: InstantMs.nullable(),
    revokedAt: InstantMs.nullable(),
    /** No key is bound yet. */
    pending: z.boolean(),
    /** Until when the newest short code can be used; null when there is none. */
    codeExpiresAt: InstantMs.nullable(),
  })
  .meta({ id: 'Device' });
export type Device = z.output<typeof Device>;
export const DeviceList = z.object({ items: z.array(Device) }).meta({ id: 'DeviceList' });
export const NewDevice = z
  .object({ name: z.string().trim().min(1).max(50), kind: z.enum(['wall', 'workstation']) })
  .strict()
  .meta({ id: 'NewDevice' });
/** `code` is shown once; eight characters without look-alikes, valid until `expiresAt`, one use. */
export const DeviceCode = z.object({ id: Uuid, code: z.string(), expiresAt: InstantMs }).meta({ id: 'DeviceCode' });
/** Public half of a WebCrypto P-256 key, SubjectPublicKeyInfo in base64. The private half never leaves the browser. */
export const Enrolment = z
  .object({ code: z.string().trim().max(20), publicKey: z.string().max(400) })
  .strict()
  .meta({ id: 'Enrolment' });
export const Enrolled = z.object({ id: Uuid, name: z.string(), kind: z.enum(['wall', 'workstation']) }).meta({ id: 'Enrolled' });
export const DeviceChallengeRequest = z.object({ deviceId: Uuid }).strict().meta({ id: 'DeviceChallengeRequest' });
export const DeviceChallenge = z.object({ nonce: z.string(), expiresAt: InstantMs }).meta({ id: 'DeviceChallenge' });
/** ECDSA P-256 SHA-256 signature (raw r|s, base64) over "shouwang-device\n" + nonce. */
export const DeviceProof = z
  .object({ deviceId: Uuid, nonce: z.string().max(100), signature: z.string().max(200) })
  .strict()
  .meta({ id: 'DeviceProof' });

export const listDevices = defineRoute({
  id: 'listDevices',
  method: 'GET',
  path: '/devices',
  access: { permission: 'device.read' },
  summary: 'Enrolled walls and workstations',
  response: DeviceList,
});
export const createDevice = defineRoute({
  id: 'createDevice',
  method: 'POST',
  path: '/devices',
  access: { permission: 'device.enrol' },
  summary: 'Announce a device and get its one-time code',
  body: NewDevice,
  response: DeviceCode,
});
export const renewDeviceCode = defineRoute({
  id: 'renewDeviceCode',
  method: 'POST',
  path: '/devices/:id/code',
  access: { permission: 'device.enrol' },
  summary: 'A new one-time code; an enrolled device keeps its key until the code binds another',
  params: IdParams,
  response: DeviceCode,
});
export const revokeDevice = defineRoute({
  id: 'revokeDevice',
  method: 'POST',
  path: '/devices/:id/revoke',
  access: { permission: 'device.revoke' },
  summary: 'Revoke a device; its sessions end at once',
  params: IdParams,
  response: Device,
});
export const enrolDevice = defineRoute({
  id: 'enrolDevice',
  method: 'POST',
  path: '/devices/enrol',
  access: 'public',
  summary: 'Bind the key of this browser to an announced device',
  body: Enrolment,
  response: Enrolled,
});
export const challengeDevice = defineRoute({
  id: 'challengeDevice',
  method: 'POST',
  path: '/devices/challenge',
  access: 'public',
  allowedWhileLocked: true,
  changesNothing: true,
  summary: 'Get a nonce to sign',
  body: DeviceChallengeRequest,
  response: DeviceChallenge,
});
/** A wall begins its session, or a workstation binds its proved key to the person's session. */
export const proveDevice = defineRoute({
  id: 'proveDevice',
  method: 'POST',
  path: '/devices/proof',
  access: 'public',
  allowedWhileLocked: true,
  summary: 'Prove the device key: a wall gets its session, a workstation is bound to the session in use',
  body: DeviceProof,
  response: z.union([Session, Done]).meta({ id: 'DeviceSession' }),
});
