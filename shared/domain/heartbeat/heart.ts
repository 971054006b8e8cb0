import type { Instant } from '../id.ts';
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
  /** Addresses of resources that sent something once, or are bound to; their ids are made once, not at every look. */
  readonly sources: readonly { readonly id: string; readonly domain: string | null }[];
  /** What was learnt, by id. */
  readonly rhythms: ReadonlyMap<string, Rhythm>;
  /** Limits in ms that people set, by id. */
  readonly limits: ReadonlyMap<string, number>;
}

/** The tree: sources under their domain, domains under the reception, that under the receiver; collectors under the poller. */
export function heartsOf({ processes, collectors, sources, rhythms, limits }: HeartParts): readonly Heart[] {
  const watchedFrom = (name: 'poller' | 'receiver') => processes.find((one) => one.name === name)?.watchedFrom ?? 0;
  const from = { poller: watchedFrom('poller'), receiver: watchedFrom('receiver') };
  const heard = (id: string, parent: string | null): Heart => {
    const rhythm = rhythms.get(id);
    const limitMs = limits.get(id) ?? (rhythm ? usualLimitMs(rhythm) : null);
    return { id, parent, lastAt: rhythm?.lastAt ?? null, watchedFrom: from.receiver, limitMs };
  };
  const reception = heartId({ kind: 'reception', name: '' });
  const alone = sources.map(({ id, domain }) => ({ domain, heart: heard(id, null) }));
  // What has one source alone says nothing that the source does not say.
  const members = new Map<string, number>();
  let judged = 0;
  for (const { domain, heart } of alone) {
    if (heart.limitMs === null) continue;
    judged += 1;
    if (domain !== null) members.set(domain, (members.get(domain) ?? 0) + 1);
  }
  const groups = new Map([...members].flatMap(([name, count]) => (count > 1 ? [[name, heartId({ kind: 'domain', name })] as const] : [])));
  const receiver = heartId({ kind: 'process', name: 'receiver' });
  const poller = heartId({ kind: 'process', name: 'poller' });
  const hasReception = judged > 1;
  const root = hasReception ? reception : receiver;
  return [
    ...processes.map(({ name, lastAt, watchedFrom: since }) => ({
      ...{ id: heartId({ kind: 'process', name }), parent: null, lastAt, watchedFrom: since, limitMs: PROCESS_LIMIT_MS },
    })),
    ...collectors.map(({ protocol, lastAt, shortestMs }) => ({
      ...{ id: heartId({ kind: 'collector', name: protocol }), parent: poller, lastAt, watchedFrom: from.poller },
      limitMs: Math.max(MIN_COLLECTOR_LIMIT_MS, COLLECTOR_INTERVALS * shortestMs),
    })),
    ...(hasReception ? [heard(reception, receiver)] : []),
    ...[...groups.values()].map((id) => heard(id, root)),
    ...alone.map(({ domain, heart }) => ({ ...heart, parent: (domain === null ? undefined : groups.get(domain)) ?? root })),
  ];
}
