import type { LinkEnd, NetworkAround, NetworkLink } from '../../../../shared/contracts/topology.ts';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import type { End } from '../../../../shared/domain/topology/links.ts';
import type { ToldAround, ToldLink } from '../../storage/topology/index.ts';

/** What a resource is called, now or at the moment that is shown; undefined where nobody knows. */
export type NameOf = (id: ResourceId) => string | undefined;

/** An end with the name of its resource; another device is called what it calls itself. */
export function endView({ name, resourceId, ...end }: End, nameOf: NameOf): LinkEnd {
  return { ...end, resourceId, name: resourceId === null ? name : (nameOf(resourceId) ?? name) };
}

export function linkView({ a, b, evidence, ...link }: ToldLink, nameOf: NameOf): NetworkLink {
  return {
    ...{ ...link, a: endView(a, nameOf), b: endView(b, nameOf) },
    evidence: evidence.map((one) => ({ ...one, name: nameOf(one.resourceId) ?? one.resourceId })),
  };
}

export function aroundView(at: Instant, { nodes, links, beyond, cut }: ToldAround, nameOf: NameOf): NetworkAround {
  return {
    ...{ at, beyond, cut, links: links.map((link) => linkView(link, nameOf)) },
    nodes: nodes.map(({ name, resourceId, ...node }) => ({
      ...{ ...node, resourceId },
      name: resourceId === null ? name : (nameOf(resourceId) ?? name),
    })),
  };
}
