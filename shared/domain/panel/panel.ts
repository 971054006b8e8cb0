import type { Hardware, Part } from '../hardware/part.ts';
import { portFinder } from '../topology/portName.ts';
import { type Block, blocksOf, byName, endOf, ruleOf } from './block.ts';
import { boardOf, chassisOf, isTransceiver, type Tree, treeOf } from './tree.ts';

/** An interface of a device, as far as its panel needs it. */
export interface PanelInterface {
  readonly component: string;
  /** IANAifType; null where it is not said. */
  readonly type: number | null;
}

/** A place where something can be plugged in. */
export interface Socket {
  /** The same while the device is what it is: the interface, else the part. */
  readonly key: string;
  /** The interface; '' for one that is none, or of which it is not known. */
  readonly component: string;
  /** What it is called: by its interface, else as the device calls the part. */
  readonly name: string;
  /** The port, or the cage; null where the device does not tell of it. */
  readonly part: Part | null;
  readonly media: 'copper' | 'pluggable' | null;
  /** What is plugged into it. */
  readonly transceiver: Part | null;
}

/** A board with its ports, or what of a chassis is on no board. */
export interface Slot {
  readonly part: Part | null;
  /** What the names of its ports have in common where there is no board: `1/0`. */
  readonly name: string;
  readonly blocks: readonly Block<Socket>[];
}

/** A chassis, or a member of a stack; part null for what belongs to none. */
export interface PanelUnit {
  readonly part: Part | null;
  readonly slots: readonly Slot[];
  /** Power supplies, fans, batteries, drives. */
  readonly others: readonly Part[];
}

/** The front of a device. */
export interface Panel {
  readonly units: readonly PanelUnit[];
  /** True where its chassis are members of a stack. */
  readonly isStack: boolean;
  readonly sockets: number;
  /** Interfaces that have no socket: VLANs, tunnels, loopbacks, aggregates. */
  readonly logical: number;
  /** Whether the device told of its parts, and told of all. */
  readonly source: 'entities' | 'interfaces';
  readonly isCut: boolean;
}

/** IANAifType of what has a socket: ethernet in its kinds, serial lines, E1 and E3, SONET, fibre channel. */
const PHYSICAL: ReadonlySet<number> = new Set([6, 62, 69, 117, 18, 22, 30, 39, 56]);
const OTHERS: ReadonlySet<Part['class']> = new Set(['powerSupply', 'fan', 'battery', 'storageDrive']);

/** Interfaces with a socket: by their type, all where no type is said. */
function physicalOf(interfaces: readonly PanelInterface[]): readonly string[] {
  const isTyped = interfaces.some(({ type }) => type !== null && PHYSICAL.has(type));
  const some = interfaces.filter(({ type }) => !isTyped || (type !== null && PHYSICAL.has(type)));
  return [...new Set(some.map(({ component }) => component))]
    .map((name) => ({ name }))
    .sort(byName)
    .map(({ name }) => name);
}

/** The part of each interface: as the device says it, else a port or a cage that is called like it. */
function partsOfInterfaces(tree: Tree, physical: readonly string[], known: ReadonlySet<string>): ReadonlyMap<string, Part> {
  const found = new Map<string, Part>();
  const ports = tree.parts.filter((part) => part.class === 'port');
  for (const part of ports) if (known.has(part.port) && !found.has(part.port)) found.set(part.port, part);
  const taken = new Set(found.values());
  const isEmptyCage = (part: Part) => part.class === 'container' && tree.ports(part) === 0;
  const free = tree.parts.filter((part) => !taken.has(part) && ((part.class === 'port' && part.port === '') || isEmptyCage(part)));
  const named = new Map<string, Part>();
  for (const part of free)
    for (const text of [part.component, part.description]) {
      const name = text.replace(/ (?:container|slot|cage|bay)$/i, '');
      if (endOf(name).number !== null && !named.has(name)) named.set(name, part);
    }
  const find = portFinder(named.keys());
  for (const component of physical) {
    const part = found.has(component) ? undefined : named.get(find(component) ?? '');
    if (part === undefined || taken.has(part)) continue;
    taken.add(part);
    found.set(component, part);
  }
  return found;
}

function transceiverOf(tree: Tree, part: Part | null, component: string, loose: ReadonlyMap<string, Part>): Part | null {
  const own = loose.get(component);
  if (part === null || own) return own ?? null;
  const [holder] = tree.above(part);
  if (holder && isTransceiver(tree, holder)) return holder;
  return tree.within(part.index).find((one) => isTransceiver(tree, one)) ?? null;
}

function isInCage(tree: Tree, part: Part): boolean {
  if (part.class === 'container') return true;
  const path = tree.above(part);
  const board = boardOf(tree, part) ?? chassisOf(tree, part);
  const within = board === null ? path : path.slice(0, path.indexOf(board));
  return within.some((one) => one.class === 'container' || isTransceiver(tree, one));
}

/** Where a socket belongs: its chassis and its board. */
interface Home {
  readonly chassis: Part | null;
  readonly board: Part | null;
}

/** All that comes before the last number of a name, without its letters: `1/0` of `Gi1/0/7`. */
const pathOf = (name: string): string => /(\d+(?:[/.:]\d+)*)[/.:]\d+$/.exec(name)?.[1] ?? '';

/** The home of a socket that no part is known of: that of all others with the same numbers before the last, else of the only chassis. */
function homesByPath(homes: ReadonlyMap<string, Home>, chassis: readonly Part[]): (component: string) => Home {
  const byPath = new Map<string, Home | null>();
  for (const [component, home] of homes) {
    const path = pathOf(component);
    const known = byPath.get(path);
    if (known === undefined) byPath.set(path, home);
    else if (known === null || known.board !== home.board || known.chassis !== home.chassis) byPath.set(path, null);
  }
  const alone: Home = { chassis: chassis.length === 1 ? (chassis[0] ?? null) : null, board: null };
  return (component) => {
    const path = pathOf(component);
    return (path === '' ? null : byPath.get(path)) ?? alone;
  };
}

function socketsOf(tree: Tree, { panel }: Hardware, physical: readonly string[], known: ReadonlySet<string>) {
  const partOf = partsOfInterfaces(tree, physical, known);
  const loose = new Map(
    tree.parts.filter((part) => part.class !== 'port' && part.port !== '' && isTransceiver(tree, part)).map((part) => [part.port, part]),
  );
  const nameOf = new Map([...partOf].map(([component, part]) => [part, component]));
  const make = (component: string, part: Part | null): Socket => {
    const transceiver = transceiverOf(tree, part, component, loose);
    const name = component === '' ? (part?.component ?? '') : component;
    const isPluggable = transceiver !== null || (part !== null && isInCage(tree, part));
    return {
      ...{ key: component === '' ? `#${part?.index ?? ''}` : component, component, name, part, transceiver },
      media: ruleOf(panel, name)?.media ?? (isPluggable ? 'pluggable' : null),
    };
  };
  const told = tree.parts.filter((part) => part.class === 'port' || nameOf.has(part));
  const placed = told.map((part) => make(nameOf.get(part) ?? '', part));
  return [...placed, ...physical.filter((component) => !partOf.has(component)).map((component) => make(component, null))];
}

/** By the number in its name, by its position, by its index: the order in which people count chassis, boards and supplies. */
function byPlace(a: Part | null, b: Part | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a.position - b.position || byName({ name: a.component }, { name: b.component }) || a.index - b.index;
}

/** What stands above two boards first decides, so that a daughter board stands behind its own. */
function byPath(tree: Tree): (a: Part | null, b: Part | null) => number {
  const pathTo = (part: Part | null): readonly Part[] => (part === null ? [] : [...tree.above(part).toReversed(), part]);
  return (a, b) => {
    const [left, right] = [pathTo(a), pathTo(b)];
    for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
      const order = byPlace(left[at] ?? null, right[at] ?? null);
      if (order !== 0) return order;
    }
    return left.length - right.length;
  };
}

const NO_HARDWARE: Hardware = { parts: [], isCut: false, panel: [] };

/**
 * The front of a device (R-8.4.2-c2-5): every port that it tells of, and every interface with a socket, once. What it does not tell of
 * itself is taken from the names of its interfaces: nothing but that those with the same beginning stand together.
 */
export function panelOf(hardware: Hardware | null, interfaces: readonly PanelInterface[]): Panel {
  const given = hardware ?? NO_HARDWARE;
  const tree = treeOf(given.parts);
  const physical = physicalOf(interfaces);
  const known = new Set(interfaces.map(({ component }) => component));
  const sockets = socketsOf(tree, given, physical, known);
  const chassis = tree.parts.filter((part) => part.class === 'chassis').sort(byPath(tree));
  const homes = new Map<string, Home>();
  for (const { key, part } of sockets) if (part) homes.set(key, { chassis: chassisOf(tree, part), board: boardOf(tree, part) });
  const guess = homesByPath(homes, chassis);
  const boards = tree.parts.filter((part) => part.class === 'module' && !isTransceiver(tree, part));
  const homed = sockets.map((socket) => ({ socket, home: homes.get(socket.key) ?? guess(socket.component) }));

  const slotsOf = (unit: Part | null): readonly Slot[] => {
    const here = homed.filter(({ home }) => home.chassis === unit);
    const own = boards.filter((board) => chassisOf(tree, board) === unit).sort(byPath(tree));
    const onBoard = (board: Part) => here.filter(({ home }) => home.board === board).map(({ socket }) => socket);
    const rest = here.filter(({ home }) => home.board === null || !own.includes(home.board)).map(({ socket }) => socket);
    const loose = new Map<string, Socket[]>();
    for (const socket of rest) {
      // On a chassis all stand together; of what is nowhere, those with the same numbers.
      const name = unit === null ? pathOf(socket.name) : '';
      loose.set(name, [...(loose.get(name) ?? []), socket]);
    }
    const named = [...loose].map(([name, items]) => ({ name, items })).sort(byName);
    return [
      ...named.map(({ name, items }): Slot => ({ part: null, name, blocks: blocksOf(items, given.panel) })),
      ...own.map((part): Slot => ({ part, name: '', blocks: blocksOf(onBoard(part), given.panel) })),
    ];
  };
  const units = [...chassis, null].map(
    (part): PanelUnit => ({
      part,
      slots: slotsOf(part),
      others: tree.parts.filter((one) => OTHERS.has(one.class) && chassisOf(tree, one) === part).sort(byPath(tree)),
    }),
  );
  const shown = new Set(sockets.map(({ component }) => component));
  return {
    units: units.filter(({ part, slots, others }) => part !== null || slots.length + others.length > 0),
    isStack: chassis.length > 1 || tree.parts.some((part) => part.class === 'stack'),
    sockets: sockets.length,
    logical: [...known].filter((component) => !shown.has(component)).length,
    source: given.parts.length > 0 ? 'entities' : 'interfaces',
    isCut: given.isCut,
  };
}
