import { join } from 'node:path';
import { systemClock } from '../../electron/backend/lib/clock.ts';
import { openTopology } from '../../electron/backend/storage/topology/index.ts';
import type { Observation } from '../../shared/domain/observation/observation.ts';
import { silentLog } from '../protocol/peers.ts';
import { seeded } from './logLines.ts';
import { type Cable, type CabledNetwork, introduceCabled } from './neighbours.ts';
import { connectPoller, type TestPoller } from './poller.ts';
import type { Browser } from './station.ts';

/** A network of sites: each a core, aggregation and access, some of it with two ways up; the cores in a ring. */
export interface BigNetwork {
  readonly names: readonly string[];
  readonly places: readonly string[];
  readonly cables: readonly Cable[];
  /** By place in the list what each device is. */
  readonly kinds: readonly ('core' | 'aggregation' | 'access')[];
}

export interface BigSize {
  readonly sites: number;
  readonly devices: number;
  /** Of all cables. */
  readonly cables: number;
  readonly seed: number;
}

const AGGREGATIONS = 8;
const AT_ONCE = 16;
const IN_A_BATCH = 2000;
export const INTERVAL_S = 299;

/** `devices` in `sites` of the same size, with exactly so many cables. */
export function bigNetwork({ sites, devices, cables: wanted, seed }: BigSize): BigNetwork {
  const random = seeded(seed);
  const each = Math.floor(devices / sites);
  const [names, places, kinds, pairs] = [[] as string[], [] as string[], [] as BigNetwork['kinds'][number][], [] as [number, number][]];
  for (let site = 0; site < sites; site++) {
    const place = `P${String(site + 1).padStart(2, '0')}`;
    const first = names.length;
    const size = site === sites - 1 ? devices - first : each;
    for (let at = 0; at < size; at++) {
      const kind = at === 0 ? 'core' : at <= AGGREGATIONS ? 'aggregation' : 'access';
      names.push(`SW-${place}-${kind.slice(0, 3).toUpperCase()}-${String(at).padStart(3, '0')}`);
      places.push(`${place} ${Math.floor(at / 20) + 1}`);
      kinds.push(kind);
      if (at > 0) pairs.push([first + (kind === 'access' ? 1 + (at % AGGREGATIONS) : 0), first + at]);
    }
    if (site > 0) pairs.push([first - each, first]);
  }
  while (pairs.length < wanted) {
    const at = Math.floor(random() * names.length);
    if (kinds[at] !== 'access') continue;
    const first = Math.min(Math.floor(at / each), sites - 1) * each;
    pairs.push([first + 1 + Math.floor(random() * AGGREGATIONS), at]);
  }
  const used = new Map<number, number>();
  const portOf = (at: number): string => {
    const port = (used.get(at) ?? 0) + 1;
    used.set(at, port);
    return `Gi1/0/${port}`;
  };
  return { names, places, kinds, cables: pairs.map(([a, b]) => ({ ends: [a, b], ports: [portOf(a), portOf(b)] })) };
}

/** Puts every device in; their ids in the order of the network. */
export async function putIn(operator: Browser, { names, places, kinds }: BigNetwork): Promise<readonly string[]> {
  const ids = new Array<string>(names.length).fill('');
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < names.length; at = next++) {
      const address = `10.${20 + (at >> 16)}.${(at >> 8) & 255}.${at & 255}`;
      const { status, body } = await operator.request('POST', '/api/v1/resources', {
        ...{ name: names[at], resourceClass: 'RC2', importance: kinds[at] === 'access' ? 'general' : 'core', address },
        ...{ domain: '', location: places[at], intervalS: INTERVAL_S, checks: [{ protocol: 'tcp', port: 22 }] },
      });
      if (status !== 200) throw new Error(`${names[at]}: ${status} ${JSON.stringify(body)}`);
      ids[at] = body.id;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return ids;
}

/** What a collector would say of these devices. */
export interface Feed {
  introduce(network: CabledNetwork, at: number): Promise<void>;
  /** One look at each of these; `silent` by their places. */
  look(ids: readonly string[], at: number, silent: ReadonlySet<number>): Promise<void>;
  stop(): Promise<void>;
}

const answer = (resourceId: string, at: number, reachable: boolean): Observation => ({
  ...{ kind: 'reachability', resourceId, protocol: 'tcp', at, component: '', reachable },
  fault: reachable ? null : { kind: 'timeout', retryable: true, detail: '' },
});

export async function startFeed(data: string): Promise<Feed> {
  const poller: TestPoller = await connectPoller(data);
  const send = async (all: readonly Observation[]) => {
    for (let first = 0; first < all.length; first += IN_A_BATCH) await poller.send(all.slice(first, first + IN_A_BATCH));
  };
  return {
    introduce: (network, at) => send(introduceCabled(network, at)),
    look: (ids, at, silent) => send(ids.map((id, place) => answer(id, at, !silent.has(place)))),
    stop: () => poller.stop(),
  };
}

/** Writes a past of changes into the folder of a station that is stopped: every minute some devices fall silent and come back. */
export async function writePast(
  data: string,
  network: BigNetwork,
  ids: readonly string[],
  { from, until, each, seed }: { readonly from: number; readonly until: number; readonly each: number; readonly seed: number },
): Promise<number> {
  const random = seeded(seed);
  const store = await openTopology({ folder: join(data, 'topology'), log: silentLog as never, clock: systemClock });
  let rows = 0;
  for (let at = from; at < until; at += 60_000) {
    const changed = Array.from({ length: each }, () => Math.floor(random() * ids.length));
    const told = changed.map((place) => {
      const past = { name: network.names[place] ?? '', location: network.places[place] ?? '', domain: '', resourceClass: 'RC2' as const };
      const standing = { isSimulated: false, effectiveIntervalS: INTERVAL_S, reachable: random() < 0.5, lostAt: null };
      return [ids[place] ?? '', { ...past, ...standing }] as const;
    });
    await store.record(told, at, false);
    rows += told.length;
  }
  await store.stop();
  return rows;
}
