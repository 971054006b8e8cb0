import type { LinkEnd, NetworkAround, NetworkLink, NetworkNode, NetworkPaths } from '../../../../shared/contracts/topology.ts';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import type { MapNode } from '../../../../shared/domain/topology/around.ts';
import type { End } from '../../../../shared/domain/topology/links.ts';
import type { ToldAround, ToldLink, ToldPaths } from '../../storage/topology/index.ts';

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

const nodeView = ({ name, resourceId, ...node }: MapNode, nameOf: NameOf): NetworkNode => ({
  ...{ ...node, resourceId },
  name: resourceId === null ? name : (nameOf(resourceId) ?? name),
});

export function aroundView(at: Instant, { nodes, links, beyond, cut }: ToldAround, nameOf: NameOf): NetworkAround {
  return {
    ...{ at, beyond, cut, links: links.map((link) => linkView(link, nameOf)) },
    nodes: nodes.map((node) => nodeView(node, nameOf)),
  };
}

export function pathsView(at: Instant, from: ResourceId, to: ResourceId, paths: ToldPaths, nameOf: NameOf): NetworkPaths {
  const way = ({ nodes, links }: ToldPaths['unavoidable']) => ({ nodes: [...nodes], links: [...links] });
  return {
    ...{ at, from, to, shortest: paths.shortest && way(paths.shortest), apart: paths.apart.map(way), unavoidable: way(paths.unavoidable) },
    nodes: paths.nodes.map((node) => nodeView(node, nameOf)),
    links: paths.links.map((link) => linkView(link, nameOf)),
  };
}
