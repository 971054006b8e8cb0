import type { LinkEnd, NetworkLink } from '../../../shared/contracts/topology.ts';
import { askedMs } from '../../../shared/domain/topology/linkState.ts';
import { isSamePortName } from '../../../shared/domain/topology/portName.ts';

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
      return { link, own, remote, askedMs: askedMs(link) };
    })
    .sort((a, b) => order.compare(a.own.port, b.own.port) || order.compare(a.remote.name, b.remote.name));
}

/** What is at the other end of a port of a device, the surest first; null where nothing is known to be. */
export function beyondPort(links: readonly OwnLink[], port: string): LinkEnd | null {
  const there = links.filter(({ own }) => own.port !== '' && isSamePortName(own.port, port));
  return there.toSorted((a, b) => b.link.confidence - a.link.confidence)[0]?.remote ?? null;
}
