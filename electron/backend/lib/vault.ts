import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
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

/** The vault of a data folder (keys/vault.key, mode 0600), its key made at the first start. Throws where the key file is not one. */
export function openVault(data: string): Vault {
  const file = fileOf(data);
  if (!existsSync(file)) {
    mkdirSync(join(data, 'keys'), { recursive: true, mode: 0o700 });
    writePrivate(file, randomBytes(KEY_BYTES).toString('base64'));
  }
  const vault = readVault(data);
  if (!vault) throw new Error(`${file} is not a key of ${KEY_BYTES} bytes`);
  return vault;
}

/** The vault as it is, or null where there is no key yet; for the processes that only open. */
export function readVault(data: string): Vault | null {
  const file = fileOf(data);
  if (!existsSync(file)) return null;
  chmodSync(file, 0o600);
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  return key.byteLength === KEY_BYTES ? vaultOf(key) : null;
}
