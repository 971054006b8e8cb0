import type { MetricDefinition } from '../metric/definition.ts';
import { bannerCheck } from './banner.ts';
import { dnsCheck } from './dns.ts';
import { hostCheck } from './host.ts';
import { httpCheck } from './http.ts';
import { icmpCheck } from './icmp.ts';
import type { CheckKind, ConfigOf, Values } from './kind.ts';
import { prometheusCheck } from './prometheus.ts';
import { snmpCheck } from './snmp.ts';
import { tcpCheck } from './tcp.ts';
import { tlsCheck } from './tls.ts';

/** Every kind of check, in the order in which they are offered and shown. A new one is a file here and its line in this list. */
export const CHECK_KINDS = [
  hostCheck,
  icmpCheck,
  snmpCheck,
  tcpCheck,
  httpCheck,
  tlsCheck,
  bannerCheck,
  dnsCheck,
  prometheusCheck,
] as const;

type Declared = (typeof CHECK_KINDS)[number];
export type Protocol = Declared['protocol'];
export type MetricCode = Declared['metrics'][number]['code'];
export type KindOf<P extends Protocol> = Extract<Declared, { readonly protocol: P }>;

/** A check of this protocol with its configuration. */
export type CheckOf<P extends Protocol> = { readonly protocol: P } & ConfigOf<KindOf<P>['fields']>;

/** A check of any kind, also while it is being edited: values by the names of its fields. */
export type CheckDraft = { readonly protocol: Protocol } & Values;

/** A kind of which nothing is known but that it is in the list. */
export interface KnownKind extends CheckKind {
  readonly protocol: Protocol;
  readonly metrics: readonly (MetricDefinition & { readonly code: MetricCode })[];
  readonly latency: MetricCode | null;
  collects?(draft: Values): readonly MetricCode[];
}

const KINDS: readonly KnownKind[] = CHECK_KINDS;

export const PROTOCOLS: readonly Protocol[] = KINDS.map(({ protocol }) => protocol);

const BY_PROTOCOL: ReadonlyMap<Protocol, KnownKind> = new Map(KINDS.map((kind) => [kind.protocol, kind]));

/** What is declared of a protocol; throws for one that is none. */
export function kindOf(protocol: Protocol): KnownKind {
  const kind = BY_PROTOCOL.get(protocol);
  if (!kind) throw new Error(`no kind of check: ${protocol}`);
  return kind;
}

/** What tells a check from the others of its kind on a resource: the values of its identity, '' where there can be one only. */
export function identityOf(check: CheckDraft): string {
  return kindOf(check.protocol)
    .identity.map((field) => String(check[field] ?? ''))
    .join(' ');
}

/** The ids of the sets of credentials that a check uses. */
export function credentialsOf(check: CheckDraft): readonly string[] {
  return Object.entries(kindOf(check.protocol).fields).flatMap(([name, { type }]) => {
    const value = check[name];
    return type === 'credential' && typeof value === 'string' && value !== '' ? [value] : [];
  });
}

/** The codes of what a check configured like this will collect. */
export function collectedBy(check: CheckDraft): readonly MetricCode[] {
  const kind = kindOf(check.protocol);
  return kind.collects?.(check) ?? kind.metrics.map(({ code }) => code);
}
