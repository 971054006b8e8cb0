import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { AuthProtocol, PrivProtocol } from '../../../../shared/domain/credential/snmp.ts';

/** Names of the hashes and the bytes of their codes that are sent (RFC 3414 6., 7.; RFC 7860 4.). */
const HASHES: Readonly<Record<AuthProtocol, { readonly name: string; readonly sent: number }>> = {
  MD5: { name: 'md5', sent: 12 },
  SHA: { name: 'sha1', sent: 12 },
  'SHA-224': { name: 'sha224', sent: 16 },
  'SHA-256': { name: 'sha256', sent: 24 },
  'SHA-384': { name: 'sha384', sent: 32 },
  'SHA-512': { name: 'sha512', sent: 48 },
};

const KEY_BYTES: Readonly<Partial<Record<PrivProtocol, number>>> = { 'AES-128': 16, 'AES-256': 32 };
const EXPANDED_BYTES = 1_048_576;

/** A passphrase as the key of a user, the same on every engine (RFC 3414 A.2). Slow: over a megabyte is hashed. */
export function userKey(protocol: AuthProtocol, passphrase: string): Buffer {
  const text = Buffer.from(passphrase);
  const repeated = Buffer.alloc(EXPANDED_BYTES, text);
  return createHash(HASHES[protocol].name).update(repeated).digest();
}

/** The key for one engine. */
export function localKey(protocol: AuthProtocol, key: Buffer, engineId: Buffer): Buffer {
  return createHash(HASHES[protocol].name).update(key).update(engineId).update(key).digest();
}

/** Authenticates the messages of one user on one engine. */
export interface Signer {
  /** Bytes of a code. */
  readonly length: number;
  /** The code of a message in which the place of the code is zero. */
  sign(message: Buffer): Buffer;
  isGood(message: Buffer, code: Buffer): boolean;
}

export function createSigner(protocol: AuthProtocol, key: Buffer): Signer {
  const { name, sent } = HASHES[protocol];
  const sign = (message: Buffer) => createHmac(name, key).update(message).digest().subarray(0, sent);
  return { length: sent, sign, isGood: (message, code) => code.length === sent && timingSafeEqual(sign(message), code) };
}

/** Encrypts between one user and one engine: AES in CFB mode (RFC 3826), with 256 bits the key extension of Blumenthal. */
export interface Sealer {
  seal(plain: Buffer, boots: number, time: number): { readonly sealed: Buffer; readonly salt: Buffer };
  open(sealed: Buffer, boots: number, time: number, salt: Buffer): Buffer;
}

export function createSealer(auth: AuthProtocol, priv: PrivProtocol, local: Buffer): Sealer {
  const bytes = KEY_BYTES[priv];
  if (bytes === undefined) throw new Error(`the laboratory has no ${priv}`);
  let key = local;
  while (key.length < bytes) key = Buffer.concat([key, createHash(HASHES[auth].name).update(key).digest()]);
  const algorithm = `aes-${bytes * 8}-cfb`;
  const used = key.subarray(0, bytes);
  function vector(boots: number, time: number, salt: Buffer): Buffer {
    const vector = Buffer.alloc(16);
    vector.writeUInt32BE(boots, 0);
    vector.writeUInt32BE(time, 4);
    salt.copy(vector, 8, 0, 8);
    return vector;
  }
  return {
    seal: (plain, boots, time) => {
      const salt = randomBytes(8);
      const cipher = createCipheriv(algorithm, used, vector(boots, time, salt));
      return { sealed: Buffer.concat([cipher.update(plain), cipher.final()]), salt };
    },
    open: (sealed, boots, time, salt) => {
      const decipher = createDecipheriv(algorithm, used, vector(boots, time, salt));
      return Buffer.concat([decipher.update(sealed), decipher.final()]);
    },
  };
}
