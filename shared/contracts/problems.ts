import { z } from 'zod';
import { ROLE_CONFLICTS } from '../domain/access/can.ts';
import { PERMISSIONS } from '../domain/access/permissions.ts';
import { ADMINISTRATOR_ROLES } from '../domain/access/roles.ts';
import { REFUSALS } from '../domain/alarm/action.ts';
import { BATCH_STATES } from '../domain/discovery/batch.ts';
import { InstantMs } from './common.ts';

/** A refusal as the interface documents it. What it has of `values` it always sends, all of them. */
interface ProblemKind {
  /** HTTP status (RFC 9457). */
  readonly status: number;
  /** When it is answered. */
  readonly when: string;
  /** What `values` holds, for the sentence the reader's program makes of the code. */
  readonly values?: z.ZodObject;
  /** What `message` of an entry of `fields` can be, where the refusal names fields. */
  readonly messages?: readonly string[];
}

const version = z.object({ version: z.int().describe('The version it has now') });

/** What a schema says of a field that does not fit it. */
const ISSUES = [
  'custom',
  'invalid_element',
  'invalid_format',
  'invalid_key',
  'invalid_type',
  'invalid_union',
  'invalid_value',
  'not_multiple_of',
  'too_big',
  'too_small',
  'unrecognized_keys',
] as const satisfies readonly z.core.$ZodIssue['code'][];

/** Every error code of the interface. The server sends codes; the renderer speaks Chinese. */
export const PROBLEMS = {
  'request.invalid': {
    status: 400,
    when: 'The input does not fit its schema, or contradicts itself; `fields` names the places where they are known',
    messages: [
      ...ISSUES,
      'adjacent',
      'credentials',
      'disordered',
      'duplicate',
      'edge',
      'empty',
      'essential',
      'inverted',
      'local_only',
      'missing',
      'overlapping',
      'too_deep',
      'twice',
      'unchanged',
      'unknown',
      'unsecured',
      'unsuited',
    ],
  },
  'request.tooLarge': { status: 413, when: 'The body is larger than 1 MiB' },
  'session.missing': { status: 401, when: 'Nobody is signed in, or the session has ended' },
  'session.wrongCredentials': {
    status: 401,
    when: 'Account or password is wrong',
    values: z.object({ remaining: z.int().min(0).describe('Attempts left before the account is locked') }),
  },
  'session.lockedOut': {
    status: 429,
    when: 'Too many wrong passwords: every attempt is refused for a while, right or wrong',
    values: z.object({ until: InstantMs.describe('When attempts count again') }),
  },
  'session.wrongLink': { status: 401, when: 'The sign-in link is wrong, used or expired, or the station gives none' },
  'session.newPasswordNeeded': {
    status: 403,
    when: 'The one-time password is right: it opens the account only together with a new password',
  },
  'session.passwordExpired': { status: 403, when: 'The one-time password is right but too old: it has to be reset' },
  'session.held': { status: 403, when: 'The password is right, but the account is held until the security administrator lifts it' },
  'session.locked': { status: 423, when: 'The idle limit has passed: reading goes on, actions need the password again' },
  'setup.done': { status: 409, when: 'The station is already set up' },
  'setup.wrongToken': { status: 401, when: 'The one-time token is missing, wrong or expired' },
  'setup.conflict': {
    status: 409,
    when: 'One person would take two of the four places; `fields` names one and its message the other',
    messages: ['same_as_systemAdministrator', 'same_as_securityAdministrator', 'same_as_auditAdministrator', 'same_as_operator'],
  },
  'permission.missing': {
    status: 403,
    when: 'No role of the caller holds the permission',
    values: z.object({ permission: z.enum(PERMISSIONS) }),
  },
  'origin.refused': { status: 403, when: 'Host or Origin is not one of the station' },
  'resource.notFound': { status: 404, when: 'No resource has this id' },
  'resource.retired': { status: 409, when: 'The resource is no longer monitored' },
  'resource.notRetired': { status: 409, when: 'The resource is monitored: there is nothing to restore' },
  'resource.localHost': { status: 409, when: 'The machine the station runs on is always monitored' },
  'resource.duplicate': { status: 409, when: 'Another monitored resource has the name', messages: ['duplicate'] },
  'resource.changed': { status: 409, when: 'The resource changed since the version that was sent', values: version },
  'alarm.notFound': { status: 404, when: 'No alarm has this id' },
  'alarm.refused': {
    status: 409,
    when: 'The alarm is not in a state for this action',
    values: z.object({ reason: z.enum(REFUSALS).exclude(['changed']) }),
  },
  'alarm.changed': { status: 409, when: 'The alarm returned or became more severe since the version that was sent', values: version },
  'user.notFound': { status: 404, when: 'No account has this id' },
  'user.duplicate': { status: 409, when: 'Account or staff number is taken' },
  'user.conflict': {
    status: 409,
    when: 'One person may not hold these roles together',
    values: z.object({ reason: z.enum(ROLE_CONFLICTS) }),
  },
  'user.last': {
    status: 409,
    when: 'The station would be left without this administrator',
    values: z.object({ role: z.enum(ADMINISTRATOR_ROLES) }),
  },
  'user.self': { status: 409, when: 'Nobody changes the own roles or state' },
  'user.changed': { status: 409, when: 'The account changed since the version that was sent', values: version },
  'device.notFound': { status: 404, when: 'No device has this id' },
  'device.revoked': { status: 409, when: 'The device was revoked: announce it anew' },
  'device.wrongCode': { status: 401, when: 'The short code is wrong, used or expired, or the key is not one' },
  'device.wrongProof': { status: 401, when: 'The signature, its nonce or the device is not good' },
  'policy.notFound': { status: 404, when: 'No policy has this id' },
  'policy.duplicate': { status: 409, when: 'Another policy has the name', messages: ['duplicate'] },
  'policy.builtIn': { status: 409, when: 'A policy of the product is withdrawn, not removed' },
  'policy.applied': { status: 409, when: 'A policy is withdrawn before it is removed' },
  'policy.noVersion': { status: 404, when: 'The policy has no such version, or it is the newest' },
  'eventRule.notFound': { status: 404, when: 'No rule over events has this id' },
  'eventRule.duplicate': { status: 409, when: 'Another rule of the station itself has the name', messages: ['duplicate'] },
  'eventRule.builtIn': { status: 409, when: 'A rule of the product is graded and switched, not written or removed' },
  'eventRule.noVersion': { status: 404, when: 'The rule has no such version' },
  'eventRule.changed': { status: 409, when: 'The rule changed since the version that was sent', values: version },
  'eventRule.otherRules': { status: 409, when: 'The order that was sent is not of the rules that there are now' },
  'replay.notFound': { status: 404, when: 'No run has this id; those of an earlier start of the station are gone' },
  'silence.notFound': { status: 404, when: 'No silent observation has this id' },
  'silence.over': { status: 409, when: 'The silent observation is over' },
  'silence.noTarget': { status: 400, when: 'A silent observation is of one policy or of resources, and all of them exist' },
  'policy.changed': { status: 409, when: 'The policy changed since the version that was sent', values: version },
  'credential.notFound': { status: 404, when: 'No set of credentials has this id' },
  'credential.duplicate': { status: 409, when: 'Another set of credentials has the name', messages: ['duplicate'] },
  'credential.kind': { status: 409, when: 'A set of credentials does not change its kind' },
  'credential.inUse': { status: 409, when: 'Monitored resources use it', values: z.object({ count: z.int().describe('How many') }) },
  'credential.changed': { status: 409, when: 'The set of credentials changed since the version that was sent', values: version },
  'discovery.notFound': { status: 404, when: 'No run or row of a review has this id' },
  'discovery.scope': {
    status: 400,
    when: 'The ranges cannot be asked: an entry cannot be read, nothing is left, or it is more than one run takes',
    values: z.object({ problem: z.enum(['empty', 'tooMany', 'faulty']) }),
  },
  'discovery.busy': { status: 409, when: 'Another run is asking: one at a time', values: z.object({ number: z.string() }) },
  'discovery.state': { status: 409, when: 'The run is not in a state for this', values: z.object({ state: z.enum(BATCH_STATES) }) },
  'discovery.changed': { status: 409, when: 'The run changed since the version that was sent', values: version },
  'discovery.decided': {
    status: 409,
    when: 'Rows were decided meanwhile, or do not fit what was asked of them',
    values: z.object({ count: z.int().describe('How many') }),
  },
  'discovery.late': { status: 409, when: 'Nothing was accepted, or the seven days are over' },
  'dashboard.notFound': { status: 404, when: 'The caller sees no dashboard with this id' },
  'dashboard.notOwn': { status: 403, when: 'The dashboard is shared by somebody else: only its owner changes it' },
  'dashboard.duplicate': { status: 409, when: 'Another dashboard of the caller has the name', messages: ['duplicate'] },
  'dashboard.tooMany': {
    status: 409,
    when: 'The caller has as many dashboards as one person can keep',
    values: z.object({ most: z.int().describe('How many one person can keep') }),
  },
  'dashboard.changed': { status: 409, when: 'The dashboard changed since the version that was sent', values: version },
  'filter.notFound': { status: 404, when: 'The caller has no saved filter with this id' },
  'filter.duplicate': { status: 409, when: 'Another saved filter of the caller has the name', messages: ['duplicate'] },
  'filter.tooMany': {
    status: 409,
    when: 'The caller has as many saved filters as one can have',
    values: z.object({ most: z.int().describe('How many that is') }),
  },
  'filter.changed': { status: 409, when: 'The saved filter changed since the version that was sent', values: version },
  'place.notFound': { status: 404, when: 'No monitored resource is at a place of this name' },
  'network.notRecorded': { status: 404, when: 'Nobody wrote down how the network stood at that moment' },
  'map.notFound': { status: 404, when: 'The map has no change of this version' },
  'map.tooMany': {
    status: 409,
    when: 'As many nodes have a place of their own on the map as can',
    values: z.object({ most: z.int().describe('How many that is') }),
  },
  'remoteWrite.changed': { status: 409, when: 'The setting changed since the version that was sent', values: version },
  'retention.changed': { status: 409, when: 'The setting changed since the version that was sent', values: version },
  'savedSearch.notFound': { status: 404, when: 'The caller sees no saved search with this id' },
  'savedSearch.notOwn': { status: 403, when: 'The saved search is shared by somebody else: only its owner changes it' },
  'savedSearch.duplicate': { status: 409, when: 'Another saved search of the caller has the name', messages: ['duplicate'] },
  'savedSearch.tooMany': {
    status: 409,
    when: 'The caller has as many saved searches as one person can keep',
    values: z.object({ most: z.int().describe('How many one person can keep') }),
  },
  'savedSearch.changed': { status: 409, when: 'The saved search changed since the version that was sent', values: version },
  'token.notFound': { status: 404, when: 'No token has this id' },
  'token.duplicate': { status: 409, when: 'Another token that still works has the name', messages: ['duplicate'] },
  'tool.notFound': { status: 404, when: 'No run of a tool has this id' },
  'tool.notOwn': { status: 403, when: 'The run is of somebody else: only who began it stops it' },
  'tool.busy': { status: 409, when: 'Another run of the caller goes on: one at a time' },
  'tool.full': { status: 409, when: 'As many runs go on as can', values: z.object({ most: z.int().describe('How many that is') }) },
  'tool.tooMany': {
    status: 429,
    when: 'The caller began many runs in a short time',
    values: z.object({ seconds: z.int().describe('After which one more may begin') }),
  },
  'tool.noCredential': { status: 409, when: 'The resource has no SNMP check, or its set of credentials is gone' },
  'tool.away': { status: 409, when: 'The process that runs tools is away' },
  'tool.over': { status: 409, when: 'The run is over already' },
  'token.refused': { status: 401, when: 'The token is unknown, expired or revoked, or its creator may not sign in' },
  'route.notFound': { status: 404, when: 'No such method and path' },
  'storage.full': { status: 507, when: 'The disk is full: nothing was written' },
  'storage.busy': { status: 503, when: 'The station is stopping: nothing was written' },
  'request.tooMany': { status: 429, when: 'Too many requests in a short time' },
  internal: { status: 500, when: 'A fault of the station; `instance` finds it in the log' },
} as const satisfies Readonly<Record<string, ProblemKind>>;

type Problems = typeof PROBLEMS;
export type ProblemCode = keyof Problems;
export const PROBLEM_CODES = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];

/** Codes that come with values. */
export type TellingCode = { [C in ProblemCode]: Problems[C] extends { readonly values: z.ZodObject } ? C : never }[ProblemCode];
/** Codes that can name fields. */
export type FieldCode = { [C in ProblemCode]: Problems[C] extends { readonly messages: readonly string[] } ? C : never }[ProblemCode];

/** What a code tells beside itself. */
export type ProblemValues<C extends TellingCode> = z.output<Problems[C]['values']>;

/** A place in the input (`body.checks.0.port`) and what is wrong with it. */
export interface ProblemField<C extends FieldCode> {
  readonly path: string;
  readonly message: Problems[C]['messages'][number];
}

/** RFC 9457 problem document. `instance` is the request id a person can quote; `fields` names what is wrong in the input. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(PROBLEM_CODES),
    detail: z.string().optional(),
    instance: z.string(),
    fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem document; x-problems lists every code with its values and field messages' });
export type Problem = z.output<typeof Problem>;

/** The values of a problem that has this code and tells what the list says; null for any other, and where another version of the station tells less. */
export function valuesOf<C extends TellingCode>(problem: Problem | null, code: C): ProblemValues<C> | null {
  if (problem?.code !== code) return null;
  const parsed = PROBLEMS[code].values.safeParse(problem.values);
  return parsed.success ? (parsed.data as ProblemValues<C>) : null;
}
