/** A literal IPv4 or IPv6 address as a number of its family. */
export interface Address {
  readonly family: 4 | 6;
  readonly value: bigint;
}

const OCTET = /^(?:0|[1-9]\d{0,2})$/;
const GROUP = /^[0-9a-f]{1,4}$/i;

function ipv4(text: string): bigint | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => OCTET.test(part) && Number(part) <= 255)) return null;
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

/** True for what ends like an IPv4 address and is none, as `10.1.0.300`: no name ends in a number (RFC 3696, 2). */
export function isMistypedAddress(text: string): boolean {
  return !text.includes(':') && /(?:^|\.)\d+$/.test(text) && ipv4(text) === null;
}

/** Groups of one side of `::`, the last one may be an IPv4 address; null where one is none. */
function groupsOf(text: string): readonly bigint[] | null {
  if (text === '') return [];
  const groups: bigint[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    const embedded = index === parts.length - 1 && part.includes('.') ? ipv4(part) : null;
    if (embedded !== null) groups.push(embedded >> 16n, embedded & 0xffffn);
    else if (GROUP.test(part)) groups.push(BigInt(`0x${part}`));
    else return null;
  }
  return groups;
}

function ipv6(text: string): bigint | null {
  const sides = text.split('::');
  if (sides.length > 2) return null;
  const head = groupsOf(sides[0] ?? '');
  const tail = sides.length === 2 ? groupsOf(sides[1] ?? '') : [];
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (sides.length === 2 ? missing < 1 : missing !== 0) return null;
  const all = [...head, ...Array.from({ length: missing }, () => 0n), ...tail];
  return all.reduce((value, group) => (value << 16n) | group, 0n);
}

/** The address a text says, null for anything else; no zone, no prefix, no octal. */
export function parseAddress(text: string): Address | null {
  const value = text.includes(':') ? ipv6(text) : ipv4(text);
  return value === null ? null : { family: text.includes(':') ? 6 : 4, value };
}

/** Longest run of zero groups of at least two, the first of equals (RFC 5952 4.2). */
function longestZeros(groups: readonly bigint[]): { readonly at: number; readonly length: number } {
  let best = { at: -1, length: 1 };
  for (let at = 0; at < groups.length; at += 1) {
    let length = 0;
    while (groups[at + length] === 0n) length += 1;
    if (length > best.length) best = { at, length };
  }
  return best;
}

/** The address as people write it; IPv6 in the form of RFC 5952. */
export function formatAddress({ family, value }: Address): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join('.');
  const groups = Array.from({ length: 8 }, (_, index) => (value >> BigInt(112 - index * 16)) & 0xffffn);
  const hex = (list: readonly bigint[]) => list.map((group) => group.toString(16)).join(':');
  const { at, length } = longestZeros(groups);
  return at < 0 ? hex(groups) : `${hex(groups.slice(0, at))}::${hex(groups.slice(at + length))}`;
}

/** One way to write each address, so that two texts of one address are equal; a name in lower case. */
export function canonicalAddress(text: string): string {
  const parsed = parseAddress(text.trim());
  return parsed ? formatAddress(parsed) : text.trim().toLowerCase();
}

/** Text whose order is that of addresses: IPv4 before IPv6, then by number; what is no address comes last, by its text. */
export function addressOrder(text: string): string {
  const parsed = parseAddress(text);
  return parsed ? `${parsed.family}${parsed.value.toString(16).padStart(32, '0')}` : `9${text}`;
}

/** Before, equal or after, by `addressOrder`. */
export function compareAddresses(a: string, b: string): number {
  const [left, right] = [addressOrder(a), addressOrder(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
