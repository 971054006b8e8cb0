import type { Instant, ResourceId } from '../id.ts';
import { type Evidence, type EvidenceKind, evidenceKey } from './evidence.ts';
import { attachments } from './forwarding.ts';
import { type Device, type Devices, portOf, recognise } from './nodes.ts';

/** One end of a link: a port of a device, '' where it is not known which. `name` of a device that is not watched, as it calls itself. */
export interface End {
  readonly resourceId: ResourceId | null;
  readonly name: string;
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
  /** Links that cannot be there together with it: another neighbour on the same port. Ascending. */
  readonly conflicts: readonly string[];
}

/** How much each kind removes of the doubt. Two sides that tell the same are two pieces of evidence. */
const WEIGHTS: Readonly<Record<EvidenceKind, number>> = { lldp: 0.9, cdp: 0.9, fdb: 0.6, arp: 0.2, manual: 0.95 };
/** A neighbour of whom only the name is known: names are shared by clones. */
const NAMED_ONLY = 0.6;

interface Candidate {
  readonly ends: readonly [End, End];
  readonly evidence: Evidence;
  readonly weight: number;
}

const nodeKey = ({ resourceId, name }: End): string => (resourceId === null ? `? ${name}` : `= ${resourceId}`);
const endKey = (end: End): string => `${nodeKey(end)} ${end.port}`;

const endOf = ({ id }: Device, port: string): End => ({ resourceId: id, name: '', port });

function lldpCandidate(devices: Devices, one: Evidence & { readonly kind: 'lldp' }): Candidate | null {
  const own = devices.byId(one.resourceId);
  if (!own) return null;
  const found = recognise(devices, { chassis: one.chassis, name: one.sysName, addresses: one.addresses });
  // A device that hears itself has a loop; that is no link to a neighbour.
  const port = found && (portOf(found.device, one.remotePort) ?? portOf(found.device, { kind: 'component', value: one.portDescription }));
  const remote: End = found
    ? endOf(found.device, port?.name ?? one.remotePort.value)
    : { resourceId: null, name: one.sysName || one.chassis.value, port: one.remotePort.value };
  return { ends: [endOf(own, one.port), remote], evidence: one, weight: found && !found.isSure ? NAMED_ONLY : WEIGHTS.lldp };
}

function cdpCandidate(devices: Devices, one: Evidence & { readonly kind: 'cdp' }): Candidate | null {
  const own = devices.byId(one.resourceId);
  if (!own) return null;
  // Some append the serial number: `SW-CORE-1(FOC1234X0AB)`.
  const name = one.deviceId.replace(/\([^)]*\)$/, '');
  const found = recognise(devices, { chassis: null, name, addresses: one.addresses });
  const port = found && portOf(found.device, { kind: 'component', value: one.remotePort });
  const remote: End = found ? endOf(found.device, port?.name ?? one.remotePort) : { resourceId: null, name, port: one.remotePort };
  return { ends: [endOf(own, one.port), remote], evidence: one, weight: found && !found.isSure ? NAMED_ONLY : WEIGHTS.cdp };
}

function manualCandidate(devices: Devices, one: Evidence & { readonly kind: 'manual' }): Candidate | null {
  const [own, remote] = [devices.byId(one.resourceId), devices.byId(one.remote)];
  return own && remote ? { ends: [endOf(own, one.port), endOf(remote, one.remotePort)], evidence: one, weight: WEIGHTS.manual } : null;
}

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

const pairKey = ([a, b]: readonly [End, End]): string => [nodeKey(a), nodeKey(b)].sort(byText).join(' | ');

/** True where `open` says the same as `whole`, as far as it knows its ports; both in any order. */
function agrees(open: readonly [End, End], whole: readonly [End, End]): boolean {
  const isSame = (mine: End, other: End) => nodeKey(mine) === nodeKey(other) && (mine.port === '' || mine.port === other.port);
  return (isSame(open[0], whole[0]) && isSame(open[1], whole[1])) || (isSame(open[0], whole[1]) && isSame(open[1], whole[0]));
}

/** A candidate that does not know a port of one end speaks for the one link with that end's device on the other's port, where there is just one. */
function settleUnknownPorts(groups: Map<string, Group>): void {
  const whole = new Map<string, Group[]>();
  for (const group of groups.values()) {
    if (group.a.port === '' || group.b.port === '') continue;
    const key = pairKey([group.a, group.b]);
    whole.set(key, [...(whole.get(key) ?? []), group]);
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

function conflictsOf(links: readonly Omit<Link, 'conflicts'>[]): ReadonlyMap<string, readonly string[]> {
  const byPort = new Map<string, string[]>();
  for (const { id, a, b } of links)
    for (const end of [a, b]) {
      if (end.port === '' || end.resourceId === null) continue;
      byPort.set(endKey(end), [...(byPort.get(endKey(end)) ?? []), id]);
    }
  const conflicts = new Map<string, Set<string>>();
  for (const ids of byPort.values())
    for (const id of ids) for (const other of ids) if (other !== id) conflicts.set(id, (conflicts.get(id) ?? new Set()).add(other));
  return new Map([...conflicts].map(([id, others]) => [id, [...others].sort(byText)]));
}

/** What was learned says nothing against what neighbours told: on a port that they spoke of it is only heard where it agrees. */
function learnedOf(devices: Devices, evidence: readonly Evidence[], told: readonly Candidate[]): readonly Candidate[] {
  const ports = new Set(told.flatMap(({ ends }) => ends.map(endKey)));
  const pairs = new Map<string, (readonly [End, End])[]>();
  for (const { ends } of told) pairs.set(pairKey(ends), [...(pairs.get(pairKey(ends)) ?? []), ends]);
  return attachments(devices, evidence).flatMap(({ a, b, why }) => {
    const ends = [endOf(a.device, a.port), endOf(b.device, b.port)] as const;
    const isSpokenOf = ends.some((end) => end.port !== '' && ports.has(endKey(end)));
    if (isSpokenOf && !(pairs.get(pairKey(ends)) ?? []).some((whole) => agrees(ends, whole))) return [];
    return why.map((one): Candidate => ({ ends, evidence: one, weight: WEIGHTS[one.kind] }));
  });
}

function toldOf(devices: Devices, one: Evidence): readonly Candidate[] {
  const found =
    one.kind === 'lldp'
      ? lldpCandidate(devices, one)
      : one.kind === 'cdp'
        ? cdpCandidate(devices, one)
        : one.kind === 'manual'
          ? manualCandidate(devices, one)
          : null;
  return found ? [found] : [];
}

/**
 * The links that evidence speaks for, ascending by id; the same for any order of devices and evidence. Conflicting ones stand beside each
 * other: none is dropped. Evidence of devices that are not known any more speaks for nothing.
 */
export function linksOf(devices: Devices, evidence: readonly Evidence[]): readonly Link[] {
  const told = evidence.flatMap((one) => toldOf(devices, one));
  const learned = learnedOf(devices, evidence, told);
  const groups = new Map<string, Group>();
  for (const candidate of [...told, ...learned]) {
    const [a, b] = inOrder(candidate.ends);
    if (nodeKey(a) === nodeKey(b)) continue;
    const id = idOf(a, b);
    const group = groups.get(id) ?? { a, b, candidates: [] };
    group.candidates.push(candidate);
    groups.set(id, group);
  }
  settleUnknownPorts(groups);
  const links = [...groups].map(([id, { a, b, candidates: own }]) => {
    const all = new Map(own.map(({ evidence: one }) => [evidenceKey(one), one]));
    const sorted = [...all].sort(([x], [y]) => byText(x, y)).map(([, one]) => one);
    return { id, a, b, evidence: sorted, confidence: confidenceOf(own), seenAt: Math.max(...sorted.map(({ at }) => at)) };
  });
  const conflicts = conflictsOf(links);
  return links.map((link) => ({ ...link, conflicts: conflicts.get(link.id) ?? [] })).sort((a, b) => byText(a.id, b.id));
}
