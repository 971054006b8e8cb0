import { z } from 'zod';
import type { Resource } from '../../../shared/contracts/resources.ts';
import {
  MOST_HOPS,
  type NetworkAround,
  type NetworkLink,
  type NetworkLinkLoad,
  type NetworkNode,
  type NetworkPlaces,
} from '../../../shared/contracts/topology.ts';
import type { Instant } from '../../../shared/domain/id.ts';
import { layOut, type Position } from '../../../shared/domain/topology/layout.ts';
import { formatValue } from '../../lib/format.ts';
import type { Place } from '../resources/index.ts';

export const HOPS = [1, 2, 3, 4, 5, 6] as const;
export const USUAL_HOPS = 2;

export const TopologySearch = z.object({
  /** How the whole network is shown: by place, unless it is a list or every device. */
  view: z.enum(['list', 'all']).optional().catch(undefined),
  /** A place one looks into; '-' for resources without one. */
  place: z.string().max(200).optional().catch(undefined),
  /** The device one looks around. */
  device: z.string().max(64).optional().catch(undefined),
  /** Another device: the ways from the one to it are shown. */
  path: z.string().max(64).optional().catch(undefined),
  hops: z.coerce.number().int().min(1).max(MOST_HOPS).optional().catch(undefined),
  /** What is selected: the key of a node, or the id of a link. */
  node: z.string().max(300).optional().catch(undefined),
  link: z.string().max(1000).optional().catch(undefined),
  /** The moment that is shown; left out: now. */
  at: z.coerce.number().int().min(0).optional().catch(undefined),
  /** Whether what is otherwise now is listed. */
  compare: z.literal('yes').optional().catch(undefined),
  /** The alarm one came from. */
  alarm: z.uuid().optional().catch(undefined),
  /** Whether what links carry is written on them: it is, unless told otherwise. */
  load: z.literal('no').optional().catch(undefined),
  /** Whether the names of ports are written on them. */
  ports: z.literal('yes').optional().catch(undefined),
  q: z.string().max(100).optional().catch(undefined),
});
export type TopologySearch = z.output<typeof TopologySearch>;

/** What stays of where one is when one goes elsewhere on the map: the moment. */
export const ofMoment = ({ at, compare }: TopologySearch): TopologySearch => ({ at, compare });

/** The same for another view of the whole network. */
export const ofView = (search: TopologySearch, view: 'places' | 'all' | 'list'): TopologySearch =>
  view === 'list' ? { view } : { ...ofMoment(search), view: view === 'all' ? view : undefined };

/** How a device stands on the map. Nobody watches `strange` ones. */
export type NodeState = 'answers' | 'silent' | 'unknown' | 'strange';

export function stateOf(node: Pick<NetworkNode, 'resourceId'>, resource: Pick<Resource, 'reachable'> | undefined): NodeState {
  if (node.resourceId === null) return 'strange';
  if (!resource || resource.reachable === null) return 'unknown';
  return resource.reachable ? 'answers' : 'silent';
}

/** A link that carries more of what it can is marked. */
const BUSY = 0.8;
/** What carries more than this is drawn wider, bit a second. */
const WIDE = { some: 9e9, most: 39e9 };
/** A figure older than so many of its intervals is not shown as if it were of now. */
const OLD_AFTER = 3;

/** What is fresh of a load: flows that are older than three of their intervals are taken away. */
export function freshLoad(load: NetworkLinkLoad, now: Instant): NetworkLinkLoad {
  const fresh = (flow: NetworkLinkLoad['aToB']) => (flow !== null && now - flow.at <= OLD_AFTER * flow.intervalMs ? flow : null);
  return { ...load, aToB: fresh(load.aToB), bToA: fresh(load.bToA) };
}

export const isBusy = ({ aToB, bToA }: NetworkLinkLoad): boolean => [aToB, bToA].some((flow) => (flow?.share ?? 0) >= BUSY);

/** How wide a link is drawn, by what it can carry. */
export function widthOf(speed: number | null): 'plain' | 'wide' | 'widest' {
  if (speed === null || speed <= WIDE.some) return 'plain';
  return speed <= WIDE.most ? 'wide' : 'widest';
}

/** What a link carries one way, in few letters. */
export const shareText = ({ share, bits }: NonNullable<NetworkLinkLoad['aToB']>): string =>
  share === null ? formatValue(bits, 'bit/s', 0) : formatValue(share * 100, '%', 0);

/** Arrows along a line from one place to another, and back. */
export function arrowsOf(from: Position, to: Position): readonly [string, string] {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (Math.abs(dx) > Math.abs(dy)) return dx > 0 ? ['→', '←'] : ['←', '→'];
  return dy > 0 ? ['↓', '↑'] : ['↑', '↓'];
}

/** How the address says a place without a name. */
const NO_NAME = '-';
export const placeIn = (name: string): string => name || NO_NAME;
export const nameIn = (text: string | undefined): string | undefined => (text === NO_NAME ? '' : text);

/** More places than this nobody can read at once. */
const MOST_PLACES = 60;
/** A card of a place needs more room than a device. */
const SPREAD = { x: 1.7, y: 1.5 };

/** Places that are drawn, and what of the network is not. */
export interface DrawnPlaces {
  readonly places: readonly Place[];
  readonly cut: { readonly places: number; readonly resources: number };
}

/** Of too many places the worst. */
export function drawnPlaces(places: readonly Place[], most = MOST_PLACES): DrawnPlaces {
  const left = places.slice(most);
  return {
    places: places.slice(0, most),
    cut: { places: left.length, resources: left.reduce((sum, { count }) => sum + count, 0) },
  };
}

/** Places without links stand below the others, so many in a row. */
const IN_A_ROW = 5;
const CARD = { x: 250, y: 140 };

/** Where cards of places are, by what joins them, the one with most links on top; those that nothing joins below, by name. */
export function layPlaces(names: readonly string[], links: NetworkPlaces['links']): ReadonlyMap<string, Position> {
  const drawn = new Set(names);
  const joints = links.filter(({ a, b }) => drawn.has(a) && drawn.has(b));
  const weight = new Map<string, number>();
  for (const { a, b, links: count } of joints) for (const name of [a, b]) weight.set(name, (weight.get(name) ?? 0) + count);
  const [top] = [...weight].sort(([x, m], [y, n]) => n - m || (x < y ? -1 : 1));
  const joined = names.filter((name) => weight.has(name));
  const laid = layOut({ ids: joined, joints: joints.map(({ a, b }) => [a, b]), tops: top ? [top[0]] : [] });
  const places = new Map([...laid].map(([name, { x, y }]) => [name, { x: x * SPREAD.x, y: y * SPREAD.y }]));
  const spread = [...places.values()];
  const middle = spread.length === 0 ? 0 : (Math.min(...spread.map(({ x }) => x)) + Math.max(...spread.map(({ x }) => x))) / 2;
  const below = Math.max(-CARD.y, ...spread.map(({ y }) => y)) + CARD.y;
  const alone = names.filter((name) => !weight.has(name)).sort((a, b) => a.localeCompare(b, 'zh-CN', { numeric: true }));
  alone.forEach((name, index) => {
    const row = Math.floor(index / IN_A_ROW);
    const size = Math.min(IN_A_ROW, alone.length - row * IN_A_ROW);
    const x = middle + ((index % IN_A_ROW) - (size - 1) / 2) * CARD.x;
    places.set(name, { x, y: below + row * CARD.y });
  });
  return places;
}

/** The newest change that took nothing back and was not taken back itself. */
export function lastDone<T extends { readonly version: number; readonly undoes: number | null }>(changes: readonly T[]): T | undefined {
  const taken = new Set(changes.map(({ undoes }) => undoes));
  return changes.find(({ version, undoes }) => undoes === null && !taken.has(version));
}

/** Where people have put nodes, with what was asked for and is not answered yet. */
export function fixedPlaces(
  places: readonly { readonly node: string; readonly x: number; readonly y: number }[],
  asked: readonly { readonly node: string; readonly to: Position | null }[],
): ReadonlyMap<string, Position> {
  const fixed = new Map(places.map(({ node, x, y }) => [node, { x, y }]));
  for (const { node, to } of asked) {
    if (to === null) fixed.delete(node);
    else fixed.set(node, to);
  }
  return fixed;
}

/** Places of what is drawn; what was drawn before keeps its place, also while it is not drawn. */
export function placesOf({ nodes, links }: NetworkAround, known: ReadonlyMap<string, Position>): ReadonlyMap<string, Position> {
  const tops = nodes.filter(({ hops }) => hops === 0).map(({ key }) => key);
  const places = layOut({ ids: nodes.map(({ key }) => key), joints: links.map(({ a, b }) => [a.node, b.node]), tops }, known);
  return new Map([...known, ...places]);
}

/** Links between the same two nodes, each with its place among them: drawn beside each other. */
export function parallels(
  links: readonly Pick<NetworkLink, 'id' | 'a' | 'b'>[],
): ReadonlyMap<string, { readonly place: number; readonly of: number }> {
  const groups = new Map<string, string[]>();
  for (const { id, a, b } of links) {
    const key = [a.node, b.node].sort().join(' | ');
    const own = groups.get(key);
    if (own) own.push(id);
    else groups.set(key, [id]);
  }
  return new Map([...groups.values()].flatMap((ids) => ids.map((id, place) => [id, { place, of: ids.length }] as const)));
}
