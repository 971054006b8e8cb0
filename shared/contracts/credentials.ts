import { z } from 'zod';
import { PROTOCOLS } from '../domain/check/index.ts';
import { originOf } from '../domain/credential/http.ts';
import { AUTH_PROTOCOLS, PRIV_PROTOCOLS, SECRET_NAMES, SECURITY_LEVELS } from '../domain/credential/snmp.ts';
import { IdParams, InstantMs, Uuid } from './common.ts';
import { defineRoute } from './route.ts';

const Name = z.string().trim().min(1).max(100);

const Origin = z
  .string()
  .trim()
  .max(300)
  .refine((text) => originOf(text) === text)
  .describe('scheme, host and port: the secret goes there and nowhere else');
const snmp = [
  z.strictObject({ kind: z.literal('snmpCommunity'), version: z.enum(['1', '2c']) }),
  z.strictObject({
    kind: z.literal('snmpUser'),
    userName: z.string().trim().min(1).max(32),
    level: z.enum(SECURITY_LEVELS),
    authProtocol: z.enum(AUTH_PROTOCOLS),
    privProtocol: z.enum(PRIV_PROTOCOLS),
    context: z.string().max(255).default(''),
  }),
] as const;

/** What opens a device by SNMP: the sets that collectors and receivers are told. */
export const SnmpSettings = z.discriminatedUnion('kind', snmp).meta({ id: 'SnmpSettings' });
export const CredentialSettings = z
  .discriminatedUnion('kind', [
    ...snmp,
    z.strictObject({
      kind: z.literal('httpBasic'),
      origin: Origin,
      userName: z
        .string()
        .trim()
        .min(1)
        .max(255)
        .regex(/^[^:]+$/),
    }),
    z.strictObject({ kind: z.literal('httpBearer'), origin: Origin }),
  ])
  .meta({ id: 'CredentialSettings' });

/** The secrets of a set, as people put them in and as the vault seals them; never part of an answer. */
export const SecretValues = z.strictObject(
  Object.fromEntries(
    SECRET_NAMES.map((name) => [
      name,
      z
        .string()
        .min(1)
        .max(name === 'token' ? 4096 : 255)
        .optional(),
    ]),
  ) as Record<(typeof SECRET_NAMES)[number], z.ZodOptional<z.ZodString>>,
);

/** A set of credentials as people see it: no answer of any route ever holds a secret. */
export const Credential = z
  .object({
    id: Uuid,
    name: Name,
    settings: CredentialSettings,
    /** Monitored resources whose checks use it. */
    usedBy: z.int(),
    isForRemoteWrite: z.boolean().default(false).describe('samples are passed on with it'),
    createdAt: InstantMs,
    updatedAt: InstantMs,
    version: z.int(),
  })
  .meta({ id: 'Credential' });
export type Credential = z.output<typeof Credential>;
export const CredentialList = z.object({ items: z.array(Credential) }).meta({ id: 'CredentialList' });
export const NewCredential = z
  .object({ name: Name, settings: CredentialSettings, secrets: SecretValues })
  .strict()
  .meta({ id: 'NewCredential' });
export const CredentialChange = z
  .object({ name: Name, settings: CredentialSettings, secrets: SecretValues.describe('what is left out stays as it is'), version: z.int() })
  .strict()
  .meta({ id: 'CredentialChange' });
export const CredentialRemoval = z.object({ version: z.int() }).strict().meta({ id: 'CredentialRemoval' });

export const listCredentials = defineRoute({
  id: 'listCredentials',
  method: 'GET',
  path: '/credentials',
  access: { permission: 'credential.read' },
  summary: 'Sets of credentials, without their secrets',
  response: CredentialList,
});
/** Checks of monitored resources that use the set, by name of the resource; `total` counts what the limit left out too. */
export const CredentialUses = z
  .object({
    items: z.array(z.object({ resourceId: Uuid, name: z.string(), address: z.string(), protocol: z.enum(PROTOCOLS) })),
    total: z.int(),
  })
  .meta({ id: 'CredentialUses' });
export type CredentialUses = z.output<typeof CredentialUses>;

export const listCredentialUses = defineRoute({
  id: 'listCredentialUses',
  method: 'GET',
  path: '/credentials/:id/uses',
  access: { permission: 'credential.read' },
  summary: 'Which checks of which resources use a set of credentials',
  params: IdParams,
  query: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(200) }),
  response: CredentialUses,
});
export const createCredential = defineRoute({
  id: 'createCredential',
  method: 'POST',
  path: '/credentials',
  access: { permission: 'credential.edit' },
  summary: 'Put a set of credentials into the vault',
  body: NewCredential,
  response: Credential,
});
export const changeCredential = defineRoute({
  id: 'changeCredential',
  method: 'PUT',
  path: '/credentials/:id',
  access: { permission: 'credential.edit' },
  summary: 'Change a set of credentials; used from the next poll',
  params: IdParams,
  body: CredentialChange,
  response: Credential,
});
export const removeCredential = defineRoute({
  id: 'removeCredential',
  method: 'POST',
  path: '/credentials/:id/remove',
  access: { permission: 'credential.edit' },
  summary: 'Destroy a set of credentials that no monitored resource uses',
  params: IdParams,
  body: CredentialRemoval,
  response: Credential,
});
