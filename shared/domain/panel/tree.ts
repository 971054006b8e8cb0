import type { Part } from '../hardware/part.ts';

/** Parts in parts, as far as they make sense: what an agent puts into itself, or into nothing that it tells of, is in nothing. */
export interface Tree {
  /** Ascending by index. */
  readonly parts: readonly Part[];
  /** What a part is in, the nearest first. */
  above(part: Part): readonly Part[];
  /** What is in a part, directly; by position, then by index. */
  within(index: number): readonly Part[];
  /** How many ports are in a part, at any depth. */
  ports(part: Part): number;
}

/** Words by which makers call what is plugged into a cage. */
const TRANSCEIVER = /\b(?:x?sfp|sfp28|qsfp|cfp|gbic|xfp|xenpak|x2|transceiver|dac|aoc)\b|sfp\+|\dg?base-?[a-z]/i;

/** The tree of the parts of a device. Of two with the same index the first counts. */
export function treeOf(all: readonly Part[]): Tree {
  const byIndex = new Map<number, Part>();
  for (const part of all) if (!byIndex.has(part.index)) byIndex.set(part.index, part);
  const parts = [...byIndex.values()].sort((a, b) => a.index - b.index);
  const paths = new Map<Part, readonly Part[]>();
  const above = (part: Part): readonly Part[] => {
    const known = paths.get(part);
    if (known) return known;
    const path: Part[] = [];
    const seen = new Set<Part>([part]);
    for (let next = byIndex.get(part.parent); next !== undefined; next = byIndex.get(next.parent)) {
      // In a circle nothing is above anything: each would be above itself.
      if (seen.has(next)) {
        path.length = 0;
        break;
      }
      seen.add(next);
      path.push(next);
    }
    paths.set(part, path);
    return path;
  };
  const children = new Map<number, Part[]>();
  const ports = new Map<Part, number>();
  for (const part of parts) {
    const [holder] = above(part);
    if (holder) children.set(holder.index, [...(children.get(holder.index) ?? []), part]);
    if (part.class === 'port') for (const one of above(part)) ports.set(one, (ports.get(one) ?? 0) + 1);
  }
  for (const list of children.values()) list.sort((a, b) => a.position - b.position || a.index - b.index);
  return { parts, above, within: (index) => children.get(index) ?? [], ports: (part) => ports.get(part) ?? 0 };
}

/** True for a module that is plugged into a single socket: in a port, in a cage of a board, or called so by its maker. */
export function isTransceiver(tree: Tree, part: Part): boolean {
  if (part.class !== 'module' || tree.ports(part) > 1) return false;
  const [holder, beyond] = tree.above(part);
  if (part.index < 0 || holder?.class === 'port') return true;
  const names = `${part.component} ${part.description} ${part.model}`;
  return holder?.class === 'container' && (TRANSCEIVER.test(names) || (beyond?.class === 'module' && tree.ports(part) === 1));
}

/** The board a part is on: the nearest module above it that is not plugged into a socket itself; null where it is on the chassis. */
export const boardOf = (tree: Tree, part: Part): Part | null =>
  tree.above(part).find((one) => one.class === 'module' && !isTransceiver(tree, one)) ?? null;

/** The chassis a part is in; null where the device tells of none. */
export const chassisOf = (tree: Tree, part: Part): Part | null =>
  part.class === 'chassis' ? part : (tree.above(part).find((one) => one.class === 'chassis') ?? null);
