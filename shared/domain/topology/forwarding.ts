import type { ResourceId } from '../id.ts';
import type { ArpEvidence, Evidence, FdbEvidence } from './evidence.ts';
import type { Device, Devices } from './nodes.ts';

interface AttachedEnd {
  readonly device: Device;
  /** '' where only the other side learned. */
  readonly port: string;
}

/** Two devices with no other watched switch between them, by what switches learned. */
export interface Attachment {
  readonly a: AttachedEnd;
  readonly b: AttachedEnd;
  readonly why: readonly Evidence[];
}

/** What a switch sees of one device: on which ports, by which evidence. */
interface Sight {
  readonly device: Device;
  readonly ports: Map<string, Set<Evidence>>;
}

type Sights = ReadonlyMap<ResourceId, ReadonlyMap<ResourceId, Sight>>;

/** Whose an address is: that of one of its ports, or of the IP address it was resolved for. */
function ownersOf(
  devices: Devices,
  arps: readonly ArpEvidence[],
): (mac: string) => { readonly device: Device; readonly by: readonly Evidence[] } | null {
  const resolved = new Map<string, ArpEvidence[]>();
  for (const one of arps) {
    const own = resolved.get(one.mac);
    if (own) own.push(one);
    else resolved.set(one.mac, [one]);
  }
  return (mac) => {
    const own = devices.byMac(mac);
    if (own) return { device: own, by: [] };
    const by = (resolved.get(mac) ?? []).filter(({ address }) => devices.byAddress(address) !== undefined);
    const found = new Set(by.map(({ address }) => devices.byAddress(address)));
    const [device] = found;
    // A router that answers for others has one address for many devices.
    return found.size === 1 && device ? { device, by } : null;
  };
}

function sightsOf(devices: Devices, fdbs: readonly FdbEvidence[], arps: readonly ArpEvidence[]): Sights {
  const ownerOf = ownersOf(devices, arps);
  const sights = new Map<ResourceId, Map<ResourceId, Sight>>();
  for (const fdb of fdbs) {
    if (fdb.port === '' || !devices.byId(fdb.resourceId)) continue;
    const own = sights.get(fdb.resourceId) ?? new Map<ResourceId, Sight>();
    sights.set(fdb.resourceId, own);
    for (const mac of fdb.macs) {
      const owner = ownerOf(mac);
      if (!owner || owner.device.id === fdb.resourceId) continue;
      const sight = own.get(owner.device.id) ?? { device: owner.device, ports: new Map() };
      own.set(owner.device.id, sight);
      const why = sight.ports.get(fdb.port) ?? new Set();
      sight.ports.set(fdb.port, why);
      for (const one of [fdb, ...owner.by]) why.add(one);
    }
  }
  return sights;
}

/** The one port on which a switch sees a device; null where it sees it on none, or on several: it moved, or VLANs go different ways. */
function portTo(sights: Sights, from: ResourceId, to: ResourceId): string | null {
  const ports = sights.get(from)?.get(to)?.ports;
  return ports?.size === 1 ? (ports.keys().next().value ?? null) : null;
}

/**
 * Which devices are joined by what switches learned (forwarding tables are a tree at any time: a switch is between two others exactly if it
 * sees them on two ports). Devices without a table of their own are at the last switch that sees them. The same for any order of evidence.
 */
export function attachments(devices: Devices, evidence: readonly Evidence[]): readonly Attachment[] {
  const sights = sightsOf(
    devices,
    evidence.filter((one) => one.kind === 'fdb'),
    evidence.filter((one) => one.kind === 'arp'),
  );
  const whyOf = (from: ResourceId, to: ResourceId): readonly Evidence[] => {
    const port = portTo(sights, from, to);
    return port === null ? [] : [...(sights.get(from)?.get(to)?.ports.get(port) ?? [])];
  };
  // Of everything a switch sees only other switches can stand before something: hosts are thousands.
  const switchesOn = new Map<string, ResourceId[]>();
  for (const [from, seen] of sights)
    for (const { device, ports } of seen.values()) {
      if (!sights.has(device.id)) continue;
      for (const port of ports.keys()) {
        const own = switchesOn.get(`${from} ${port}`);
        if (own) own.push(device.id);
        else switchesOn.set(`${from} ${port}`, [device.id]);
      }
    }
  /** True where a switch that `from` sees on the same port as `to` stands before `to`. */
  function isBehindAnother(from: ResourceId, to: ResourceId, port: string): boolean {
    return (switchesOn.get(`${from} ${port}`) ?? []).some((between) => {
      if (between === to) return false;
      const onward = portTo(sights, between, to);
      // One that sees both on one port is beside the way; one that sees `to` and not `from` is taken to be on it.
      return onward !== null && onward !== portTo(sights, between, from);
    });
  }
  const found: Attachment[] = [];
  for (const [from, seen] of sights)
    for (const { device: to } of seen.values()) {
      const port = portTo(sights, from, to.id);
      const own = devices.byId(from);
      if (port === null || !own || isBehindAnother(from, to.id, port)) continue;
      const back = portTo(sights, to.id, from);
      if (back === null) found.push({ a: { device: own, port }, b: { device: to, port: '' }, why: whyOf(from, to.id) });
      // Both sides see each other: said once, and only where neither is behind another for the other.
      else if (from < to.id && !isBehindAnother(to.id, from, back))
        found.push({ a: { device: own, port }, b: { device: to, port: back }, why: [...whyOf(from, to.id), ...whyOf(to.id, from)] });
    }
  return found;
}
