import { mayEnter } from '../../../../shared/domain/credential/http.ts';
import { isSnmp } from '../../../../shared/domain/credential/snmp.ts';
import { Refusal } from '../../http/problem.ts';
import { SealBroken, sealName, type Vault } from '../../lib/vault.ts';
import type { CredentialBook } from '../credentials/index.ts';

/** The vault's sets, and what opens them. */
export interface Keys {
  readonly book: Pick<CredentialBook, 'byId'>;
  readonly vault: Pick<Vault, 'open'>;
}

export interface Entry {
  readonly authorization: string | null;
  readonly isLocked: boolean;
}

const AS_NOBODY: Entry = { authorization: null, isLocked: false };
const LOCKED: Entry = { authorization: null, isLocked: true };

/** What a receiver is entered with; locked where the set is gone, was made for another address or does not open. */
export function entryOf({ book, vault }: Keys, credentialId: string | null, url: string): Entry {
  if (credentialId === null) return AS_NOBODY;
  const set = book.byId(credentialId);
  if (!set || isSnmp(set.settings) || !mayEnter(set.settings, url)) return LOCKED;
  try {
    const { password = '', token = '' } = JSON.parse(vault.open(sealName(set.id), set.sealed)) as { password?: string; token?: string };
    if (set.settings.kind === 'httpBearer') return { authorization: `Bearer ${token}`, isLocked: false };
    const pair = Buffer.from(`${set.settings.userName}:${password}`).toString('base64');
    return { authorization: `Basic ${pair}`, isLocked: false };
  } catch (error) {
    if (error instanceof SealBroken) return LOCKED;
    throw error;
  }
}

/** Refuses a set that is not there, is not for HTTP, or whose secret may not go to this address. */
export function requireEntry({ book }: Keys, credentialId: string | null, url: string | null): void {
  if (credentialId === null) return;
  const set = book.byId(credentialId);
  if (!set || isSnmp(set.settings)) throw new Refusal('credential.notFound');
  if (url !== null && !mayEnter(set.settings, url))
    throw new Refusal('request.invalid', { fields: [{ path: 'body.credentialId', message: 'unsuited' }] });
}
