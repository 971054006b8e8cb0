import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, startTestStation, type TestStation } from '../support/station.ts';

let station: TestStation;
let operator: Browser;
let auditor: Browser;
let path: string;

beforeAll(async () => {
  station = await startTestStation();
  await station.setUp();
  operator = await station.signIn('wanglei');
  auditor = await station.signIn('auditor');
  const { items } = (await operator.request('GET', '/api/v1/resources')).body;
  path = `/api/v1/resources/${items[0].id}/network/places`;
}, 60_000);
afterAll(() => station.stop());

const move = (...moves: readonly (readonly [string, { x: number; y: number } | null])[]) =>
  operator.request('POST', path, { moves: moves.map(([node, to]) => ({ node, to })) });
const undo = (version: number) => operator.request('POST', `${path}/undo`, { version });
const places = async () => (await operator.request('GET', path)).body;

describe('R-8.4.2-c2-2 places on the map', () => {
  test('a map that nobody has touched has none', async () => {
    expect(await places()).toEqual({ version: 0, places: [], changes: [] });
  });

  test('what is moved stays for everybody, and every change says who made it', async () => {
    const { status, body } = await move(['a', { x: 10.5, y: -3 }], ['b', { x: 1, y: 2 }]);
    expect(status).toBe(200);
    expect(body).toMatchObject({ version: 1, changes: [{ version: 1, moved: 2, undoes: null, byName: expect.any(String) }] });
    await move(['b', { x: 5, y: 5 }]);
    expect((await places()).places).toEqual([
      { node: 'a', x: 10.5, y: -3 },
      { node: 'b', x: 5, y: 5 },
    ]);
    expect((await move(['b', { x: 5, y: 5 }])).body.version, 'nowhere else is no change').toBe(2);
  });

  test('a change is taken back as a change of its own, and whoever was moved since stays', async () => {
    expect((await undo(1)).body).toMatchObject({
      version: 3,
      places: [{ node: 'b', x: 5, y: 5 }],
      changes: [{ undoes: 1, moved: 1 }, {}, {}],
    });
    expect((await undo(3)).body.places).toHaveLength(2);
    expect((await move(['a', null])).body.places).toEqual([{ node: 'b', x: 5, y: 5 }]);
    expect(await undo(99)).toMatchObject({ status: 404, body: { code: 'map.notFound' } });
  });

  test('who may not edit topologies changes nothing, and the audit has every change', async () => {
    const refused = await auditor.request('POST', path, { moves: [{ node: 'a', to: { x: 0, y: 0 } }] });
    expect(refused).toMatchObject({ status: 403, body: { code: 'permission.missing' } });
    expect((await places()).version).toBe(5);
    const { items } = (await auditor.request('GET', '/api/v1/audit?limit=100')).body;
    const rows = items.filter(({ objectType }: { objectType: string }) => objectType === 'map');
    expect(rows.map(({ action }: { action: string }) => action)).toEqual(expect.arrayContaining(['moveOnMap', 'undoOnMap']));
  });

  test('nobody fills the disk with places', async () => {
    for (let part = 0; part < 6; part++) {
      const nodes = Array.from({ length: 300 }, (_, index) => [`n${part * 300 + index}`, { x: index, y: part }] as const);
      expect((await move(...nodes)).status).toBe(200);
    }
    const more = Array.from({ length: 300 }, (_, index) => [`m${index}`, { x: index, y: 0 }] as const);
    expect(await move(...more)).toMatchObject({ status: 409, body: { code: 'map.tooMany' } });
    expect((await move(['n1', { x: 1e9, y: 0 }])).status).toBe(400);
  });
});
