import { mkdtempSync, readFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { assertReadable, ordinaryUser } from '../../build/scripts/lib/ordinaryUser.ts';
import { DIST } from '../../build/scripts/lib/paths.ts';
import { bigNetwork, INTERVAL_S, putIn, startFeed, writePast } from '../support/bigMap.ts';
import { createTestClock } from '../support/clock.ts';
import { createFigures, quantile } from '../support/figures.ts';
import type { MapLine, MapOrders } from '../support/mapVisits.ts';
import { type Browser, PASSWORD, SETUP, startTestStation } from '../support/station.ts';

/**
 * The map of a large network in a real browser without a graphics processor, from a feed: nothing is asked. `prove -- map [devices] [cables]
 * [rounds]`, 7000, 10000 and 5 by default. Frames are those the browser paints while the map is dragged and turned nearer and farther; the
 * same network in Cytoscape as it comes stands beside. The moment gone back to is a day ago, with tens of thousands of changes since.
 */
const [, , devices = '7000', cables = '10000', rounds = '5'] = process.argv;
const SITES = 40;
const CHANGES_A_SECOND = 500;
const DAY_MS = 86_400_000;
const CHANGED_A_MINUTE = 35;
const PAGE = join(DIST, 'renderer');
const figures = createFigures('map');
const FRAME_MS = 1000 / 30;

/** What is shown of a moment, as the API tells it, of these devices; ages are none of it. */
async function shown(operator: Browser, at: number | null, device: string, ids: ReadonlySet<string>) {
  const query = at === null ? '' : `?at=${at}`;
  const read = async (path: string) => {
    const { status, body } = await operator.request('GET', `/api/v1${path}`);
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  const bare = ({ id, name, location, reachable, worst, activeAlarms }: Record<string, unknown>) =>
    ({ id, name, location, reachable, worst, activeAlarms }) as const;
  const byId = (a: { id: unknown }, b: { id: unknown }) => (String(a.id) < String(b.id) ? -1 : 1);
  const resources = at === null ? (await read('/resources')).items : (await read(`/network/past/${at}`)).resources;
  const alarms = (await read(at === null ? '/alarms' : `/alarms/past/${at}`)).items;
  const maps = [
    await read(`/network/whole${query}`),
    await read(`/network/places${query}`),
    await read(`/network/places/P07${query}`),
    await read(`/resources/${device}/network?hops=2${at === null ? '' : `&at=${at}`}`),
  ];
  return {
    maps: JSON.parse(JSON.stringify(maps).replace(/"(at|seenAt)":\d+/g, '"$1":0')) as readonly unknown[],
    resources: resources
      .filter(({ id }: { id: string }) => ids.has(id))
      .map(bare)
      .sort(byId),
    alarms: alarms
      .filter(({ cleared, resourceId }: { cleared: unknown; resourceId: string }) => cleared === null && ids.has(resourceId))
      .map(({ id, severity, cause, acknowledged }: Record<string, unknown>) => ({ id, severity, cause, acknowledged }))
      .sort(byId),
  };
}

/** The visits in a browser of an ordinary user; `onPhase` is told what is to be measured next. */
async function visit(orders: MapOrders, onPhase: (name: string) => void): Promise<ReadonlyMap<string, readonly number[]>> {
  const user = await ordinaryUser();
  try {
    await assertReadable(user);
    const program = fileURLToPath(new URL('../support/mapVisits.ts', import.meta.url));
    const file = join(user.home, 'map.jsonl');
    const shell = '"$0" --disable-warning=ExperimentalWarning "$1" "$2" > "$3"';
    let isOver = false;
    const lines = (): readonly MapLine[] => {
      try {
        const whole = readFileSync(file, 'utf8').split('\n').slice(0, -1);
        return whole.map((line) => JSON.parse(line) as MapLine);
      } catch {
        return [];
      }
    };
    const following = (async () => {
      let seen = 0;
      while (!isOver) {
        const phases = lines().flatMap((line) => (line.kind === 'phase' ? [line.name] : []));
        for (const name of phases.slice(seen)) onPhase(name);
        seen = phases.length;
        await sleep(100);
      }
    })();
    const code = await user.run('sh', ['-c', shell, process.execPath, program, JSON.stringify(orders), file], {});
    isOver = true;
    await following;
    if (code !== 0) throw new Error(`the browser ended with ${code}`);
    return new Map(lines().flatMap((line) => (line.kind === 'figure' ? [[line.name, line.values] as const] : [])));
  } finally {
    user.remove();
  }
}

const clock = createTestClock();
clock.setWall(-DAY_MS);
const data = join(mkdtempSync(join(tmpdir(), 'sw-map-')), 'data');
const environment = { NOC_CHECK_RESPONSES: 'false' };
const network = bigNetwork({ sites: SITES, devices: Number(devices), cables: Number(cables), seed: 5 });
let station = await startTestStation({ clock, environment, data, page: PAGE });
await station.setUp();
let operator = await station.signIn('wanglei');
const ids = await putIn(operator, network);
figures.told('devices', ids.length, '');
figures.told('cables', network.cables.length, '');
let feed = await startFeed(data);
await feed.introduce({ names: network.names, ids, cables: network.cables }, clock.now());
/** An aggregation of every second site, and what is only behind it. */
const roots = network.kinds.flatMap((kind, at) => (kind === 'aggregation' && at % 350 === 3 ? [at] : []));
const ways = network.names.map((): number[] => []);
for (const { ends } of network.cables) for (const side of [0, 1] as const) ways[ends[side]]?.push(ends[side === 0 ? 1 : 0]);
const silent = new Set<number>();
for (const root of roots) {
  silent.add(root);
  for (const next of ways[root] ?? [])
    if (network.kinds[next] === 'access' && (ways[next] ?? []).every((way) => way === root)) silent.add(next);
}
await feed.look(ids, clock.now(), new Set());
for (let look = 0; look < 3; look++) {
  clock.advance(INTERVAL_S * 1000);
  await feed.look(ids, clock.now(), silent);
}
const suppressed = async () => (await operator.request('GET', '/api/v1/alarms/counts')).body.suppressed as number;
for (let tries = 0; tries < 120 && (await suppressed()) < silent.size - roots.length; tries++) await sleep(500);
figures.exactly('devices held to be silent by another', await suppressed(), '', silent.size - roots.length);

const recordedAfter = async (at: number): Promise<number> => {
  for (;;) {
    const until = (await operator.request('GET', '/api/v1/network/record')).body.spans.at(-1)?.until ?? 0;
    if (until > at) return until;
    await sleep(200);
  }
};
const middle = ids[roots[0] ?? 0] ?? '';
const then = await recordedAfter(clock.now());
const live = await shown(operator, null, middle, new Set(ids));
await feed.stop();
await station.station.stop();
const rows = await writePast(data, network, ids, { from: then + 60_000, until: Date.now() - 60_000, each: CHANGED_A_MINUTE, seed: 7 });
figures.told('changes written down since', rows, '');
clock.setWall(Date.now() - clock.now());

station = await startTestStation({ clock, environment, data, page: PAGE });
operator = await station.signIn('wanglei');
feed = await startFeed(data);
await feed.look(ids, clock.now(), silent);
await recordedAfter(clock.now());
const asked = performance.now();
const told = await shown(operator, then, middle, new Set(ids));
figures.told('all of that moment by the API', performance.now() - asked, 'ms');
for (const part of ['maps', 'resources', 'alarms'] as const) {
  const [was, is] = [live[part], told[part]] as readonly (readonly unknown[])[];
  const otherwise = was?.filter((one, index) => !isDeepStrictEqual(one, is?.[index])) ?? [];
  if (otherwise.length > 0) console.error(`${part}: ${JSON.stringify(otherwise[0])?.slice(0, 400)}`);
  const more = Math.abs((was?.length ?? 0) - (is?.length ?? 0));
  figures.exactly(`${part} of a day ago that are not as they were`, otherwise.length + more, '', 0);
}

let [isChanging, changes, changedMs] = [false, 0, 0];
const isOver = new AbortController();
const changing = (async () => {
  let [at, turn] = [0, 0];
  while (!isOver.signal.aborted) {
    if (!isChanging) {
      // What was changed is put back, so that alarms are held for what they are.
      if (turn > 0 || at > 0) await feed.look(ids, clock.now(), silent);
      [at, turn] = [0, 0];
      await sleep(100);
      continue;
    }
    const began = performance.now();
    const some = Array.from({ length: CHANGES_A_SECOND / 5 }, (_, index) => (at + index) % ids.length);
    at = (at + some.length) % ids.length;
    if (at < some.length) turn += 1;
    await feed.look(
      some.map((place) => ids[place] ?? ''),
      clock.now(),
      new Set(some.flatMap((place, index) => (silent.has(place) || turn % 2 === 0 ? [index] : []))),
    );
    changes += some.length;
    await sleep(Math.max(0, 200 - (performance.now() - began)));
    changedMs += performance.now() - began;
  }
})();
const alarms = (await operator.request('GET', '/api/v1/alarms')).body.items as {
  readonly id: string;
  readonly resourceId: string;
  readonly cause: { readonly resourceId: string } | null;
}[];
const causing = new Set(alarms.flatMap(({ cause }) => (cause === null ? [] : [cause.resourceId])));
const made = await visit(
  {
    ...{ url: station.url, account: SETUP.operator.account, password: PASSWORD, rounds: Number(rounds), place: 'P07', past: then },
    alarms: alarms.flatMap(({ id, resourceId, cause }) => (cause === null && causing.has(resourceId) ? [id] : [])).slice(0, 20),
  },
  (phase) => {
    isChanging = phase === 'changing';
  },
);
isOver.abort();
await changing;
await feed.stop();
await station.stop();

const values = (name: string) => made.get(name) ?? [];
for (const view of ['overview', 'places', 'site']) {
  figures.atMost(`first paint of the ${view}, median of ${rounds}`, quantile(values(`${view} first paint`), 0.5), 'ms', 2000);
  for (const phase of ['calm', 'changing']) {
    for (const move of ['pan', 'zoom']) {
      const between = values(`${view} ${move} ${phase}`);
      figures.atMost(`${move} of the ${view}, ${phase}, between frames p50`, quantile(between, 0.5), 'ms', FRAME_MS);
      figures.told(`${move} of the ${view}, ${phase}, between frames p95`, quantile(between, 0.95), 'ms');
    }
    figures.atMost(
      `input in the ${view}, ${phase}, to the frame that shows it, p95`,
      quantile(values(`${view} input ${phase}`), 0.95),
      'ms',
      100,
    );
    figures.atMost(`memory of the page with the ${view}, ${phase}`, (values(`${view} memory ${phase}`)[0] ?? Number.NaN) / 1e6, 'MB', 500);
  }
}
figures.atLeast('changes a second', (changes * 1000) / changedMs, '1/s', CHANGES_A_SECOND * 0.95);
figures.atMost('back to a day ago, at most', Math.max(...values('back in time')), 'ms', 1000);
figures.atMost('from an alarm by one key, at most', Math.max(...values('from an alarm by a key')), 'ms', 500);
for (const what of ['first paint', 'pan', 'zoom']) {
  const [ours, plain] = [
    what === 'first paint' ? values('overview first paint') : values(`overview ${what} calm`),
    values(`plain ${what}`),
  ];
  figures.told(`plain Cytoscape: ${what}${what === 'first paint' ? '' : ', between frames'}, p50`, quantile(plain, 0.5), 'ms');
  figures.told(`plain Cytoscape over ours: ${what}`, quantile(plain, 0.5) / quantile(ours, 0.5), 'x');
}
figures.told('load of the machine', loadavg()[0] ?? 0, '');
figures.end();
