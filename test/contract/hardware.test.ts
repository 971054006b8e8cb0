import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { newId } from '../../electron/backend/lib/ids.ts';
import type { Part } from '../../shared/domain/hardware/part.ts';
import type { Observation } from '../../shared/domain/observation/observation.ts';
import { connectPoller, type TestPoller } from '../support/poller.ts';
import { type Browser, startTestStation, type TestStation } from '../support/station.ts';

let station: TestStation;
let operator: Browser;
let auditor: Browser;
let poller: TestPoller;
let ids: readonly string[];

const part = (index: number, parent: number, kind: Part['class'], component: string, more: Partial<Part> = {}): Part => ({
  ...{ index, parent, position: index, class: kind, component, description: '', model: '', serial: '', manufacturer: '' },
  ...{ hardware: '', firmware: '', software: '', isReplaceable: null, port: '' },
  ...more,
});
const parts = (serial: string): readonly Part[] => [
  part(1, 0, 'chassis', 'Chassis', { model: 'S12508X-AF', serial: `210235A2ND-${serial}`, manufacturer: 'H3C' }),
  part(2, 1, 'module', 'Slot 2', { model: 'LSU 24x40G', serial: `BOARD-${serial}` }),
  part(3, 2, 'port', 'FGE2/0/1', { port: 'FGE2/0/1' }),
];
/** What a device told is kept beside what the pipeline does. */
const settled = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 10_000, interval: 50 });
let at = Date.now() - 60_000;
const tell = async (observation: { kind: 'hardware' | 'power' } & Record<string, unknown>, resourceId = ids[0] ?? '') => {
  at += 1000;
  await poller.send([{ resourceId, at, protocol: 'snmp', ...observation } as Observation]);
};
const told = (all: readonly Part[], isCut = false) => ({ kind: 'hardware', hardware: { parts: all, isCut, panel: [] } }) as const;
const hardware = async (id = ids[0] ?? '') => (await operator.request('GET', `/api/v1/resources/${id}/hardware`)).body;
const list = async (query: string, who = operator) => (await who.request('GET', `/api/v1/hardware?${query}`)).body;

beforeAll(async () => {
  station = await startTestStation();
  await station.setUp();
  operator = await station.signIn('wanglei');
  auditor = await station.signIn('auditor');
  const manager = await station.signIn('wanglei');
  const made: string[] = [];
  for (const name of ['SW-CORE-1', 'SW-AGG-2']) {
    const { status, body } = await manager.request('POST', '/api/v1/resources', {
      ...{ name, resourceClass: 'RC2', importance: 'core', address: `192.0.2.${made.length + 1}`, checks: [{ protocol: 'icmp' }] },
    });
    expect(status).toBe(200);
    made.push(body.id);
  }
  ids = made;
  poller = await connectPoller(station.data, 'poller-of-a-test');
}, 60_000);
afterAll(async () => {
  await poller.stop();
  await station.stop();
});

describe('R-8.2.9-d1-2 R-8.4.2-c2-9 the parts of devices', () => {
  test('a device that told of none has none, and nobody says that it has none', async () => {
    expect(await hardware()).toEqual({ at: null, isCut: false, parts: [], panel: [], power: null, changes: [], changesTotal: 0 });
    expect(await list('')).toMatchObject({ total: 0, resources: 0, items: [], next: null });
    expect((await operator.request('GET', `/api/v1/resources/${newId(Date.now())}/hardware`)).body.code).toBe('resource.notFound');
  });

  test('what is told first is how things are; a serial number in the same place that is another one is a change (R-8.2.4-a2-2)', async () => {
    await tell(told(parts('1')));
    await settled(async () => expect((await hardware()).parts).toHaveLength(3));
    expect((await hardware()).changes).toEqual([]);
    const [chassis, , port] = parts('1');
    await tell(
      told([chassis, part(2, 1, 'module', 'Slot 2', { model: 'LSU 24x40G', serial: 'BOARD-9' }), port].flatMap((one) => one ?? [])),
    );
    await settled(async () => expect((await hardware()).changesTotal).toBe(1));
    const { changes, parts: now, at: when } = await hardware();
    expect(changes).toEqual([expect.objectContaining({ kind: 'replaced', component: 'Slot 2', class: 'module', at: when })]);
    expect([changes[0].before.serial, changes[0].after.serial]).toEqual(['BOARD-1', 'BOARD-9']);
    expect(now[1].serial).toBe('BOARD-9');
    const { items } = await list('text=BOARD-9');
    expect(items).toEqual([expect.objectContaining({ firstAt: when, resourceName: 'SW-CORE-1' })]);
    expect((await list('text=s12508x-af')).items[0].firstAt).toBeLessThan(when);
  });

  test('the same again changes only its age; what comes late changes nothing', async () => {
    const before = await hardware();
    await tell(told(before.parts));
    await settled(async () => expect((await hardware()).at).toBeGreaterThan(before.at));
    const later = at;
    at -= 10_000;
    await tell(told(parts('old')));
    at = later;
    await tell({ kind: 'power', power: { ports: [], groups: [] } });
    await settled(async () => expect((await hardware()).power).not.toBeNull());
    expect(await hardware()).toMatchObject({ parts: before.parts, changesTotal: 1 });
  });

  test('of parts that were not read whole none is gone; of those that were, what is missing is', async () => {
    const all = (await hardware()).parts as readonly Part[];
    await tell(told(all.slice(0, 1), true));
    await settled(async () => expect((await hardware()).isCut).toBe(true));
    expect((await hardware()).changesTotal).toBe(1);
    await tell(told(all));
    await settled(async () => expect((await hardware()).isCut).toBe(false));
    const before = (await hardware()).changesTotal;
    await tell(told(all.slice(0, 1)));
    await settled(async () => expect((await hardware()).parts).toHaveLength(1));
    const { changes, changesTotal } = await hardware();
    expect(changesTotal).toBe(before + 1);
    expect(changes[0]).toMatchObject({ kind: 'removed', component: 'Slot 2', after: null });
    await tell(told(all));
    await settled(async () => expect((await hardware()).changes[0]).toMatchObject({ kind: 'added', component: 'Slot 2' }));
  });

  test('R-8.4.2-c2-5 the power of ports is as old as it is', async () => {
    const ports = [{ group: 1, number: 1, port: 'FGE2/0/1', isEnabled: true, state: 'delivering', deviceClass: 4, watts: 15.4 }];
    await tell({ kind: 'power', power: { ports, groups: [{ group: 1, nominalWatts: 370, usedWatts: 15, state: 'on' }] } });
    await settled(async () =>
      expect((await hardware()).power).toEqual({ at, ports, groups: [{ group: 1, nominalWatts: 370, usedWatts: 15, state: 'on' }] }),
    );
  });

  test('the inventory is found by anything in it, in pages, over all resources', async () => {
    const many = Array.from({ length: 30 }, (_, n) => part(n + 1, 0, 'module', `Board ${n}`, { serial: n % 3 === 0 ? `X${n}` : '' }));
    await tell(told(many), ids[1]);
    await settled(async () => expect((await list('')).total).toBe(32));
    expect(await list('class=chassis')).toMatchObject({ total: 1, resources: 1 });
    expect(await list('serial=true&text=agg')).toMatchObject({ total: 10, resources: 1 });
    expect((await list('text=192.0.2.2&class=module')).total).toBe(30);
    expect((await list('text=100%25')).total, 'no sign means anything else').toBe(0);
    const seen: string[] = [];
    for (let after = ''; ; ) {
      const page = await list(`limit=7${after === '' ? '' : `&after=${after}`}`);
      expect(page.total).toBe(after === '' ? 32 : null);
      seen.push(...page.items.map((one: { resourceName: string; part: Part }) => `${one.resourceName} ${one.part.component}`));
      if (page.next === null) break;
      after = page.next;
    }
    expect(seen).toHaveLength(32);
    expect(new Set(seen).size).toBe(32);
    expect(seen[0]).toBe('SW-AGG-2 Board 0');
    expect((await operator.request('GET', '/api/v1/hardware?after=rubbish')).body.code).toBe('request.invalid');
  });

  test('a part of the future, or one that is none, is not kept', async () => {
    const { changesTotal, at: before } = await hardware();
    await poller.send([
      { resourceId: ids[0], at: Date.now() + 3_600_000, protocol: 'snmp', ...told(parts('x')) } as unknown as Observation,
    ]);
    await poller.send([
      { resourceId: ids[0], at, protocol: 'snmp', kind: 'hardware', hardware: { parts: [{ index: 'x' }] } } as unknown as Observation,
    ]);
    await tell({ kind: 'power', power: { ports: [], groups: [] } });
    await settled(async () => expect((await hardware()).power.ports).toEqual([]));
    expect(await hardware()).toMatchObject({ changesTotal, at: before });
  });

  test('who may not see resources sees no parts of them', async () => {
    const { status } = await auditor.request('GET', '/api/v1/hardware');
    expect(status).toBe((await auditor.request('GET', '/api/v1/resources')).status);
  });
});
