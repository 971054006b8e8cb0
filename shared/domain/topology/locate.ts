import { canonicalAddress, parseAddress } from '../discovery/address.ts';
import type { Instant, ResourceId } from '../id.ts';
import type { Evidence } from './evidence.ts';
import type { Device } from './nodes.ts';

/** What is looked for: a hardware address, or an address of the network. */
export type Sought = { readonly kind: 'mac'; readonly mac: string } | { readonly kind: 'address'; readonly address: string };

/** Who resolved an address to a hardware address, and on which interface. */
export interface Resolution {
  readonly resourceId: ResourceId;
  readonly port: string;
  readonly address: string;
  readonly at: Instant;
}

/** A port behind which a hardware address was learned. */
export interface Attachment {
  readonly resourceId: ResourceId;
  readonly port: string;
  readonly vlan: number | null;
  /** How many addresses were learned there with it. */
  readonly macs: number;
  /** Another device is known to be beside that port: it is on the way, not where it is plugged in. */
  readonly leadsOn: boolean;
  readonly at: Instant;
}

/** Where a hardware address is. */
export interface Located {
  readonly mac: string;
  /** Newest first. */
  readonly resolved: readonly Resolution[];
  /** Where it is most likely plugged in first: ports that lead to no other device, those with fewest addresses. */
  readonly ports: readonly Attachment[];
  /** The device that has it itself, and on which port; '' for the device as a whole. */
  readonly owner: { readonly resourceId: ResourceId; readonly port: string } | null;
}

/** Spellings of a hardware address in use: six groups of two, three of four, twelve digits in one. */
const MAC = /^(?:[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}|[0-9a-f]{4}([.:-])[0-9a-f]{4}\2[0-9a-f]{4}|[0-9a-f]{12})$/;

/** What a text asks for; null for one that is neither kind of address. */
export function soughtOf(text: string): Sought | null {
  const plain = text.trim().toLowerCase();
  if (MAC.test(plain)) {
    const digits = plain.replace(/[^0-9a-f]/g, '');
    return { kind: 'mac', mac: (digits.match(/../g) ?? []).join(':') };
  }
  return parseAddress(plain) === null ? null : { kind: 'address', address: canonicalAddress(plain) };
}

/** The hardware addresses that something was resolved to, or that a device has at it; ascending. */
export function macsOf(sought: Sought, evidence: readonly Evidence[]): readonly string[] {
  if (sought.kind === 'mac') return [sought.mac];
  const macs = evidence.flatMap((one) => (one.kind === 'arp' && one.address.toLowerCase() === sought.address ? [one.mac] : []));
  return [...new Set(macs)].sort();
}

/** Where these hardware addresses are, by what devices have learned; one that nobody knows anything of is left out. */
export function locate(macs: readonly string[], evidence: readonly Evidence[], devices: readonly Device[]): readonly Located[] {
  const leading = new Set(evidence.flatMap((one) => (one.kind === 'lldp' || one.kind === 'cdp' ? [`${one.resourceId} ${one.port}`] : [])));
  return macs.flatMap((mac): readonly Located[] => {
    const resolved = evidence
      .flatMap((one): readonly Resolution[] =>
        one.kind === 'arp' && one.mac === mac ? [{ resourceId: one.resourceId, port: one.port, address: one.address, at: one.at }] : [],
      )
      .sort((a, b) => b.at - a.at || (a.address < b.address ? -1 : 1));
    const ports = evidence
      .flatMap((one): readonly Attachment[] =>
        one.kind === 'fdb' && one.macs.includes(mac)
          ? [
              {
                ...{ resourceId: one.resourceId, port: one.port, vlan: one.vlan, macs: one.macs.length, at: one.at },
                leadsOn: leading.has(`${one.resourceId} ${one.port}`),
              },
            ]
          : [],
      )
      .sort((a, b) => Number(a.leadsOn) - Number(b.leadsOn) || a.macs - b.macs || b.at - a.at || (a.port < b.port ? -1 : 1));
    const own = devices.flatMap(({ id, chassisMac, ports: all }) => {
      const port = all.find((one) => one.mac === mac);
      return port || chassisMac === mac ? [{ resourceId: id, port: port?.name ?? '' }] : [];
    });
    const owner = own.find(({ port }) => port !== '') ?? own[0] ?? null;
    return resolved.length === 0 && ports.length === 0 && owner === null ? [] : [{ mac, resolved, ports, owner }];
  });
}
