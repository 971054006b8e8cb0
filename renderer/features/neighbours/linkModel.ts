import type { LinkEnd, LinkEvidence, NetworkLink } from '../../../shared/contracts/topology.ts';

/** How often evidence of a kind is asked for, in ms: what is older than a few of these is not seen any more. */
const ASKED_MS: Readonly<Record<LinkEvidence['kind'], number>> = {
  lldp: 900_000,
  cdp: 900_000,
  fdb: 1_800_000,
  arp: 1_800_000,
  manual: Number.POSITIVE_INFINITY,
};

export const askedMs = ({ kind }: LinkEvidence): number => ASKED_MS[kind];

/** The same link as its device sees it. */
export interface OwnLink {
  readonly link: NetworkLink;
  readonly own: LinkEnd;
  readonly remote: LinkEnd;
  /** How often it is looked for, in ms. */
  readonly askedMs: number;
}

/** Ports in the order in which people count: Gi1/0/2 before Gi1/0/10. */
const order = new Intl.Collator('en', { numeric: true });

/** The links of a device, seen from it, by port and then by neighbour; one with both ends on it stands once. */
export function ownLinks(id: string, links: readonly NetworkLink[]): readonly OwnLink[] {
  return links
    .map((link): OwnLink => {
      const [own, remote] = link.a.resourceId === id ? [link.a, link.b] : [link.b, link.a];
      return { link, own, remote, askedMs: Math.min(...link.evidence.map(askedMs), ASKED_MS.fdb) };
    })
    .sort((a, b) => order.compare(a.own.port, b.own.port) || order.compare(a.remote.name, b.remote.name));
}
