import type { NetworkWhole } from '../../../shared/contracts/networkWhole.ts';
import type { Instant } from '../../../shared/domain/id.ts';
import { placeName } from '../../../shared/domain/inventory/place.ts';
import { type Grid, gridOut } from '../../../shared/domain/topology/grid.ts';
import { isSilent } from '../resources/index.ts';
import { stateOf } from './model.ts';
import type { MapResource } from './world.ts';

/** How a dot looks, what catches the eye last. `held`: silent or alarmed by something else. */
export const DOTS = ['answers', 'strange', 'unknown', 'held', 'silent', 'warning', 'minor', 'major', 'critical'] as const;
export type Dot = (typeof DOTS)[number];

/** What of the whole network does not change with its state. */
export interface WholeDrawing {
  readonly keys: readonly string[];
  readonly resourceIds: readonly (string | null)[];
  readonly names: readonly string[];
  readonly xs: Float32Array;
  readonly ys: Float32Array;
  /** Two nodes by their places, one pair after the other. */
  readonly joints: Uint32Array;
  readonly grid: Grid;
  /** In which block of the grid each stands. */
  readonly blockOf: Uint16Array;
}

/** Places of all devices, by where they are; those that nobody watches stand with the first they are joined with. */
export function drawingOf(whole: NetworkWhole, resources: ReadonlyMap<string, MapResource>): WholeDrawing {
  const groupOf: (string | undefined)[] = whole.nodes.map(({ resourceId }) => {
    const resource = resourceId === null ? undefined : resources.get(resourceId);
    return resource && placeName(resource);
  });
  for (const [a, b] of whole.joints) {
    groupOf[a] ??= groupOf[b];
    groupOf[b] ??= groupOf[a];
  }
  const groups = new Map<string, string[]>();
  for (const [index, { key }] of whole.nodes.entries()) {
    const name = groupOf[index] ?? '';
    const own = groups.get(name);
    if (own) own.push(key);
    else groups.set(name, [key]);
  }
  const grid = gridOut(groups);
  const blocks = new Map(grid.blocks.map(({ name }, index) => [name, index]));
  const place = ({ key }: { readonly key: string }) => grid.places.get(key) ?? { x: 0, y: 0 };
  return {
    keys: whole.nodes.map(({ key }) => key),
    resourceIds: whole.nodes.map(({ resourceId }) => resourceId),
    names: whole.nodes.map(({ resourceId, name }) => (resourceId === null ? name : (resources.get(resourceId)?.name ?? name))),
    xs: Float32Array.from(whole.nodes, (node) => place(node).x),
    ys: Float32Array.from(whole.nodes, (node) => place(node).y),
    joints: Uint32Array.from(whole.joints.flatMap(([a, b]) => [a, b] as const)),
    grid,
    blockOf: Uint16Array.from(groupOf, (name) => blocks.get(name ?? '') ?? 0),
  };
}

/** Changes where anybody is called otherwise, is elsewhere, comes or goes; nothing is put together for it, for it is asked several times a second. */
export function placingOf(resources: readonly Pick<MapResource, 'id' | 'name' | 'location' | 'domain'>[]): number {
  let sum = 0x811c9dc5;
  for (const { id, name, location, domain } of resources)
    for (const text of [id, name, location, domain]) {
      for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
      sum = Math.imul(sum ^ 0xff, 0x01000193);
    }
  return sum;
}

/** How the dot of a device looks: its alarms first, then whether it answers; of one that was not looked at lately nobody knows. */
export function dotOf(resourceId: string | null, resource: MapResource | undefined, isHeld: boolean, now: Instant): Dot {
  if (isHeld) return 'held';
  if (resource?.worst) return resource.worst;
  return resource && isSilent(resource, now) ? 'unknown' : stateOf({ resourceId }, resource);
}

/** The dots of a drawing, as places in `DOTS`. */
export function dotsOf(
  drawing: WholeDrawing,
  resources: ReadonlyMap<string, MapResource>,
  isHeld: (id: string) => boolean,
  now: Instant,
): Uint8Array {
  return Uint8Array.from(drawing.resourceIds, (id) =>
    DOTS.indexOf(dotOf(id, id === null ? undefined : resources.get(id), id !== null && isHeld(id), now)),
  );
}

/** How many dots look how. */
export function countDots(dots: Uint8Array): ReadonlyMap<Dot, number> {
  const counts = new Map<Dot, number>(DOTS.map((dot) => [dot, 0]));
  for (const code of dots) {
    const dot = DOTS[code];
    if (dot !== undefined) counts.set(dot, (counts.get(dot) ?? 0) + 1);
  }
  return counts;
}

/** Devices that are not as they should be, the most severe first, then by name. */
export function abnormalOf(drawing: WholeDrawing, dots: Uint8Array): readonly number[] {
  const order = new Intl.Collator('zh-CN', { numeric: true });
  const indexes = [...dots.keys()].filter((index) => !['answers', 'strange'].includes(DOTS[dots[index] ?? 0] ?? ''));
  return indexes.sort((a, b) => (dots[b] ?? 0) - (dots[a] ?? 0) || order.compare(drawing.names[a] ?? '', drawing.names[b] ?? ''));
}
