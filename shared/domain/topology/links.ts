import type { Instant, ResourceId } from '../id.ts';
import { type Evidence, type EvidenceKind, evidenceKey } from './evidence.ts';
import { attachments } from './forwarding.ts';
import { type Device, type Devices, hostOf, portOf, recognise } from './nodes.ts';

/** One end of a link: a port of a device, '' where it is not known which. */
export interface End {
  /** Which device, also one that is not watched: the same in every discovery. */
  readonly node: string;
  /** As a device that is not watched calls itself; '' for a resource. */
  readonly name: string;
  readonly resourceId: ResourceId | null;
  readonly port: string;
}

/** Two ends that are believed to be joined, and why. The lesser end is `a`. */
export interface Link {
  /** Made of its two ends: the same link has it again in every discovery. */
  readonly id: string;
  readonly a: End;
  readonly b: End;
  /** Everything that speaks for it, ascending by key; never empty. */
  readonly evidence: readonly Evidence[];
  /** From 0 to 1, two decimals. */
  readonly confidence: number;
  /** When it was last seen by any of them. */
  readonly seenAt: Instant;
  /** How many other links cannot be there together with it: another neighbour on the same port, seen at about the same time. */
  readonly conflicts: number;
}

/** How much each kind removes of the doubt. Two sides that tell the same are two pieces of evidence. */
const WEIGHTS: Readonly<Record<EvidenceKind, number>> = { lldp: 0.9, cdp: 0.9, fdb: 0.6, arp: 0.2 };
/** A neighbour of whom only the name is known: names are shared by clones. */
const NAMED_ONLY = 0.6;
/** Neighbours that were last seen farther apart than this came one after the other, and contradict nobody. */
const TOGETHER_MS = 3_600_000;

interface Candidate {
  readonly ends: readonly [End, End];
  readonly evidence: Evidence;
  readonly weight: number;
}

const endKey = ({ node, port }: End): string => `${node} ${port}`;

const endOf = ({ id }: Device, port: string): End => ({ node: id, resourceId: id, name: '', port });

/** A device that nobody watches. Many are called alike; where it says what only it has, that is what it is known by. */
function strangerOf(name: string, own: string, port: string): End {
  return { node: `? ${own || hostOf(name)}`, resourceId: null, name: name || own, port };
}

function lldpCandidate(devices: Devices, one: Evidence & { readonly kind: 'lldp' }): Candidate | null {
  const own = devices.byId(one.resourceId);
  if (!own) return null;
  const found = recognise(devices, { chassis: one.chassis, name: one.sysName, addresses: one.addresses });
  // A device that hears itself has a loop; that is no link to a neighbour.
  const port = found && (portOf(found.device, one.remotePort) ?? portOf(found.device, { kind: 'component', value: one.portDescription }));
  const remote: End = found
    ? endOf(found.device, port?.name ?? one.remotePort.value)
    : strangerOf(one.sysName, one.chassis.value, one.remotePort.value);
  return { ends: [endOf(own, one.port), remote], evidence: one, weight: found && !found.isSure ? NAMED_ONLY : WEIGHTS.lldp };
}

/** `told`: strangers that introduced themselves by LLDP on the same port; CDP knows them by name only. */
function cdpCandidate(devices: Devices, one: Evidence & { readonly kind: 'cdp' }, told: ReadonlyMap<string, End>): Candidate | null {
  const own = devices.byId(one.resourceId);
  if (!own) return null;
  // Some append the serial number: `SW-CORE-1(FOC1234X0AB)`.
  const name = one.deviceId.replace(/\([^)]*\)$/, '');
  const found = recognise(devices, { chassis: null, name, addresses: one.addresses });
  const port = found && portOf(found.device, { kind: 'component', value: one.remotePort });
  const same = told.get(introductionKey(one.resourceId, one.port, name));
  const remote = found ? endOf(found.device, port?.name ?? one.remotePort) : (same ?? strangerOf(name, '', one.remotePort));
  return { ends: [endOf(own, one.port), remote], evidence: one, weight: found && !found.isSure ? NAMED_ONLY : WEIGHTS.cdp };
}

const introductionKey = (resourceId: ResourceId, port: string, name: string): string => `${resourceId} ${port} ${hostOf(name)}`;

/** Ends in an order of their own, so that each side's story is of the same link. */
const inOrder = ([a, b]: readonly [End, End]): readonly [End, End] => (endKey(a) <= endKey(b) ? [a, b] : [b, a]);

const idOf = (a: End, b: End): string => `${endKey(a)} | ${endKey(b)}`;

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Removes doubt by doubt; each piece of evidence counts once, told by however many candidates. */
function confidenceOf(candidates: readonly Candidate[]): number {
  const strongest = new Map<string, number>();
  for (const { evidence, weight } of candidates) {
    const key = evidenceKey(evidence);
    strongest.set(key, Math.max(weight, strongest.get(key) ?? 0));
  }
  // In one order: sums of floating-point numbers depend on theirs.
  const doubt = [...strongest.values()].sort((a, b) => a - b).reduce((left, weight) => left * (1 - weight), 1);
  return Math.round((1 - doubt) * 100) / 100;
}

interface Group {
  readonly a: End;
  readonly b: End;
  readonly candidates: Candidate[];
}

const pairKey = ([a, b]: readonly [End, End]): string => [a.node, b.node].sort(byText).join(' | ');

/** True where `open` says the same as `whole`, as far as it knows its ports; both in any order. */
function agrees(open: readonly [End, End], whole: readonly [End, End]): boolean {
  const isSame = (mine: End, other: End) => mine.node === other.node && (mine.port === '' || mine.port === other.port);
  return (isSame(open[0], whole[0]) && isSame(open[1], whole[1])) || (isSame(open[0], whole[1]) && isSame(open[1], whole[0]));
}

/** A candidate that does not know a port of one end speaks for the one link with that end's device on the other's port, where there is just one. */
function settleUnknownPorts(groups: Map<string, Group>): void {
  const whole = new Map<string, Group[]>();
  for (const group of groups.values()) {
    if (group.a.port === '' || group.b.port === '') continue;
    put(whole, pairKey([group.a, group.b]), group);
  }
  for (const [id, { a, b, candidates }] of groups) {
    if (a.port !== '' && b.port !== '') continue;
    const possible = (whole.get(pairKey([a, b])) ?? []).filter((other) => agrees([a, b], [other.a, other.b]));
    const [only] = possible;
    if (possible.length !== 1 || !only) continue;
    only.candidates.push(...candidates);
    groups.delete(id);
  }
}

/** Appends to a list of a map; lists of thousands are not copied for it. */
function put<T>(lists: Map<string, T[]>, key: string, one: T): void {
  const list = lists.get(key);
  if (list) list.push(one);
  else lists.set(key, [one]);
}

/** Of each link, by id, how many others are on one of its ports; a port that somebody fills with neighbours costs no more than they are. */
function conflictsOf(links: readonly Omit<Link, 'conflicts'>[]): ReadonlyMap<string, number> {
  const byPort = new Map<string, Omit<Link, 'conflicts'>[]>();
  for (const link of links)
    for (const end of [link.a, link.b]) if (end.port !== '' && end.resourceId !== null) put(byPort, endKey(end), link);
  const conflicts = new Map<string, number>();
  for (const all of byPort.values()) {
    const newest = all.reduce((latest, { seenAt }) => Math.max(latest, seenAt), 0);
    const present = all.filter(({ seenAt }) => newest - seenAt <= TOGETHER_MS);
    for (const { id } of present) conflicts.set(id, (conflicts.get(id) ?? 0) + present.length - 1);
  }
  return conflicts;
}

/** What was learned says nothing against what neighbours told: on a port that they spoke of it is only heard where it agrees. */
function learnedOf(devices: Devices, evidence: readonly Evidence[], told: readonly Candidate[]): readonly Candidate[] {
  const ports = new Set(told.flatMap(({ ends }) => ends.map(endKey)));
  const pairs = new Map<string, (readonly [End, End])[]>();
  for (const { ends } of told) put(pairs, pairKey(ends), ends);
  return attachments(devices, evidence).flatMap(({ a, b, why }) => {
    const ends = [endOf(a.device, a.port), endOf(b.device, b.port)] as const;
    const isSpokenOf = ends.some((end) => end.port !== '' && ports.has(endKey(end)));
    if (isSpokenOf && !(pairs.get(pairKey(ends)) ?? []).some((whole) => agrees(ends, whole))) return [];
    return why.map((one): Candidate => ({ ends, evidence: one, weight: WEIGHTS[one.kind] }));
  });
}

/** What neighbours tell of themselves. */
function toldOf(devices: Devices, evidence: readonly Evidence[]): readonly Candidate[] {
  const lldp = evidence.flatMap((one) => (one.kind === 'lldp' ? (lldpCandidate(devices, one) ?? []) : []));
  const strangers = new Map<string, End>();
  for (const { ends, evidence: one } of lldp)
    if (ends[1].resourceId === null) strangers.set(introductionKey(one.resourceId, one.port, ends[1].name), ends[1]);
  return [...lldp, ...evidence.flatMap((one) => (one.kind === 'cdp' ? (cdpCandidate(devices, one, strangers) ?? []) : []))];
}

/**
 * The links that evidence speaks for, ascending by id; the same for any order of devices and evidence. Conflicting ones stand beside each
 * other: none is dropped. Evidence of devices that are not known any more speaks for nothing.
 */
export function linksOf(devices: Devices, evidence: readonly Evidence[]): readonly Link[] {
  const told = toldOf(devices, evidence);
  const learned = learnedOf(devices, evidence, told);
  const groups = new Map<string, Group>();
  for (const candidate of [...told, ...learned]) {
    const [a, b] = inOrder(candidate.ends);
    if (a.node === b.node) continue;
    const id = idOf(a, b);
    const group = groups.get(id) ?? { a, b, candidates: [] };
    group.candidates.push(candidate);
    groups.set(id, group);
  }
  settleUnknownPorts(groups);
  const links = [...groups].map(([id, { a, b, candidates: own }]) => {
    const all = new Map(own.map(({ evidence: one }) => [evidenceKey(one), one]));
    const sorted = [...all].sort(([x], [y]) => byText(x, y)).map(([, one]) => one);
    return {
      id,
      a,
      b,
      evidence: sorted,
      confidence: confidenceOf(own),
      seenAt: sorted.reduce((latest, { at }) => Math.max(latest, at), 0),
    };
  });
  const conflicts = conflictsOf(links);
  return links.map((link) => ({ ...link, conflicts: conflicts.get(link.id) ?? 0 })).sort((a, b) => byText(a.id, b.id));
}
