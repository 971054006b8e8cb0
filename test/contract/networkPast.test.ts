import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { portTo } from '../support/neighbours.ts';
import { startTreeStation, TREE, type TreeName, type TreeStation } from '../support/treeStation.ts';

let tree: TreeStation;
const look = (...silent: readonly TreeName[]) => tree.look(...silent);
const read = async (path: string) => (await tree.operator.request('GET', `/api/v1${path}`)).body;

/** What the map of a moment is drawn from, less the ages; `at` null: of now. */
async function shown(at: number | null) {
  const query = at === null ? '' : `?at=${at}`;
  const [places, place, around] = await Promise.all([
    read(`/network/places${query}`),
    read(`/network/places/A${query}`),
    read(`/resources/${tree.idOf('AGG')}/network?hops=2${at === null ? '' : `&at=${at}`}`),
  ]);
  const list = at === null ? await read('/resources') : await read(`/network/past/${at}`);
  const resources = (at === null ? list.items : list.resources)
    .filter(({ name }: { name: TreeName }) => TREE.includes(name))
    .map(({ name, location, reachable, worst, activeAlarms }: Record<string, unknown>) => ({
      name,
      location,
      reachable,
      worst,
      activeAlarms,
    }))
    .sort((a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1));
  const alarms = (await read(at === null ? '/alarms' : `/alarms/past/${at}`)).items
    .filter((alarm: { resourceName: TreeName; cleared: unknown }) => TREE.includes(alarm.resourceName) && alarm.cleared === null)
    .map(({ number, severity, cause, activeAt, component }: Record<string, unknown>) => ({ number, severity, cause, activeAt, component }));
  const ageless = JSON.stringify({ places: { ...places, at: 0 }, place: { ...place, at: 0 }, around: { ...around, at: 0 } });
  return { map: JSON.parse(ageless.replace(/"(at|seenAt)":\d+/g, '"$1":0')), resources, alarms };
}

beforeAll(async () => {
  tree = await startTreeStation('A 1');
}, 60_000);
afterAll(() => tree.stop());

interface Changed {
  readonly name: TreeName;
  readonly change: string;
  readonly place: string;
}
/** What a comparison says of the devices here. */
const changed = ({ resources }: { resources: readonly Changed[] }) =>
  resources.flatMap(({ name, change, place }) => (TREE.includes(name) ? [[name, change, place]] : [])).sort();

/** Until the station has written down how it stands, which it does every five seconds; when that was. */
async function written(): Promise<number> {
  const at = tree.clock.now();
  const until = async (): Promise<number> => (await read('/network/record')).spans.at(-1)?.until ?? 0;
  await expect.poll(until, { timeout: 60_000, interval: 200 }).toBeGreaterThan(at);
  return until();
}

describe('R-8.4.2-c2-2 the map as it was', () => {
  const moments: { at: number; live: Awaited<ReturnType<typeof shown>> }[] = [];
  async function remember(): Promise<void> {
    const at = await written();
    moments.push({ at, live: await shown(null) });
  }

  test('equals what was shown then: links, places, resources, alarms with their causes', async () => {
    await remember();
    for (let looks = 0; looks < 3; looks++) await look('ACC-1', 'ACC-2');
    await expect.poll(async () => (await shown(null)).alarms.length, { timeout: 10_000 }).toBe(2);
    await remember();
    for (let looks = 0; looks < 3; looks++) await look('AGG', 'ACC-1', 'ACC-2');
    await expect
      .poll(async () => (await shown(null)).alarms.filter(({ cause }: { cause: unknown }) => cause !== null).length, { timeout: 10_000 })
      .toBe(2);
    await remember();
    for (let looks = 0; looks < 3; looks++) await look();
    await expect.poll(async () => (await shown(null)).alarms.length, { timeout: 10_000 }).toBe(0);
    await remember();
    expect(moments.map(({ live }) => live.alarms.length)).toEqual([0, 2, 3, 0]);
    for (const { at, live } of moments) expect(await shown(at)).toEqual(live);
  });

  test('says what is otherwise at the later of two moments, and what has come since', async () => {
    const [calm, one, all] = moments.map(({ at }) => at);
    const changes = await read(`/network/changes/${calm}?to=${one}`);
    expect(changed(changes)).toEqual([
      ['ACC-1', 'silent', 'A'],
      ['ACC-2', 'silent', 'A'],
    ]);
    expect(changes.links).toEqual([]);
    const back = await read(`/network/changes/${all}`);
    expect(changed(back)).toEqual([
      ['ACC-1', 'answers', 'A'],
      ['ACC-2', 'answers', 'A'],
      ['AGG', 'answers', 'A'],
    ]);
    const down = { kind: 'sample', protocol: 'snmp', metric: 'interface.up', component: portTo('AGG'), value: 0 } as const;
    await tree.poller.send([{ ...down, resourceId: tree.idOf('CORE'), at: tree.clock.now() }]);
    await expect.poll(async () => (await shown(null)).alarms.length, { timeout: 10_000 }).toBe(1);
    await written();
    const since = await read(`/network/changes/${moments.at(-1)?.at}`);
    expect(
      since.links.map(({ link, change }: { link: { a: { name: string }; b: { name: string } }; change: string }) => [
        [link.a.name, link.b.name].sort().join(' '),
        change,
      ]),
    ).toEqual([['AGG CORE', 'down']]);
  });

  test('keeps the name and the place a resource had, and what is watched no more', async () => {
    const at = await written();
    const { body } = await tree.operator.request('GET', `/api/v1/resources/${tree.idOf('ACC-2')}`);
    const { name: _name, location: _location, version, ...rest } = body.resource;
    const { resourceClass, importance, address, domain, intervalS, checks } = rest;
    const change = { resourceClass, importance, address, domain, intervalS, checks, version, name: 'ACC-2b', location: 'B 2' };
    expect((await tree.operator.request('PUT', `/api/v1/resources/${tree.idOf('ACC-2')}`, change)).status).toBe(200);
    const after = await written();
    const names = async (then: number) =>
      (await read(`/network/past/${then}`)).resources.map(({ name, location }: Record<string, string>) => `${name} ${location}`);
    expect(await names(at)).toContain('ACC-2 A 1');
    expect(await names(after)).toContain('ACC-2b B 2');
    const place = await read(`/network/places/A?at=${at}`);
    expect(place.nodes.map(({ name }: { name: string }) => name)).toContain('ACC-2');
  });

  test('refuses a moment of which nobody wrote anything down', async () => {
    const first = (await read('/network/record')).spans[0].from;
    for (const path of ['/network/past/', '/network/places?at=', '/network/changes/']) {
      const { status, body } = await tree.operator.request('GET', `/api/v1${path}${first - 1}`);
      expect([status, body.code]).toEqual([404, 'network.notRecorded']);
    }
  });
});
