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

/** A person said that there is a link, and may have pinned it. */
export interface ManualEvidence extends Seen {
  readonly kind: 'manual';
  readonly port: string;
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
