import type { Instant, ResourceId } from '../id.ts';

/** How a neighbour names its chassis or its port: LldpChassisIdSubtype and LldpPortIdSubtype (IEEE 802.1AB 8.5.2.2, 8.5.3.2) by meaning. */
export const CLAIM_KINDS = ['mac', 'address', 'name', 'alias', 'component', 'circuit', 'local'] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];

/** What one side calls a chassis or a port of the other. */
export interface Claim {
  readonly kind: ClaimKind;
  readonly value: string;
}

interface Seen {
  /** Who said it. */
  readonly resourceId: ResourceId;
  /** On which of its own ports; '' where it did not say. */
  readonly port: string;
  /** When it was last so. */
  readonly at: Instant;
}

/** A neighbour that told of itself by LLDP. Texts are '' and lists empty where it told nothing. */
export interface LldpEvidence extends Seen {
  readonly kind: 'lldp';
  readonly chassis: Claim;
  readonly remotePort: Claim;
  readonly sysName: string;
  readonly addresses: readonly string[];
}

/** A neighbour that told of itself by CDP (CISCO-CDP-MIB). */
export interface CdpEvidence extends Seen {
  readonly kind: 'cdp';
  readonly deviceId: string;
  readonly remotePort: string;
  readonly addresses: readonly string[];
}

/** Addresses that were learned on a port (BRIDGE-MIB, Q-BRIDGE-MIB); `vlan` null where the table knows none. */
export interface FdbEvidence extends Seen {
  readonly kind: 'fdb';
  readonly vlan: number | null;
  readonly macs: readonly string[];
}

/** An address that was resolved on an interface (IP-MIB). */
export interface ArpEvidence extends Seen {
  readonly kind: 'arp';
  readonly address: string;
  readonly mac: string;
}

/** A person said that there is a link, and may have pinned it. */
export interface ManualEvidence extends Seen {
  readonly kind: 'manual';
  readonly remote: ResourceId;
  readonly remotePort: string;
  readonly by: string;
}

/** Why a link is believed in. */
export type Evidence = LldpEvidence | CdpEvidence | FdbEvidence | ArpEvidence | ManualEvidence;
export type EvidenceKind = Evidence['kind'];

/** One thing that was seen has one key, whenever it was seen: local port and neighbour, never a time mark (lldpRemTimeMark changes with every flap). */
export function evidenceKey(one: Evidence): string {
  const own = `${one.kind} ${one.resourceId} ${one.port}`;
  switch (one.kind) {
    case 'lldp':
      return `${own} ${one.chassis.kind}:${one.chassis.value} ${one.remotePort.kind}:${one.remotePort.value}`;
    case 'cdp':
      return `${own} ${one.deviceId} ${one.remotePort}`;
    case 'fdb':
      return `${own} ${one.vlan ?? ''}`;
    case 'arp':
      return `${own} ${one.address} ${one.mac}`;
    case 'manual':
      return `${own} ${one.remote} ${one.remotePort}`;
  }
}

/** How long what is no longer seen is still believed, in ms: seven days. */
export const FORGET_MS = 7 * 86_400_000;

/** Tables that were answered whole or in part, or not at all, lose nothing: what is known and what was seen now, the newer of each, until seven days after it was last seen. Ascending by key. */
export function remember(known: readonly Evidence[], seen: readonly Evidence[], now: Instant): readonly Evidence[] {
  const newest = new Map<string, Evidence>();
  for (const one of [...known, ...seen]) {
    const key = evidenceKey(one);
    const before = newest.get(key);
    if (!before || one.at >= before.at) newest.set(key, one);
  }
  return [...newest]
    .filter(([, one]) => one.kind === 'manual' || now - one.at <= FORGET_MS)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, one]) => one);
}
