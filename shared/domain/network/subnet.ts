import { type Address, formatAddress, parseAddress } from '../discovery/address.ts';
import type { Span } from '../discovery/ranges.ts';
import type { ResourceId } from '../id.ts';

const BITS = { 4: 32, 6: 128 } as const;

/** Where an address means something: only `global` ones name the same thing everywhere in a network (RFC 1122 3.2.1.3, RFC 3927, RFC 4291 2.4). */
export type AddressReach = 'global' | 'loopback' | 'link' | 'multicast' | 'none';

const REACHES: readonly (readonly [text: string, length: number, reach: AddressReach])[] = [
  ['0.0.0.0', 8, 'none'],
  ['127.0.0.0', 8, 'loopback'],
  ['169.254.0.0', 16, 'link'],
  ['224.0.0.0', 4, 'multicast'],
  ['240.0.0.0', 4, 'none'],
  ['::', 128, 'none'],
  ['::1', 128, 'loopback'],
  ['fe80::', 10, 'link'],
  ['ff00::', 8, 'multicast'],
];

/** The addresses of a prefix, network and broadcast address included; null where the family has no such length. */
export function prefixSpan({ family, value }: Address, length: number): Span | null {
  const bits = BITS[family];
  if (!Number.isInteger(length) || length < 0 || length > bits) return null;
  const size = 1n << BigInt(bits - length);
  const first = value - (value % size);
  return { family, first, last: first + size - 1n };
}

const holds = (span: Span, { family, value }: Address): boolean => span.family === family && span.first <= value && value <= span.last;

const KNOWN_REACHES = REACHES.flatMap(([text, length, reach]) => {
  const base = parseAddress(text);
  const span = base && prefixSpan(base, length);
  return span ? [{ span, reach }] : [];
});

export function reachOf(address: Address): AddressReach {
  return KNOWN_REACHES.find(({ span }) => holds(span, address))?.reach ?? 'global';
}

/** Length of the prefix a mask of IPv4 says; null for one with holes. */
export function prefixOfMask(mask: string): number | null {
  const parsed = parseAddress(mask);
  if (parsed?.family !== 4) return null;
  const host = 0xffff_ffffn ^ parsed.value;
  return (host & (host + 1n)) === 0n ? 32 - host.toString(2).replace(/^0$/, '').length : null;
}

/** An address that a device says is its own. */
export interface HeldAddress {
  readonly resourceId: ResourceId;
  readonly port: string;
  readonly address: string;
  readonly prefix: number | null;
}

/** A subnet that devices have addresses in: an IP prefix, of the network address in the form of RFC 5952. */
export interface Subnet {
  /** `10.1.2.0/24`. */
  readonly cidr: string;
  readonly family: 4 | 6;
  readonly prefix: number;
  readonly span: Span;
  /** Addresses that a host can have: without network and broadcast address (RFC 1122), but with both of a /31 (RFC 3021). */
  readonly size: bigint;
  readonly held: readonly HeldAddress[];
  /** Other subnets that share addresses with it, wider or narrower, ascending by their first address. */
  readonly overlaps: readonly string[];
}

const sizeOf = ({ family, first, last }: Span, prefix: number): bigint => {
  const all = last - first + 1n;
  return family === 4 && prefix < 31 ? all - 2n : all;
};

const inOrder = (a: Subnet, b: Subnet): number =>
  a.family - b.family || (a.span.first < b.span.first ? -1 : a.span.first > b.span.first ? 1 : a.prefix - b.prefix);

/**
 * The subnets that some addresses are in, ascending. Addresses that mean nothing beyond their link or host, host routes (/32, /128) and those
 * whose mask nobody says are in none.
 */
export function subnetsOf(held: readonly HeldAddress[]): readonly Subnet[] {
  const found = new Map<string, { readonly subnet: Omit<Subnet, 'held' | 'overlaps'>; readonly held: HeldAddress[] }>();
  for (const one of held) {
    const address = parseAddress(one.address);
    if (!address || one.prefix === null || one.prefix === 0 || one.prefix >= BITS[address.family]) continue;
    if (reachOf(address) !== 'global') continue;
    const span = prefixSpan(address, one.prefix);
    if (!span) continue;
    const cidr = `${formatAddress({ family: span.family, value: span.first })}/${one.prefix}`;
    const known = found.get(cidr);
    if (known) known.held.push(one);
    else {
      const subnet = { cidr, family: span.family, prefix: one.prefix, span, size: sizeOf(span, one.prefix) };
      found.set(cidr, { subnet, held: [one] });
    }
  }
  return withOverlaps([...found.values()].map(({ subnet, held: own }) => ({ ...subnet, held: own, overlaps: [] })).sort(inOrder));
}

/** Prefixes either hold one another or share nothing, so those still open at a first address are all that hold it. */
function withOverlaps(subnets: readonly Subnet[]): readonly Subnet[] {
  const overlaps = new Map<string, string[]>(subnets.map(({ cidr }) => [cidr, []]));
  let open: readonly Subnet[] = [];
  for (const subnet of subnets) {
    open = open.filter(({ span }) => holds(span, { family: subnet.family, value: subnet.span.first }));
    for (const wider of open) {
      overlaps.get(wider.cidr)?.push(subnet.cidr);
      overlaps.get(subnet.cidr)?.push(wider.cidr);
    }
    open = [...open, subnet];
  }
  return subnets.map((subnet) => ({ ...subnet, overlaps: overlaps.get(subnet.cidr) ?? [] }));
}

/** The narrowest of these subnets (of `subnetsOf`) that holds an address; null where none does. */
export function subnetFinder(subnets: readonly Subnet[]): (address: Address) => Subnet | null {
  const lengths = { 4: new Set<number>(), 6: new Set<number>() };
  const byCidr = new Map<string, Subnet>();
  for (const subnet of subnets) {
    lengths[subnet.family].add(subnet.prefix);
    byCidr.set(`${subnet.family} ${subnet.prefix} ${subnet.span.first}`, subnet);
  }
  const descending = { 4: [...lengths[4]].sort((a, b) => b - a), 6: [...lengths[6]].sort((a, b) => b - a) };
  return (address) => {
    for (const length of descending[address.family]) {
      const first = prefixSpan(address, length)?.first;
      const found = byCidr.get(`${address.family} ${length} ${first}`);
      if (found) return found;
    }
    return null;
  };
}

/** How much of a subnet is in use by what is known: addresses of devices, and those that routers resolved. */
export interface SubnetUse {
  /** Different addresses that are known to be in use. */
  readonly used: number;
  /** Those of them that a device says are its own. */
  readonly own: number;
  /** Those of them that were resolved to a hardware address since `since`. */
  readonly seen: number;
  /** Share of the addresses that a host can have, from 0 to 1. */
  readonly share: number;
}

/**
 * The use of a subnet by addresses within it; `seen` are those that were resolved lately. Network and broadcast address are counted nowhere:
 * no host has them. Of a span of IPv6 the share is next to nothing, whatever is used.
 */
export function useOf(subnet: Subnet, seen: readonly string[]): SubnetUse {
  const { span, size, family, prefix } = subnet;
  const isHost = (address: Address): boolean =>
    holds(span, address) && !(family === 4 && prefix < 31 && (address.value === span.first || address.value === span.last));
  const valuesOf = (texts: readonly string[]): ReadonlySet<bigint> =>
    new Set(
      texts.flatMap((text) => {
        const address = parseAddress(text);
        return address && isHost(address) ? [address.value] : [];
      }),
    );
  const own = valuesOf(subnet.held.map(({ address }) => address));
  const resolved = valuesOf(seen);
  const used = new Set([...own, ...resolved]).size;
  return { used, own: own.size, seen: resolved.size, share: used / Number(size) };
}

/** Who resolved an address to which hardware address, as far as conflicts are looked for. */
export interface SeenAddress {
  readonly address: string;
  readonly mac: string;
}

/** An address that more than one has at a time. */
export interface DuplicateAddress {
  readonly address: string;
  /** Devices that say it is theirs, each once, ascending. */
  readonly holders: readonly ResourceId[];
  /** Hardware addresses it is resolved to now, ascending. */
  readonly macs: readonly string[];
}

/** Hardware addresses that several machines have by design: virtual routers (VRRP of RFC 9568, HSRP, GLBP) and balancers. */
const SHARED_MAC = /^(?:00:00:5e:00:0[12]|00:00:0c:07:ac|00:00:0c:9f:f|00:07:b4:00|00:05:73:a0)/;

/**
 * Addresses that several devices say are their own, or that are resolved to several hardware addresses, ascending by address. Addresses of
 * one link or host are everybody's; so is what two ports of one device have.
 */
export function duplicatesOf(held: readonly HeldAddress[], seen: readonly SeenAddress[]): readonly DuplicateAddress[] {
  const found = new Map<string, { readonly parsed: Address; readonly holders: Set<ResourceId>; readonly macs: Set<string> }>();
  const at = (text: string) => {
    const known = found.get(text);
    if (known) return known;
    const parsed = parseAddress(text);
    if (!parsed || reachOf(parsed) !== 'global') return null;
    const one = { parsed, holders: new Set<ResourceId>(), macs: new Set<string>() };
    found.set(text, one);
    return one;
  };
  for (const { address, resourceId } of held) at(address)?.holders.add(resourceId);
  for (const { address, mac } of seen) if (!SHARED_MAC.test(mac)) at(address)?.macs.add(mac);
  return [...found]
    .filter(([, { holders, macs }]) => holders.size > 1 || macs.size > 1)
    .sort(([, a], [, b]) => a.parsed.family - b.parsed.family || (a.parsed.value < b.parsed.value ? -1 : 1))
    .map(([address, { holders, macs }]) => ({ address, holders: [...holders].sort(), macs: [...macs].sort() }));
}
