import type { z } from 'zod';
import type { Problem } from '../../../../shared/contracts/problems.ts';
import { NewResource, type Resource } from '../../../../shared/contracts/resources.ts';
import {
  DEFAULT_INTERVAL_S,
  type Importance,
  isIntervalAllowed,
  type ResourceClass,
} from '../../../../shared/domain/inventory/resource.ts';
import type { MetricCode } from '../../../../shared/domain/metric/catalogue.ts';
import type { Protocol } from '../../../../shared/domain/observation/observation.ts';

/** A check while it is being edited; numbers may still be missing. */
export interface CheckDraft {
  readonly protocol: Protocol;
  readonly port?: number | null;
  readonly url?: string;
  readonly statusFrom?: number | null;
  readonly statusTo?: number | null;
  readonly contains?: string;
  readonly verifyCertificate?: boolean;
}

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
}

export type ResourceInput = z.output<typeof NewResource>;

export const NEW_CHECKS = {
  icmp: { protocol: 'icmp' },
  tcp: { protocol: 'tcp', port: null },
  http: { protocol: 'http', url: '', statusFrom: 200, statusTo: 399, contains: '', verifyCertificate: true },
} as const satisfies Record<Exclude<Protocol, 'host'>, CheckDraft>;

/** An empty form: a key resource, looked at by ICMP. */
export const NEW_DRAFT: ResourceDraft = {
  name: '',
  resourceClass: 'RC2',
  importance: 'key',
  address: '',
  domain: '',
  location: '',
  intervalS: null,
  checks: [NEW_CHECKS.icmp],
};

export function draftOf(resource: Resource): ResourceDraft {
  const { name, resourceClass, importance, address, domain, location, intervalS, checks } = resource;
  return { name, resourceClass, importance, address, domain, location, intervalS, checks };
}

export type FieldError = { readonly path: readonly (string | number)[]; readonly key: FieldErrorKey };
export type FieldErrorKey =
  | 'name'
  | 'name.duplicate'
  | 'address'
  | 'domain'
  | 'location'
  | 'interval'
  | 'port'
  | 'url'
  | 'status'
  | 'status.inverted'
  | 'contains'
  | 'check.duplicate'
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
      return { path, key: path[0] };
    default:
      return { path, key: 'other' };
  }
}

function checkErrorKey(field: string | number | undefined, code: string): FieldErrorKey {
  if (field === undefined && code === 'duplicate') return 'check.duplicate';
  if (field === undefined && code === 'local_only') return 'check.localOnly';
  if (field === 'statusFrom' || field === 'statusTo') return code === 'inverted' ? 'status.inverted' : 'status';
  return field === 'port' || field === 'url' || field === 'contains' ? field : 'other';
}

/** What single fields cannot tell: the same check twice, a range upside down. */
function inconsistencies(checks: readonly CheckDraft[]): readonly FieldError[] {
  const seen = new Set<string>();
  return checks.flatMap((check, index): FieldError[] => {
    const errors: FieldError[] = [];
    const key = checkKey(check);
    if (seen.has(key)) errors.push({ path: ['checks', index], key: 'check.duplicate' });
    seen.add(key);
    if (check.protocol === 'http' && (check.statusFrom ?? 0) > (check.statusTo ?? 999))
      errors.push({ path: ['checks', index, 'statusFrom'], key: 'status.inverted' });
    return errors;
  });
}

function checkKey(check: CheckDraft): string {
  return JSON.stringify([check.protocol, check.port ?? '', check.url ?? '']);
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
  readonly checks: readonly CheckPreview[];
}

/** What will be collected and how often, before anything is saved. */
export function previewOf(draft: ResourceDraft): Preview {
  const intervalS = draft.intervalS !== null && isIntervalAllowed(draft.intervalS) ? draft.intervalS : DEFAULT_INTERVAL_S[draft.importance];
  const checks = draft.checks.map((check, index) => ({
    key: `${index} ${checkKey(check)}`,
    protocol: check.protocol,
    target: targetOf(check, draft.address),
    metrics: metricsOf(check),
  }));
  const isHost = draft.checks.some((check) => check.protocol === 'host');
  return {
    intervalS,
    perHour: Math.round((3600 / intervalS) * draft.checks.length),
    points: isHost ? null : checks.reduce((sum, check) => sum + check.metrics.length, 0),
    checks,
  };
}

function targetOf(check: CheckDraft, address: string): string {
  if (check.protocol === 'http') return check.url ?? '';
  if (check.protocol !== 'tcp') return address;
  return `${address.includes(':') ? `[${address}]` : address}:${check.port ?? ''}`;
}

function metricsOf(check: CheckDraft): readonly MetricCode[] {
  switch (check.protocol) {
    case 'icmp':
      return ['icmp.rtt', 'icmp.loss'];
    case 'tcp':
      return ['tcp.connect'];
    case 'http':
      return (check.url ?? '').startsWith('https:')
        ? ['http.duration', 'http.status', 'tls.certificate.days']
        : ['http.duration', 'http.status'];
    case 'host':
      return [
        'cpu.utilisation',
        'memory.utilisation',
        'filesystem.utilisation',
        'disk.utilisation',
        'interface.in',
        'interface.out',
        'process.cpu',
      ];
    default:
      return check.protocol satisfies never;
  }
}

/** Fields in which somebody else's newer version differs from what this form was opened with. */
export function changedFields(seen: Resource, newer: Resource): readonly (keyof ResourceDraft)[] {
  const before = draftOf(seen);
  const after = draftOf(newer);
  return (Object.keys(before) as (keyof ResourceDraft)[]).filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}
