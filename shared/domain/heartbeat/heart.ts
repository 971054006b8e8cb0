import type { Instant, ResourceId } from '../id.ts';
import { type Rhythm, usualLimitMs } from './rhythm.ts';
import type { Heart } from './tree.ts';

/** What is heard of: a process of the station, a collector in the poller, everything the receiver takes, a domain, or one address. */
export const HEART_KINDS = ['process', 'collector', 'reception', 'domain', 'source'] as const;
export type HeartKind = (typeof HEART_KINDS)[number];

/** Its kind and its name; `name` is empty for the reception, of which there is one. */
export interface HeartName {
  readonly kind: HeartKind;
  readonly name: string;
}

export const heartId = ({ kind, name }: HeartName): string => `${kind}:${name}`;

/** The parts of an id; null for what is none. */
export function heartNameOf(id: string): HeartName | null {
  const kind = HEART_KINDS.find((one) => id.startsWith(`${one}:`));
  return kind === undefined ? null : { kind, name: id.slice(kind.length + 1) };
}

/** A process of the station that says nothing for so long is not there; one that is started anew comes back sooner. */
export const PROCESS_LIMIT_MS = 45_000;
/** A collector that brought nothing for two of its shortest intervals is silent: before any of its resources is, which takes three. */
const COLLECTOR_INTERVALS = 2;
const MIN_COLLECTOR_LIMIT_MS = 20_000;

export interface HeartParts {
  /** Since when it could have been heard; `lastAt` null: it never was. */
  readonly processes: readonly { readonly name: 'poller' | 'receiver'; readonly lastAt: Instant | null; readonly watchedFrom: Instant }[];
  /** Those that have something to ask; `shortestMs` is the shortest interval among it. */
  readonly collectors: readonly { readonly protocol: string; readonly lastAt: Instant | null; readonly shortestMs: number }[];
  /** Addresses of resources that sent something once, or are bound to. */
  readonly sources: readonly { readonly address: string; readonly resourceId: ResourceId; readonly domain: string | null }[];
  /** What was learnt, by id. */
  readonly rhythms: ReadonlyMap<string, Rhythm>;
  /** Limits in ms that people set, by id. */
  readonly limits: ReadonlyMap<string, number>;
}

/** The tree: sources under their domain, domains under the reception, that under the receiver; collectors under the poller. */
export function heartsOf({ processes, collectors, sources, rhythms, limits }: HeartParts): readonly Heart[] {
  const watchedFrom = (name: 'poller' | 'receiver') => processes.find((one) => one.name === name)?.watchedFrom ?? 0;
  const from = { poller: watchedFrom('poller'), receiver: watchedFrom('receiver') };
  const limitOf = (id: string): number | null => {
    const rhythm = rhythms.get(id);
    return limits.get(id) ?? (rhythm ? usualLimitMs(rhythm) : null);
  };
  const heard = (name: HeartName, parent: string): Heart => {
    const id = heartId(name);
    return { id, parent, lastAt: rhythms.get(id)?.lastAt ?? null, watchedFrom: from.receiver, limitMs: limitOf(id) };
  };
  const reception = heartId({ kind: 'reception', name: '' });
  const judged = sources.filter(({ address }) => limitOf(heartId({ kind: 'source', name: address })) !== null);
  // What has one source alone says nothing that the source does not say.
  const members = new Map<string, number>();
  for (const { domain } of judged) if (domain !== null) members.set(domain, (members.get(domain) ?? 0) + 1);
  const groups = new Set([...members].flatMap(([domain, count]) => (count > 1 ? [domain] : [])));
  const receiver = heartId({ kind: 'process', name: 'receiver' });
  const poller = heartId({ kind: 'process', name: 'poller' });
  const hasReception = judged.length > 1;
  const root = hasReception ? reception : receiver;
  return [
    ...processes.map(({ name, lastAt, watchedFrom: since }) => ({
      ...{ id: heartId({ kind: 'process', name }), parent: null, lastAt, watchedFrom: since, limitMs: PROCESS_LIMIT_MS },
    })),
    ...collectors.map(({ protocol, lastAt, shortestMs }) => ({
      ...{ id: heartId({ kind: 'collector', name: protocol }), parent: poller, lastAt, watchedFrom: from.poller },
      limitMs: Math.max(MIN_COLLECTOR_LIMIT_MS, COLLECTOR_INTERVALS * shortestMs),
    })),
    ...(hasReception ? [heard({ kind: 'reception', name: '' }, receiver)] : []),
    ...[...groups].map((name) => heard({ kind: 'domain', name }, root)),
    ...sources.map(({ address, domain }) =>
      heard({ kind: 'source', name: address }, domain !== null && groups.has(domain) ? heartId({ kind: 'domain', name: domain }) : root),
    ),
  ];
}
