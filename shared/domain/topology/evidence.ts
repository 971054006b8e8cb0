import type { Instant, ResourceId } from '../id.ts';
import type { CdpNeighbour, LearnedAddresses, LldpNeighbour, ResolvedAddress } from './neighbour.ts';

interface Seen {
  /** Who said it. */
  readonly resourceId: ResourceId;
  /** When it was last so. */
  readonly at: Instant;
}

export type LldpEvidence = Seen & LldpNeighbour;
export type CdpEvidence = Seen & CdpNeighbour;
export type FdbEvidence = Seen & LearnedAddresses;
export type ArpEvidence = Seen & ResolvedAddress;

/** Why a link is believed in. */
export type Evidence = LldpEvidence | CdpEvidence | FdbEvidence | ArpEvidence;
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
  }
}

/** How long what is no longer seen is still believed, in ms: seven days. */
export const FORGET_MS = 7 * 86_400_000;

/** How often a device is asked for each, in ms: its neighbours, and the longer tables of what it learned. */
export const ASKED_MS: Readonly<Record<EvidenceKind, number>> = { lldp: 900_000, cdp: 900_000, fdb: 1_800_000, arp: 1_800_000 };
