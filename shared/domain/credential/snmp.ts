import type { HttpSettings } from './http.ts';

/** Authentication of the user-based security model (RFC 3414, RFC 7860), weakest first. */
export const AUTH_PROTOCOLS = ['MD5', 'SHA', 'SHA-224', 'SHA-256', 'SHA-384', 'SHA-512'] as const;
export type AuthProtocol = (typeof AUTH_PROTOCOLS)[number];

/** Privacy (RFC 3414, RFC 3826; AES-256 with the key extension of Blumenthal, AES-256-C with that of Reeder, as Cisco does it). */
export const PRIV_PROTOCOLS = ['DES', 'AES-128', 'AES-256', 'AES-256-C'] as const;
export type PrivProtocol = (typeof PRIV_PROTOCOLS)[number];

export const SECURITY_LEVELS = ['noAuthNoPriv', 'authNoPriv', 'authPriv'] as const;
export type SecurityLevel = (typeof SECURITY_LEVELS)[number];

/** RFC 3414 11.2: a passphrase has at least eight characters. */
export const MIN_PASSPHRASE = 8;

/** What may be seen of a credential: how it is used, nothing that opens anything. */
export type CredentialSettings =
  | { readonly kind: 'snmpCommunity'; readonly version: '1' | '2c' }
  | {
      readonly kind: 'snmpUser';
      readonly userName: string;
      readonly level: SecurityLevel;
      readonly authProtocol: AuthProtocol;
      readonly privProtocol: PrivProtocol;
      /** Name of the context, mostly none. */
      readonly context: string;
    };

/** Every kind of a set: what opens a device by SNMP, and what enters a service on HTTP. */
export type AnySettings = CredentialSettings | HttpSettings;

/** True for a set that opens devices by SNMP. */
export const isSnmp = (settings: AnySettings): settings is CredentialSettings =>
  settings.kind === 'snmpCommunity' || settings.kind === 'snmpUser';

export const SECRET_NAMES = ['community', 'authPassphrase', 'privPassphrase', 'password', 'token'] as const;
export type SecretName = (typeof SECRET_NAMES)[number];

/** What opens a device or a service. Never leaves the vault but towards a collector, or who passes samples on. */
export type Secrets = { readonly [Name in SecretName]?: string | undefined };

/** The secrets that these settings need, in the order in which they are asked for. */
export function secretsNeeded(settings: AnySettings): readonly SecretName[] {
  if (settings.kind === 'httpBasic') return ['password'];
  if (settings.kind === 'httpBearer') return ['token'];
  if (settings.kind === 'snmpCommunity') return ['community'];
  if (settings.level === 'noAuthNoPriv') return [];
  return settings.level === 'authNoPriv' ? ['authPassphrase'] : ['authPassphrase', 'privPassphrase'];
}

/** What may stand in a header (RFC 9110 5.5): a token with anything else could never be sent. */
const TOKEN = /^[\x21-\x7e]+$/;

/** One secret that is missing, too short, or could not be used. */
export interface SecretFault {
  readonly secret: SecretName;
  readonly code: 'missing' | 'too_small' | 'invalid_format';
}

/** What is wrong with the secrets for these settings; nothing where they fit. */
export function secretFaults(settings: AnySettings, secrets: Secrets): readonly SecretFault[] {
  return secretsNeeded(settings).flatMap((secret): SecretFault[] => {
    const value = secrets[secret];
    if (value === undefined || value === '') return [{ secret, code: 'missing' }];
    if (secret === 'token' && !TOKEN.test(value)) return [{ secret, code: 'invalid_format' }];
    return (secret === 'authPassphrase' || secret === 'privPassphrase') && value.length < MIN_PASSPHRASE
      ? [{ secret, code: 'too_small' }]
      : [];
  });
}

/** The secrets that were given and are those of another way in. */
export function foreignSecrets(settings: AnySettings, given: Secrets): readonly SecretName[] {
  const ofHttp: readonly SecretName[] = ['password', 'token'];
  return SECRET_NAMES.filter((name) => given[name] !== undefined && ofHttp.includes(name) === isSnmp(settings));
}

/** True where a change sends the secrets to another address: who makes it has to know them. */
export function goesElsewhere(before: AnySettings, after: AnySettings): boolean {
  return !isSnmp(before) && !isSnmp(after) && before.origin !== after.origin;
}

/** The secrets after a change: what was given replaces what was kept, what the settings no longer need is dropped. */
export function keptSecrets(settings: AnySettings, before: Secrets, given: Secrets): Secrets {
  const entries = secretsNeeded(settings).map((secret) => [secret, given[secret] ?? before[secret]] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
