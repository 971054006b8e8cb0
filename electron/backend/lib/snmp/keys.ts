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

const KEY_BYTES: Readonly<Record<Exclude<PrivProtocol, 'DES'>, number>> = { 'AES-128': 16, 'AES-256': 32, 'AES-256-C': 32 };
const EXPANDED_BYTES = 1_048_576;

/** A passphrase as the key of a user, the same on every engine (RFC 3414 A.2). Slow: over a megabyte is hashed. */
export const userKey = (protocol: AuthProtocol, passphrase: string): Buffer => expanded(protocol, Buffer.from(passphrase));

const expanded = (protocol: AuthProtocol, from: Buffer): Buffer =>
  createHash(HASHES[protocol].name).update(Buffer.alloc(EXPANDED_BYTES, from)).digest();

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

/** Encrypts between one user and one engine. */
export interface Sealer {
  seal(plain: Buffer, boots: number, time: number): { readonly sealed: Buffer; readonly salt: Buffer };
  open(sealed: Buffer, boots: number, time: number, salt: Buffer): Buffer;
}

export const SALT_BYTES = 8;

/** AES has longer keys than a hash gives: more of it by hashing on (Blumenthal), or from the key as if it were a passphrase (Reeder, as Cisco does it). */
function stretched(auth: AuthProtocol, local: Buffer, bytes: number, engineId: Buffer, isReeder: boolean): Buffer {
  let key = local;
  let last = local;
  while (key.length < bytes) {
    last = isReeder ? localKey(auth, expanded(auth, last), engineId) : createHash(HASHES[auth].name).update(key).digest();
    key = Buffer.concat([key, last]);
  }
  return key.subarray(0, bytes);
}

/** AES in CFB mode (RFC 3826), DES in CBC mode (RFC 3414 8.). `local` is the localised key; `engineId` the engine it is for. */
export function createSealer(auth: AuthProtocol, priv: PrivProtocol, local: Buffer, engineId: Buffer): Sealer {
  return priv === 'DES' ? desSealer(local) : aesSealer(stretched(auth, local, KEY_BYTES[priv], engineId, priv === 'AES-256-C'));
}

function aesSealer(key: Buffer): Sealer {
  const algorithm = `aes-${key.length * 8}-cfb`;
  function vector(boots: number, time: number, salt: Buffer): Buffer {
    const vector = Buffer.alloc(16);
    vector.writeUInt32BE(boots, 0);
    vector.writeUInt32BE(time, 4);
    salt.copy(vector, 8, 0, SALT_BYTES);
    return vector;
  }
  return {
    seal: (plain, boots, time) => {
      const salt = randomBytes(SALT_BYTES);
      const cipher = createCipheriv(algorithm, key, vector(boots, time, salt));
      return { sealed: Buffer.concat([cipher.update(plain), cipher.final()]), salt };
    },
    open: (sealed, boots, time, salt) => {
      const decipher = createDecipheriv(algorithm, key, vector(boots, time, salt));
      return Buffer.concat([decipher.update(sealed), decipher.final()]);
    },
  };
}

/** Single DES is triple DES with one key three times, the only form of it that OpenSSL 3 has by default. */
function desSealer(local: Buffer): Sealer {
  const single = local.subarray(0, 8);
  const key = Buffer.concat([single, single, single]);
  const vector = (salt: Buffer) => Buffer.from(salt.map((byte, index) => byte ^ (local[8 + index] ?? 0)));
  return {
    seal: (plain) => {
      const salt = randomBytes(SALT_BYTES);
      const padded = Buffer.concat([plain, Buffer.alloc((8 - (plain.length % 8)) % 8)]);
      const cipher = createCipheriv('des-ede3-cbc', key, vector(salt)).setAutoPadding(false);
      return { sealed: Buffer.concat([cipher.update(padded), cipher.final()]), salt };
    },
    open: (sealed, _boots, _time, salt) => {
      const decipher = createDecipheriv('des-ede3-cbc', key, vector(salt)).setAutoPadding(false);
      return Buffer.concat([decipher.update(sealed), decipher.final()]);
    },
  };
}
