/** What echo requests with one limit of hops brought back. */
export interface TtlAnswer {
  readonly ttl: number;
  /** Echo requests that were sent. */
  readonly sent: number;
  /** Round-trip times in ms of replies of the destination itself. */
  readonly replies: readonly number[];
  /** Who sent back an ICMP error instead, one for each packet, as fping words it. */
  readonly errors: readonly { readonly error: string; readonly from: string }[];
}

/** One step of the way. */
export interface Hop {
  readonly ttl: number;
  readonly sent: number;
  /** How many packets somebody answered. */
  readonly answered: number;
  /** Who answered, each once; several where packets go different ways. */
  readonly addresses: readonly string[];
  /** The destination itself answered. */
  readonly isDestination: boolean;
  /** An error that ends the way (host or network unreachable, prohibited); null where there was none. */
  readonly error: string | null;
}

/** Why a way was followed no further: it was reached, somebody said it cannot be, nobody answered any more, or it is too long. */
export const TRACE_ENDS = ['reached', 'unreachable', 'silent', 'limit'] as const;
export type TraceEnd = (typeof TRACE_ENDS)[number];

/** Steps in a row without an answer after which nobody is expected to answer any more. */
export const MOST_SILENT = 6;

const TIME_EXCEEDED = /^ICMP Time Exceeded/;

/** A step from what came back; `target` answers where its replies came back, or the error is from its own address. */
export function hopOf({ ttl, sent, replies, errors }: TtlAnswer, target: string): Hop {
  const ending = errors.find(({ error }) => !TIME_EXCEEDED.test(error));
  const addresses = [...new Set([...(replies.length > 0 ? [target] : []), ...errors.map(({ from }) => from)])];
  return {
    ...{ ttl, sent, answered: Math.min(sent, replies.length + errors.length), addresses },
    isDestination: replies.length > 0,
    error: ending?.error ?? null,
  };
}

/** The steps up to where the way ends, in order of their number, and why it ends there; null while it goes on. */
export function wayOf(hops: readonly Hop[], maxHops: number): { readonly hops: readonly Hop[]; readonly end: TraceEnd | null } {
  const sorted = hops.toSorted((a, b) => a.ttl - b.ttl);
  let silent = 0;
  for (const [index, hop] of sorted.entries()) {
    silent = hop.addresses.length === 0 ? silent + 1 : 0;
    const end = hop.isDestination ? 'reached' : hop.error !== null ? 'unreachable' : silent >= MOST_SILENT ? 'silent' : null;
    if (end !== null) return { hops: sorted.slice(0, index + 1), end };
  }
  return { hops: sorted, end: sorted.length >= maxHops ? 'limit' : null };
}
