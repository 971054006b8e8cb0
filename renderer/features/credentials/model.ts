import type { z } from 'zod';
import type { Credential, NewCredential } from '../../../shared/contracts/credentials.ts';
import type { Problem } from '../../../shared/contracts/problems.ts';
import { originOf } from '../../../shared/domain/credential/http.ts';
import {
  type AuthProtocol,
  goesElsewhere,
  type PrivProtocol,
  type SecretFault,
  type SecretName,
  type SecurityLevel,
  secretFaults,
  secretsNeeded,
} from '../../../shared/domain/credential/snmp.ts';

/** Filter and the open set, as the address of the page has them. */
export interface CredentialSearch {
  readonly q?: string | undefined;
  readonly set?: string | undefined;
}

type Input = z.output<typeof NewCredential>;
type Settings = Input['settings'];

/** A set while it is being filled in: fields of both kinds, so that nothing typed is lost by looking at the other. */
export interface Draft {
  readonly name: string;
  readonly kind: Settings['kind'];
  readonly version: '1' | '2c';
  readonly userName: string;
  readonly level: SecurityLevel;
  readonly authProtocol: AuthProtocol;
  readonly privProtocol: PrivProtocol;
  readonly context: string;
  /** Scheme, host and port of a service on HTTP. */
  readonly origin: string;
  /** What was typed; empty: stays as it is. */
  readonly secrets: Readonly<Record<SecretName, string>>;
}

const NO_SECRETS: Draft['secrets'] = { community: '', authPassphrase: '', privPassphrase: '', password: '', token: '' };

export const NEW_DRAFT: Draft = {
  name: '',
  kind: 'snmpUser',
  version: '2c',
  userName: '',
  level: 'authPriv',
  authProtocol: 'SHA-256',
  privProtocol: 'AES-128',
  context: '',
  origin: '',
  secrets: NO_SECRETS,
};

/** A stored set as a draft: its secrets stay where they are. */
export function draftOf({ name, settings }: Credential): Draft {
  return { ...NEW_DRAFT, ...settings, name };
}

export function settingsOf({ kind, version, userName, level, authProtocol, privProtocol, context, origin }: Draft): Settings {
  if (kind === 'snmpCommunity') return { kind, version };
  // What is no address stays as it was typed, and is told at its field.
  const address = originOf(origin.trim()) ?? origin.trim();
  if (kind === 'httpBearer') return { kind, origin: address };
  if (kind === 'httpBasic') return { kind, origin: address, userName: userName.trim() };
  return { kind, userName: userName.trim(), level, authProtocol, privProtocol, context };
}

/** The secrets that were typed and are needed: nothing else is sent. */
export function secretsOf(draft: Draft): Input['secrets'] {
  const typed = secretsNeeded(settingsOf(draft)).filter((name) => draft.secrets[name] !== '');
  return Object.fromEntries(typed.map((name) => [name, draft.secrets[name]]));
}

export type FieldName = 'name' | 'userName' | 'origin' | SecretName;
export type Issue = SecretFault['code'] | 'duplicate' | 'origin' | 'colon';
export type Issues = Readonly<Partial<Record<FieldName, Issue>>>;

/** Secrets that a stored set already holds, as far as can be told from its settings; none for another address than it was made for. */
export function keptBy(stored: Credential | null, draft: Draft): readonly SecretName[] {
  return stored === null || goesElsewhere(stored.settings, settingsOf(draft)) ? [] : secretsNeeded(stored.settings);
}

/** What has to be put right before it can be sent. */
export function issuesOf(draft: Draft, stored: Credential | null): Issues {
  const kept = keptBy(stored, draft);
  const typed = secretsOf(draft);
  const faults = secretFaults(settingsOf(draft), typed).filter(({ secret, code }) => code !== 'missing' || !kept.includes(secret));
  return {
    ...(draft.name.trim() === '' && { name: 'missing' as const }),
    ...((draft.kind === 'snmpUser' || draft.kind === 'httpBasic') && draft.userName.trim() === '' && { userName: 'missing' as const }),
    ...(draft.kind === 'httpBasic' && draft.userName.includes(':') && { userName: 'colon' as const }),
    ...((draft.kind === 'httpBasic' || draft.kind === 'httpBearer') &&
      originOf(draft.origin.trim()) === null && { origin: 'origin' as const }),
    ...Object.fromEntries(faults.map(({ secret, code }) => [secret, code])),
  };
}

/** What the station found at the fields (`body.secrets.authPassphrase`). */
export function issuesOfProblem(problem: Problem | null): Issues {
  const found = (problem?.fields ?? []).map(({ path, message }) => [path.split('.').at(-1), message] as const);
  return Object.fromEntries(
    found.filter(([field, message]) => field !== undefined && ['missing', 'too_small', 'invalid_format', 'duplicate'].includes(message)),
  ) as Issues;
}

/** The sets that fit the words, in their order. */
export function rowsOf(sets: readonly Credential[], q: string | undefined): readonly Credential[] {
  const words = (q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return sets.filter(({ name, settings }) => {
    const text = `${name} ${'userName' in settings ? settings.userName : ''} ${'origin' in settings ? settings.origin : ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
