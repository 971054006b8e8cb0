import { canonicalAddress } from '../../../../../shared/domain/discovery/address.ts';

const V4 = 1;
const V6 = 2;
/** Octets before the zone of an address that has one (InetAddressIPv4z, InetAddressIPv6z of RFC 4001). */
const ZONED: Readonly<Record<number, readonly [kind: number, length: number]>> = { 3: [V4, 8], 4: [V6, 20] };

/** The address in an index of a table of IP-MIB: kind, length, octets (RFC 4001, RFC 4293), without its zone; '' for what is none. */
export function addressOfIndex(index: string): string {
  const [first = 0, length = 0, ...octets] = index.split('.').map(Number);
  const zoned = ZONED[first];
  const kind = zoned && length === zoned[1] ? zoned[0] : first;
  if (octets.some((octet) => !(octet >= 0 && octet <= 255))) return '';
  if (kind === V4 && (length === 4 || zoned) && octets.length >= 4) return octets.slice(0, 4).join('.');
  if (kind !== V6 || !(length === 16 || zoned) || octets.length < 16) return '';
  const groups = Array.from({ length: 8 }, (_, at) => (((octets[at * 2] ?? 0) << 8) | (octets[at * 2 + 1] ?? 0)).toString(16));
  return canonicalAddress(groups.join(':'));
}
