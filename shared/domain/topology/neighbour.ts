/** How a neighbour names its chassis or its port: LldpChassisIdSubtype and LldpPortIdSubtype (IEEE 802.1AB 8.5.2.2, 8.5.3.2) by meaning. */
export const CLAIM_KINDS = ['mac', 'address', 'name', 'alias', 'component', 'circuit', 'local'] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];

/** What one side calls a chassis or a port of the other. */
export interface Claim {
  readonly kind: ClaimKind;
  readonly value: string;
}

/** On which of its own ports a device says it; '' where it did not say which, or has none of that number. */
interface OnPort {
  readonly port: string;
}

/** A neighbour that told of itself by LLDP. Texts are '' and lists empty where it told nothing. */
export interface LldpNeighbour extends OnPort {
  readonly kind: 'lldp';
  readonly chassis: Claim;
  readonly remotePort: Claim;
  readonly portDescription: string;
  readonly sysName: string;
  readonly addresses: readonly string[];
}

/** A neighbour that told of itself by CDP (CISCO-CDP-MIB). */
export interface CdpNeighbour extends OnPort {
  readonly kind: 'cdp';
  readonly deviceId: string;
  readonly remotePort: string;
  readonly addresses: readonly string[];
}

/** Addresses that were learned on a port (BRIDGE-MIB, Q-BRIDGE-MIB), sorted; `vlan` null where the table knows none. */
export interface LearnedAddresses extends OnPort {
  readonly kind: 'fdb';
  readonly vlan: number | null;
  readonly macs: readonly string[];
}

/** An address that was resolved on an interface (IP-MIB). */
export interface ResolvedAddress extends OnPort {
  readonly kind: 'arp';
  readonly address: string;
  readonly mac: string;
}

/** What a device says of what is beside it. */
export type Neighbour = LldpNeighbour | CdpNeighbour | LearnedAddresses | ResolvedAddress;
