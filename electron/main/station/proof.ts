import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { z } from 'zod';
import { callLocal } from './http.ts';
import type { StationRecord } from './record.ts';

const Answer = z.object({ nonce: z.string(), stationId: z.string(), signature: z.string().max(200) });

export type Proof = 'proven' | 'refuted' | 'silent';

/** True when the answer repeats the nonce and its Ed25519 signature over `shouwang-station\n<nonce>` is by the record's key. */
export function isProof(record: Pick<StationRecord, 'publicKey' | 'stationId'>, nonce: string, body: unknown): boolean {
  const answer = Answer.safeParse(body);
  if (!answer.success || answer.data.nonce !== nonce || answer.data.stationId !== record.stationId) return false;
  try {
    const key = createPublicKey(record.publicKey);
    if (key.asymmetricKeyType !== 'ed25519') return false;
    return verify(null, Buffer.from(`shouwang-station\n${nonce}`), key, Buffer.from(answer.data.signature, 'base64'));
  } catch {
    return false;
  }
}

/** Asks whoever listens at the record's address to sign a fresh nonce. `silent`: nobody answered; `refuted`: the answer proves nothing. */
export async function proveStation(record: StationRecord, timeoutMs: number = 3000): Promise<Proof> {
  const nonce = randomBytes(32).toString('hex');
  const answer = await callLocal({
    method: 'POST',
    to: record,
    path: '/api/v1/station/proof',
    body: { nonce },
    timeoutMs,
  });
  if (!answer) return 'silent';
  // The station itself, but too full or too busy to answer.
  if (answer.status >= 500 || answer.status === 429) return 'silent';
  return answer.status === 200 && isProof(record, nonce, answer.body) ? 'proven' : 'refuted';
}
