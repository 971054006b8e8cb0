import type { NetworkLink, NetworkPaths } from '../../../../shared/contracts/topology.ts';

export type Way = NetworkPaths['apart'][number];

/** The ways as they are listed: the shortest first, and each once. */
export function waysOf({ shortest, apart }: Pick<NetworkPaths, 'shortest' | 'apart'>): readonly Way[] {
  if (shortest === null) return [];
  const key = ({ links }: Way): string => links.join('\n');
  return [shortest, ...apart.filter((way) => key(way) !== key(shortest))];
}

/** One step of a way: the device one comes to, and the link one comes by; the first has none. */
export interface Step {
  readonly key: string;
  readonly name: string;
  readonly resourceId: string | null;
  /** Nothing leads past it. */
  readonly isUnavoidable: boolean;
  readonly by: {
    readonly link: NetworkLink;
    /** Ports at the end one comes from, and at the end one comes to. */
    readonly ports: readonly [string, string];
    readonly isUnavoidable: boolean;
  } | null;
}

/** A way step by step, in its direction. */
export function stepsOf(way: Way, { nodes, links, unavoidable }: Pick<NetworkPaths, 'nodes' | 'links' | 'unavoidable'>): readonly Step[] {
  const nodeOf = new Map(nodes.map((node) => [node.key, node]));
  const linkOf = new Map(links.map((link) => [link.id, link]));
  return way.nodes.map((key, index): Step => {
    const node = nodeOf.get(key);
    const link = index === 0 ? undefined : linkOf.get(way.links[index - 1] ?? '');
    const isForward = link?.b.node === key;
    return {
      ...{ key, name: node?.name ?? key, resourceId: node?.resourceId ?? null, isUnavoidable: unavoidable.nodes.includes(key) },
      by: link
        ? {
            link,
            ports: isForward ? [link.a.port, link.b.port] : [link.b.port, link.a.port],
            isUnavoidable: unavoidable.links.includes(link.id),
          }
        : null,
    };
  });
}

/** Resources whose name or address has the text, those whose name begins with it first; at most `most`, and how many there are. */
export function soughtAmong<R extends { readonly id: string; readonly name: string; readonly address?: string | undefined }>(
  resources: readonly R[],
  text: string,
  most: number,
): { readonly items: readonly R[]; readonly count: number } {
  const sought = text.trim().toLowerCase();
  if (sought === '') return { items: [], count: 0 };
  const begins = ({ name }: R): number => (name.toLowerCase().startsWith(sought) ? 0 : 1);
  const found = resources
    .filter(({ name, address }) => name.toLowerCase().includes(sought) || (address ?? '').toLowerCase().includes(sought))
    .sort((a, b) => begins(a) - begins(b) || a.name.localeCompare(b.name, 'zh-CN', { numeric: true }));
  return { items: found.slice(0, most), count: found.length };
}
