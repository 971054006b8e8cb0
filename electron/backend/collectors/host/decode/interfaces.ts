export interface InterfaceCounters {
  readonly inBytes: number;
  readonly outBytes: number;
  readonly inErrors: number;
  readonly outErrors: number;
}

/** Reads /proc/net/dev: counters by interface name, without the loopback. */
export function decodeInterfaces(netDev: string): ReadonlyMap<string, InterfaceCounters> {
  const found = new Map<string, InterfaceCounters>();
  for (const line of netDev.split('\n')) {
    const match = /^\s*(\S+):\s*(.+)$/.exec(line);
    if (!match?.[1] || !match[2] || match[1] === 'lo') continue;
    const fields = match[2].trim().split(/\s+/).map(Number);
    const [inBytes = 0, , inErrors = 0, , , , , , outBytes = 0, , outErrors = 0] = fields;
    found.set(match[1], { inBytes, outBytes, inErrors, outErrors });
  }
  return found;
}

/** What /sys/class/net/<name> tells of one interface. */
export interface InterfaceState {
  readonly flags: number;
  /** RFC 2863: up, down, lowerlayerdown, dormant, unknown ... */
  readonly operstate: string;
  readonly carrier: boolean | null;
  /** Times a carrier came since the interface exists. */
  readonly carrierUps: number;
  /** There is hardware behind it. */
  readonly isPhysical: boolean;
  /** It belongs to a bond, bridge or team. */
  readonly hasMaster: boolean;
  /** It is a bridge, with this many ports; null for anything else. */
  readonly bridgePorts: number | null;
  /** Somebody gave it an address or a route. */
  readonly isConfigured: boolean;
}

/** Names of interfaces that routes or addresses other than link-local ones were given, from /proc/net/route and /proc/net/if_inet6; a lost carrier takes neither away. */
export function decodeConfigured(procNetRoute: string, procNetIfInet6: string): ReadonlySet<string> {
  const routed = procNetRoute
    .split('\n')
    .slice(1)
    .flatMap((line) => line.split('\t')[0]?.trim() || []);
  const addressed = procNetIfInet6.split('\n').flatMap((line) => {
    const [, , , scope, , name] = line.trim().split(/\s+/);
    return name && scope !== LINK_LOCAL_SCOPE ? name : [];
  });
  return new Set([...routed, ...addressed]);
}

const LINK_LOCAL_SCOPE = '20';

const IFF_UP = 0x1;
const IFF_LOOPBACK = 0x8;
/** Ends of containers and virtual machines: they come and go with their owners and are not this host's links. */
const OF_GUESTS = /^(?:veth|cali|cilium|lxc|flannel|cni|vnet|tap|vif|docker0$|br-[0-9a-f]{12}$|virbr|ifb|nodelocaldns|kube-)/;

export type Presence = 'absent' | 'administrativelyDown' | 'watched';

/** Whether an interface is one a duty officer watches. One that is switched off reports nothing. */
export function presenceOf(name: string, { flags }: InterfaceState): Presence {
  if ((flags & IFF_LOOPBACK) !== 0 || OF_GUESTS.test(name)) return 'absent';
  return (flags & IFF_UP) === 0 ? 'administrativelyDown' : 'watched';
}

/**
 * 1 up, 0 down, null when being down means nothing: a port nobody ever plugged in or gave an address, a bridge without ports.
 * `wasUp`: this collector has seen it up.
 */
export function operationalState(state: InterfaceState, wasUp: boolean): 1 | 0 | null {
  const isUp = state.operstate === 'up' || (state.operstate === 'unknown' && state.carrier !== false);
  if (isUp) return 1;
  if (state.bridgePorts === 0) return null;
  const isUsed = wasUp || state.carrierUps > 0 || (state.isPhysical && (state.hasMaster || state.isConfigured));
  return isUsed ? 0 : null;
}
