import type { z } from 'zod';
import type { Problem } from '../../../../shared/contracts/problems.ts';
import { NewResource, type Resource } from '../../../../shared/contracts/resources.ts';
import { inconsistenciesOf } from '../../../../shared/domain/check/consistency.ts';
import { type CheckDraft, collectedBy, identityOf, kindOf, type MetricCode, type Protocol } from '../../../../shared/domain/check/index.ts';
import type { Field, Values } from '../../../../shared/domain/check/kind.ts';
import { type Importance, isIntervalAllowed, type ResourceClass } from '../../../../shared/domain/inventory/resource.ts';
import type { Policy } from '../../../../shared/domain/policy/policy.ts';
import { resolve } from '../../../../shared/domain/policy/resolve.ts';
import { i18n } from '../../../i18n/index.ts';
import { fieldErrorText, invertedText } from './checkTexts.ts';

/** What the form holds. */
export interface ResourceDraft {
  readonly name: string;
  readonly resourceClass: ResourceClass;
  readonly importance: Importance;
  readonly address: string;
  readonly domain: string;
  readonly location: string;
  readonly intervalS: number | null;
  readonly checks: readonly CheckDraft[];
  readonly tags: readonly string[];
}

export type ResourceInput = z.output<typeof NewResource>;

/** A check of this protocol as the form begins with it: its defaults, and nothing where there is none. */
export function newCheck(protocol: Protocol): CheckDraft {
  const values = Object.entries(kindOf(protocol).fields).map(([name, field]) => [
    name,
    'default' in field ? field.default : BLANK[field.type],
  ]);
  return { ...Object.fromEntries(values), protocol };
}

const BLANK = {
  port: null,
  integer: null,
  url: '',
  text: '',
  lines: '',
  choice: '',
  flag: false,
  fingerprint: '',
  credential: null,
} as const satisfies Record<Field['type'], Values[string]>;

/** An empty form: a key resource, looked at by ICMP. */
export const NEW_DRAFT: ResourceDraft = {
  name: '',
  resourceClass: 'RC2',
  importance: 'key',
  address: '',
  domain: '',
  location: '',
  intervalS: null,
  checks: [newCheck('icmp')],
  tags: [],
};

export function draftOf(resource: Resource): ResourceDraft {
  const { name, resourceClass, importance, address, domain, location, intervalS, checks, tags } = resource;
  return { name, resourceClass, importance, address, domain, location, intervalS, checks, tags };
}

export type FieldError = { readonly path: readonly (string | number)[]; readonly key: FieldErrorKey };
export type FieldErrorKey =
  | 'name'
  | 'name.duplicate'
  | 'address'
  | 'domain'
  | 'location'
  | 'tags'
  | 'interval'
  | 'check.field'
  | 'check.inverted'
  | 'check.credentials'
  | 'check.unsecured'
  | 'check.duplicate'
  | 'check.overlapping'
  | 'check.localOnly'
  | 'other';

/** The input to send, or every field that the contract refuses. */
export function parseDraft(
  draft: ResourceDraft,
): { readonly ok: true; readonly input: ResourceInput } | { readonly ok: false; readonly errors: readonly FieldError[] } {
  const parsed = NewResource.safeParse(draft);
  const errors = parsed.success ? [] : parsed.error.issues.map((issue) => errorAt(issue.path.map(asStep), issue.code));
  const all = [...errors, ...inconsistencies(draft.checks)];
  return parsed.success && all.length === 0 ? { ok: true, input: parsed.data } : { ok: false, errors: all };
}

/** The fields a refusal of the station names (`body.checks.0.url`). */
export function errorsOfProblem(problem: Problem | null): readonly FieldError[] {
  return (problem?.fields ?? []).map(({ path, message }) =>
    errorAt(
      path
        .split('.')
        .filter((step, index) => index > 0 || step !== 'body')
        .map(asStep),
      message,
    ),
  );
}

function asStep(step: PropertyKey): string | number {
  return /^\d+$/.test(String(step)) ? Number(step) : String(step);
}

function errorAt(path: readonly (string | number)[], code: string): FieldError {
  if (path[0] === 'checks' && typeof path[1] === 'number') return { path, key: checkErrorKey(path[2], code) };
  switch (path[0]) {
    case 'name':
      return { path, key: code === 'duplicate' ? 'name.duplicate' : 'name' };
    case 'intervalS':
      return { path, key: 'interval' };
    case 'address':
    case 'domain':
    case 'location':
    case 'tags':
      return { path, key: path[0] };
    default:
      return { path, key: 'other' };
  }
}

const FIELD_KEYS: Readonly<Record<string, FieldErrorKey>> = {
  inverted: 'check.inverted',
  credentials: 'check.credentials',
  unsecured: 'check.unsecured',
};

function checkErrorKey(field: string | number | undefined, code: string): FieldErrorKey {
  if (field !== undefined) return FIELD_KEYS[code] ?? 'check.field';
  if (code === 'local_only') return 'check.localOnly';
  if (code === 'overlapping') return 'check.overlapping';
  return code === 'duplicate' ? 'check.duplicate' : 'other';
}

/** What single fields cannot tell. Whether the resource is the local host, the station knows. */
function inconsistencies(checks: readonly CheckDraft[]): readonly FieldError[] {
  return inconsistenciesOf(checks, true).map(({ index, field, code }) =>
    errorAt(['checks', index, ...(field === null ? [] : [field])], code),
  );
}

/** The sentence at a field, or at a check as a whole. */
export function errorText({ path, key }: FieldError, checks: readonly CheckDraft[]): string {
  const protocol = typeof path[1] === 'number' ? checks[path[1]]?.protocol : undefined;
  if (key !== 'check.field' && key !== 'check.inverted') return i18n.t(`error.${key}`, { ns: 'resources' });
  if (protocol === undefined) return i18n.t('error.other', { ns: 'resources' });
  return (key === 'check.inverted' ? invertedText : fieldErrorText)(protocol, String(path[2]));
}

/** What one check will collect. */
export interface CheckPreview {
  readonly key: string;
  readonly protocol: Protocol;
  readonly target: string;
  readonly metrics: readonly MetricCode[];
}

export interface Preview {
  readonly intervalS: number;
  /** Questions to the device in an hour. */
  readonly perHour: number;
  /** Series that will be kept (R-8.2.2-b-5); null where the device decides. */
  readonly points: number | null;
  /** The check of which the device decides. */
  readonly openEnded: Protocol | null;
  readonly checks: readonly CheckPreview[];
}

/** How often the policies have a resource like the draft looked at, unless it sets an interval of its own; some may be for this one by its id. */
export function policyIntervalS(draft: ResourceDraft, policies: readonly Policy[], id = ''): number {
  const { resourceClass, importance, domain, tags } = draft;
  return resolve(policies, { id, resourceClass, importance, domain: domain.trim(), tags, intervalS: null }).intervalS;
}

/** What will be collected and how often under these policies, before anything is saved. */
export function previewOf(draft: ResourceDraft, policies: readonly Policy[] = [], id = ''): Preview {
  const intervalS = draft.intervalS !== null && isIntervalAllowed(draft.intervalS) ? draft.intervalS : policyIntervalS(draft, policies, id);
  const checks = draft.checks.map((check, index) => ({
    key: `${index} ${check.protocol} ${identityOf(check)}`,
    protocol: check.protocol,
    target: targetOf(check, draft.address),
    metrics: collectedBy(check),
  }));
  const openEnded = draft.checks.find(({ protocol }) => kindOf(protocol).isOpenEnded)?.protocol ?? null;
  return {
    intervalS,
    perHour: Math.round((3600 / intervalS) * draft.checks.length),
    points: openEnded === null ? checks.reduce((sum, check) => sum + check.metrics.length, 0) : null,
    openEnded,
    checks,
  };
}

/** What is asked: the URL of the check, else the address, with the port of the check where it has one. */
function targetOf(check: CheckDraft, address: string): string {
  const fields = Object.entries(kindOf(check.protocol).fields);
  const filledIn = (type: Field['type']) => fields.flatMap(([name, field]) => (field.type === type ? [String(check[name] ?? '')] : []))[0];
  const port = filledIn('port');
  return filledIn('url') ?? (port === undefined ? address : `${address.includes(':') ? `[${address}]` : address}:${port}`);
}

/** Fields in which somebody else's newer version differs from what this form was opened with. */
export function changedFields(seen: Resource, newer: Resource): readonly (keyof ResourceDraft)[] {
  const before = draftOf(seen);
  const after = draftOf(newer);
  return (Object.keys(before) as (keyof ResourceDraft)[]).filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}
