import { isIP } from 'node:net';
import type { ResourceRecord } from '../features/resources/index.ts';
import type { Reception } from '../receiver/messages.ts';

/** An address as a socket tells it: IPv4 in IPv6 is IPv4. */
const plain = (address: string): string => address.toLowerCase().replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, '');

/**
 * Whose messages are whose: the address of each resource, and where several share one, the device before what runs on it (it is asked by
 * SNMP, or was there first). Names are left out: what they stand for changes, and a device sends from an address.
 */
export function sendersOf(resources: readonly ResourceRecord[]): Reception['sources'] {
  const rank = ({ checks }: ResourceRecord): number => (checks.some(({ protocol }) => protocol === 'snmp') ? 0 : 1);
  const found = new Map<string, ResourceRecord>();
  for (const resource of resources) {
    const address = plain(resource.address);
    if (isIP(address) === 0) continue;
    const known = found.get(address);
    if (!known || rank(resource) < rank(known) || (rank(resource) === rank(known) && resource.createdAt < known.createdAt))
      found.set(address, resource);
  }
  return [...found].map(([address, { id }]) => ({ address, resourceId: id }));
}
