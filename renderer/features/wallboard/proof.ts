import type { z } from 'zod';
import { challengeDevice, type DeviceProof, enrolDevice, proveDevice } from '../../../shared/contracts/devices.ts';
import { Session } from '../../../shared/contracts/session.ts';
import { call, Failure, type FailureCode } from '../../lib/api.ts';
import { createKeys, type Identity, saveIdentity, sign } from './identity.ts';

/** Proves the key of this device and begins a session. Rejects with `Failure`. */
export async function prove(identity: Identity): Promise<Session> {
  const { deviceId, keys } = identity;
  const { nonce } = await call(challengeDevice, { body: { deviceId } });
  const body: z.input<typeof DeviceProof> = { deviceId, nonce, signature: await sign(keys, nonce) };
  const answer = Session.safeParse(await call(proveDevice, { body }));
  if (!answer.success) throw new Failure('network.foreign', 200, null);
  return answer.data;
}

/** Binds a new key of this browser to the device announced under the code, and keeps it. */
export async function enrol(code: string): Promise<Identity> {
  const { keys, publicKey } = await createKeys();
  const { id, name } = await call(enrolDevice, { body: { code: code.trim().toUpperCase(), publicKey } });
  const identity = { deviceId: id, name, keys };
  await saveIdentity(identity);
  return identity;
}

const REFUSALS: ReadonlySet<FailureCode> = new Set(['device.notFound', 'device.wrongProof']);

/** True when trying again with the same key is pointless: the device was revoked or never known. */
export function isRefusal(code: FailureCode): boolean {
  return REFUSALS.has(code);
}
