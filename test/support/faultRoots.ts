import { provinceOf } from '../../electron/backend/lab/province.ts';
import type { Alarm } from '../../shared/contracts/alarms.ts';
import { SILENCES } from '../../shared/domain/alarm/consequence.ts';
import type { Observation } from '../../shared/domain/observation/observation.ts';
import { firstOfEach, reachable } from '../../shared/domain/topology/graph.ts';
import { createTestClock } from './clock.ts';
import { seeded } from './logLines.ts';
import { type Cable, introduceCabled } from './neighbours.ts';
import { connectPoller } from './poller.ts';
import { type Browser, startTestStation } from './station.ts';

const INTERVAL_S = 30;
/** So many failed looks make an alarm. */
const LOOKS = 3;
/** Longer than a condition may come and go in and count as one that flaps. */
const QUIET_LOOKS = 22;
const WITHIN_MS = 5000;

/** `hub`: a device that others are behind; `cable`: one of several ways, or one of several side by side. */
export const KINDS = ['device', 'hub', 'onlyCable', 'cable'] as const;
type Kind = (typeof KINDS)[number];

/** What was done to the network, and what came of it. */
export interface RootTrial {
  readonly kind: Kind;
  readonly what: string;
  /** Devices that could not be asked. */
  readonly silent: number;
  /** From the last look that made it known until the alarms said so; null where they did not. */
  readonly ms: number | null;
  /** What they said instead. */
  readonly instead: string;
}

/** The simulated province as a network: names, and the cables between them. */
function networkOf(seed: string) {
  const { resources } = provinceOf({ seed, bornAt: 0, port: 1 }, 'linux');
  const names = resources.map(({ device }) => device.name);
  const places = new Map(names.map((name, place) => [name, place]));
  const cables = resources.flatMap(({ device }, place) =>
    [...(device.cables?.() ?? new Map())].flatMap(([index, far]): readonly Cable[] => {
      const there = places.get(far.device.name) ?? place;
      return place < there ? [{ ends: [place, there], ports: [`p${index}/1`, `p${far.port.index}/1`] }] : [];
    }),
  );
  return { names, cables, graph: { size: names.length, joints: cables.map(({ ends }) => ends) } };
}

/**
 * Breaks one device or cable of the simulated province after the other and compares what the alarms of a whole station name as the cause
 * with the truth: a poller of the test says what one would see, in virtual time, and the station has to find out by itself.
 */
export async function tryRoots({ faults, seed }: { readonly faults: number; readonly seed: number }): Promise<readonly RootTrial[]> {
  const clock = createTestClock();
  const { names, cables, graph } = networkOf(`roots ${seed}`);
  const random = seeded(seed);
  const below = (most: number): number => Math.floor(random() * most);
  const station = await startTestStation({ clock, environment: { NOC_CHECK_RESPONSES: 'false' } });
  await station.setUp();
  const operator = await station.signIn('wanglei');
  const ids = await putIn(operator, await station.signIn('secadmin'), names);
  const poller = await connectPoller(station.data);
  const idOf = (place: number): string => ids[place] ?? '';

  /** One look at everybody, in random order: who does not answer, and which cables carry nothing. */
  async function look(silent: ReadonlySet<number>, broken: ReadonlySet<number>): Promise<void> {
    clock.advance(INTERVAL_S * 1000);
    const at = clock.now();
    const seen = names.flatMap((_, place): readonly Observation[] => {
      const own = { resourceId: idOf(place), protocol: 'snmp', component: '', at } as const;
      if (silent.has(place)) {
        const fault = { kind: 'timeout', retryable: true, detail: '' } as const;
        return [{ kind: 'reachability', ...own, reachable: false, fault }];
      }
      return [{ kind: 'reachability', ...own, reachable: true, fault: null }];
    });
    const ports = cables.flatMap(({ ends, ports }, cable) =>
      ends.flatMap((place, side): readonly Observation[] =>
        silent.has(place)
          ? []
          : [
              {
                ...{ kind: 'sample', resourceId: idOf(place), protocol: 'snmp', metric: 'interface.up', at },
                ...{ component: ports[side] ?? '', value: broken.has(cable) ? 0 : 1 },
              },
            ],
      ),
    );
    const all = [...seen, ...ports].map((one) => ({ one, order: random() })).sort((a, b) => a.order - b.order);
    await poller.send(all.map(({ one }) => one));
  }

  let reader = operator;
  /** Nobody is signed in for longer than a shift, and a hundred faults take most of a day. */
  async function open(): Promise<readonly Alarm[]> {
    const answer = await reader.request('GET', '/api/v1/alarms');
    if (answer.status === 200) return answer.body.items;
    reader = await station.signIn('wanglei');
    return (await reader.request('GET', '/api/v1/alarms')).body.items;
  }
  const entrances = firstOfEach(graph);

  /** Who is cut off when an element is gone. */
  function behind(element: number): ReadonlySet<number> {
    const left = reachable(graph, entrances, new Set([element]));
    return new Set(names.flatMap((_, place) => (left[place] === 1 ? [] : [place])));
  }

  /** What the alarms say, in one line that can be compared. */
  function said(alarms: readonly Alarm[]): string {
    const active = alarms.filter(({ cleared, isSimulated }) => cleared === null && !isSimulated);
    const silent = active.filter(({ probableCause, resourceId }) => SILENCES.includes(probableCause) && ids.includes(resourceId));
    const own = silent.filter(({ cause }) => cause === null).map(({ resourceName }) => resourceName);
    const held = silent.filter(({ cause }) => cause !== null).map(({ resourceName, cause }) => `${resourceName}<${cause?.name}`);
    const down = active.filter(({ probableCause }) => probableCause === 'interfaceDown').length;
    return `${own.sort().join()} | ${held.sort().join()} | ${down}`;
  }

  const devices = names.flatMap((_, place) => (entrances.includes(place) ? [] : [place]));
  const all = cables.map((_, cable) => cable);
  const among: Readonly<Record<Kind, readonly number[]>> = {
    device: devices,
    hub: devices.filter((place) => behind(place).size > 1),
    onlyCable: all.filter((cable) => behind(graph.size + cable).size > 0),
    cable: all.filter((cable) => behind(graph.size + cable).size === 0),
  };

  async function attempt(kind: Kind): Promise<RootTrial> {
    const chosen = among[kind][below(among[kind].length)] ?? 0;
    const isDevice = kind === 'device' || kind === 'hub';
    const [device, cable] = isDevice ? [chosen, -1] : [-1, chosen];
    const silent = behind(isDevice ? device : graph.size + cable);
    const broken = new Set(cables.flatMap(({ ends }, index) => ((isDevice ? ends.includes(device) : index === cable) ? [index] : [])));
    const near = cables[cable]?.ends.find((end) => silent.has(end)) ?? -1;
    const root = isDevice ? device : near;
    const ports = [...broken].flatMap((index) => cables[index]?.ends.filter((end) => !silent.has(end)) ?? []).length;
    const rootName = names[root] ?? '';
    const held = [...silent].filter((place) => place !== root).map((place) => `${names[place]}<${rootName}`);
    const expected = `${root < 0 ? '' : rootName} | ${held.sort().join()} | ${ports}`;
    for (let looks = 0; looks < LOOKS; looks++) await look(silent, broken);
    const begun = performance.now();
    let instead = said(await open());
    while (instead !== expected && performance.now() - begun < WITHIN_MS) {
      await new Promise((resolve) => setTimeout(resolve, 25));
      instead = said(await open());
    }
    const ms = instead === expected ? performance.now() - begun : null;
    for (let looks = 0; looks < QUIET_LOOKS; looks++) await look(new Set(), new Set());
    return {
      kind,
      what: isDevice ? rootName : (cables[cable]?.ends.map((end) => names[end]).join(' - ') ?? ''),
      ...{ silent: silent.size, ms, instead: ms === null ? `${instead} instead of ${expected}` : '' },
    };
  }

  try {
    await poller.send(introduceCabled({ names, ids, cables }, clock.now()));
    for (let looks = 0; looks < 2; looks++) await look(new Set(), new Set());
    const trials: RootTrial[] = [];
    for (let number = 0; number < faults; number++) trials.push(await attempt(KINDS[number % KINDS.length] ?? 'device'));
    return trials;
  } finally {
    await poller.stop();
    await station.stop();
  }
}

/** Every device as a resource that is asked by SNMP; ids in the order of the names. */
async function putIn(operator: Browser, security: Browser, names: readonly string[]): Promise<readonly string[]> {
  const set = { name: 'roots', settings: { kind: 'snmpCommunity', version: '2c' }, secrets: { community: 'canary-roots' } };
  const credential = (await security.request('POST', '/api/v1/credentials', set)).body.id;
  const ids: string[] = [];
  for (const [index, name] of names.entries()) {
    const { status, body } = await operator.request('POST', '/api/v1/resources', {
      ...{ name, resourceClass: 'RC2', importance: 'key', address: `10.77.${index >> 8}.${index & 255}`, domain: '', location: '' },
      ...{ intervalS: INTERVAL_S, checks: [{ protocol: 'snmp', port: 161, credential }] },
    });
    if (status !== 200) throw new Error(`${name}: ${status}`);
    ids.push(body.id);
  }
  return ids;
}
