import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BusiestLinks, InterfaceLoad } from '../../shared/contracts/networkLoad.ts';
import type { Observation } from '../../shared/domain/observation/observation.ts';
import { createTestClock } from '../support/clock.ts';
import { introductions, portTo } from '../support/neighbours.ts';
import { connectPoller, type TestPoller } from '../support/poller.ts';
import { type Browser, startTestStation, type TestStation } from '../support/station.ts';

const clock = createTestClock();
const NAMES = ['CORE', 'ACC-1', 'ACC-2'] as const;
type Name = (typeof NAMES)[number];
const ids = new Map<Name, string>();
const LINKS = [
  ['CORE', 'ACC-1'],
  ['CORE', 'ACC-2'],
] as const;
const DAY = 86_400_000;
const STEP = 300_000;
const SPEED = 1e9;
const DAYS = 9;
let station: TestStation;
let poller: TestPoller;
let operator: Browser;

const of = (name: Name) => ({ resourceId: ids.get(name) ?? '', protocol: 'snmp' }) as const;

/** Traffic of a port in both directions: quiet but for two hours of the afternoon, which grow by the day. */
function traffic(name: Name, port: string, busy: (day: number) => number, from: number): readonly Observation[] {
  return Array.from({ length: (DAYS * DAY) / STEP }, (_, i) => {
    const at = from + i * STEP;
    const hour = Math.floor(((at + 8 * 3_600_000) % DAY) / 3_600_000);
    const day = Math.floor((at + 8 * 3_600_000) / DAY) - Math.floor((from + 8 * 3_600_000) / DAY);
    const bits = hour === 15 || hour === 16 ? busy(day) : 0.05 * SPEED;
    const sample = (metric: string, value: number) => ({ ...of(name), kind: 'sample', metric, component: port, at, value }) as Observation;
    return [
      ...[sample('interface.in', bits), sample('interface.out', bits / 10)],
      ...[sample('interface.in.utilisation', (100 * bits) / SPEED), sample('interface.out.utilisation', (10 * bits) / SPEED)],
    ];
  }).flat();
}

beforeAll(async () => {
  station = await startTestStation({ clock });
  await station.setUp();
  operator = await station.signIn('wanglei');
  const security = await station.signIn('secadmin');
  const set = { name: 'rig', settings: { kind: 'snmpCommunity', version: '2c' }, secrets: { community: 'canary-0000' } };
  const credential = (await security.request('POST', '/api/v1/credentials', set)).body.id;
  for (const name of NAMES) {
    const { body } = await operator.request('POST', '/api/v1/resources', {
      ...{ name, resourceClass: 'RC2', importance: 'core', address: `10.9.9.${NAMES.indexOf(name) + 1}`, domain: '', location: '' },
      ...{ intervalS: 60, checks: [{ protocol: 'snmp', port: 161, credential }] },
    });
    ids.set(name, body.id);
  }
  poller = await connectPoller(station.data);
  const now = clock.now();
  await poller.send(introductions({ ids, links: LINKS }, now));
  const speed = (name: Name, component: string): Observation => ({
    ...{ ...of(name), kind: 'fact', at: now, name: 'interface.speed', component, value: SPEED },
  });
  await poller.send([
    speed('CORE', portTo('ACC-1')),
    speed('ACC-1', portTo('CORE')),
    speed('CORE', portTo('ACC-2')),
    speed('ACC-2', portTo('CORE')),
  ]);
  const from = now - DAYS * DAY;
  const all = [
    ...traffic('CORE', portTo('ACC-1'), (day) => (0.3 + 0.02 * day) * SPEED, from),
    // The other end of the same cable.
    ...traffic('ACC-1', portTo('CORE'), (day) => (0.3 + 0.02 * day) * SPEED, from),
    ...traffic('CORE', portTo('ACC-2'), () => 0.2 * SPEED, from),
    ...traffic('ACC-2', portTo('CORE'), () => 0.2 * SPEED, from).filter(
      (one) => one.at > now - 3 * DAY && 'metric' in one && !one.metric.endsWith('utilisation'),
    ),
  ];
  for (let i = 0; i < all.length; i += 4000) await poller.send(all.slice(i, i + 4000));
}, 120_000);
afterAll(async () => {
  await poller.stop();
  await station.stop();
});

const load = async (name: Name, query: string) => {
  const { status, body } = await operator.request('GET', `/api/v1/resources/${ids.get(name)}/interfaces/load?${query}`);
  return { status, body: body as InterfaceLoad };
};
const busiest = async (query = '') => (await operator.request('GET', `/api/v1/network/busiest${query}`)).body as BusiestLinks;

describe('R-8.2.2-a2-1 R-8.4.2-c2-8 the traffic of interfaces and links', () => {
  test('of an interface: percentile, busy hour, growth, and when it is too much', async () => {
    const { body } = await load('CORE', `port=${encodeURIComponent(portTo('ACC-1'))}&period=30d&level=70`);
    expect(body).toMatchObject({
      ...{ name: 'CORE', port: portTo('ACC-1'), speed: SPEED, level: 70 },
      remote: { resourceId: ids.get('ACC-1'), name: 'ACC-1', port: portTo('CORE') },
      in: { stepMs: STEP, busyHour: { hour: 15 }, trend: { days: expect.any(Number) } },
    });
    // Two hours of 24 are more than a twentieth.
    expect(body.in?.p95).toBeGreaterThan(0.3 * SPEED);
    expect(body.in?.trend?.perDay).toBeCloseTo(0.02 * SPEED, -5);
    expect(body.in?.forecast.kind).toBe('reaches');
    if (body.in?.forecast.kind === 'reaches') {
      const days = (body.in.forecast.at - body.at) / DAY;
      // From about 46 % by two a day to 70 %.
      expect(days).toBeGreaterThan(9);
      expect(days).toBeLessThan(14);
    }
    expect(body.out?.p95).toBeCloseTo((body.in?.p95 ?? 0) / 10, -3);
    expect(body.in?.measured).toBeCloseTo(DAYS / 30, 2);
  });

  test('of less than a week no forecast is made, and it says how much is missing', async () => {
    const { body } = await load('ACC-2', `port=${encodeURIComponent(portTo('CORE'))}&period=24h`);
    expect(body.in?.forecast).toMatchObject({ kind: 'tooShort', days: 2, needed: 7 });
    expect(body.in?.trend).toBeNull();
    // Growth is that of a month, whatever stretch is looked at.
    const day = await load('CORE', `port=${encodeURIComponent(portTo('ACC-1'))}&period=24h&level=70`);
    expect([day.body.in?.forecast.kind, day.body.in?.measured]).toEqual(['reaches', expect.closeTo(1, 1)]);
    const steady = await load('CORE', `port=${encodeURIComponent(portTo('ACC-2'))}&period=30d`);
    expect(steady.body.in?.forecast).toEqual({ kind: 'noTrend' });
  });

  test('of a port of which nothing is known there is nothing, of a resource that is none a refusal', async () => {
    expect((await load('ACC-2', 'port=Gi0/9')).body).toMatchObject({ in: null, out: null, speed: null, remote: null });
    const unknown = await operator.request('GET', '/api/v1/resources/0198b1a0-0000-7000-8000-000000000001/interfaces/load?port=x');
    expect(unknown.status).toBe(404);
    expect((await load('CORE', 'port=x&period=7y')).status).toBe(400);
    expect((await load('CORE', 'port=')).status).toBe(400);
  });

  test('the busiest links are in the order of their busier direction, each cable once', async () => {
    const { items, ranked } = await busiest('?period=7d');
    expect(ranked).toBe(3);
    expect(items.map(({ remote, name }) => [name, remote?.name].sort())).toEqual([
      ['ACC-1', 'CORE'],
      ['ACC-2', 'CORE'],
    ]);
    expect((await busiest('?period=7d&most=1')).items).toHaveLength(1);
    for (const by of ['busyHour', 'mean', 'peak']) expect((await busiest(`?by=${by}`)).items, by).toHaveLength(2);
  });
});
