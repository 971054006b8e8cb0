import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivate } from './privateFile.ts';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The sealed text does not belong to this key and name, or was changed. */
export class SealBroken extends Error {
  readonly code = 'vault.broken';
}

/** Seals and opens secrets with a key that lies outside every database and backup. */
export interface Vault {
  /** AES-256-GCM of a text as base64, bound to a name: what was sealed for one does not open for another. */
  seal(name: string, secret: string): string;
  /** The text again. Throws SealBroken. */
  open(name: string, sealed: string): string;
}

/** What the secrets of a set of credentials are bound to. */
export const sealName = (credentialId: string): string => `credential/${credentialId}`;

function vaultOf(key: Buffer): Vault {
  return {
    seal: (name, secret) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
      return Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
    },
    open: (name, sealed) => {
      const bytes = Buffer.from(sealed, 'base64');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
        decipher.setAAD(Buffer.from(name)).setAuthTag(bytes.subarray(-TAG_BYTES));
        return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
      } catch (error) {
        throw new SealBroken(`nothing sealed for ${name} with this key`, { cause: error });
      }
    },
  };
}

const fileOf = (data: string): string => join(data, 'keys', 'vault.key');

/**
 * The vault of a data folder (keys/vault.key, mode 0600), its key made at the first start. A damaged key is set aside, `onDamaged` is told
 * where, and a new one is made: what the old one sealed opens no more, but monitoring must not stop for it.
 */
export function openVault(data: string, onDamaged: (setAside: string) => void): Vault {
  const known = readVault(data);
  if (known) return known;
  const file = fileOf(data);
  mkdirSync(join(data, 'keys'), { recursive: true, mode: 0o700 });
  if (existsSync(file)) {
    const setAside = `${file}.damaged-${randomBytes(4).toString('hex')}`;
    renameSync(file, setAside);
    onDamaged(setAside);
  }
  const key = randomBytes(KEY_BYTES);
  writePrivate(file, key.toString('base64'));
  return vaultOf(key);
}

/** The vault as it is, or null where there is no whole key; for the processes that only open. */
export function readVault(data: string): Vault | null {
  const file = fileOf(data);
  if (!existsSync(file)) return null;
  chmodSync(file, 0o600);
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  return key.byteLength === KEY_BYTES ? vaultOf(key) : null;
}
