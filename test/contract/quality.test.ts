import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Observation } from '../../shared/domain/observation/observation.ts';
import type { Quality } from '../../shared/domain/observation/quality.ts';
import { createTestClock } from '../support/clock.ts';
import { connectPoller, type TestPoller } from '../support/poller.ts';
import { type Browser, startTestStation, type TestStation } from '../support/station.ts';

const MINUTE = 60_000;
const clock = createTestClock();
let station: TestStation;
let poller: TestPoller;
let leader: Browser;
let id: string;
let start: number;

interface Said {
  readonly minute: number;
  readonly value: number | null;
  readonly quality?: Quality;
}
const of = (metric: 'icmp.rtt' | 'icmp.loss' | 'cpu.utilisation', { minute, ...rest }: Said): Observation => ({
  ...{ kind: 'sample', protocol: metric === 'cpu.utilisation' ? 'snmp' : 'icmp', resourceId: id, metric, component: '' },
  ...{ at: start + minute * MINUTE, ...rest },
});

beforeAll(async () => {
  station = await startTestStation({ isSetUp: true, clock });
  leader = await station.signIn('wanglei');
  poller = await connectPoller(station.data);
  const body = {
    name: 'srv',
    resourceClass: 'RC2',
    importance: 'core',
    address: '10.0.0.1',
    domain: '政务云',
    checks: [{ protocol: 'icmp' }],
  };
  id = (await leader.request('POST', '/api/v1/resources', body)).body.id;
  start = clock.now();
  clock.advance(10 * MINUTE);
  await poller.send([
    of('icmp.rtt', { minute: 0, value: 1 }),
    of('icmp.rtt', { minute: 1, value: null, quality: 'timeout' }),
    of('icmp.rtt', { minute: 2, value: null, quality: 'unreachable' }),
    of('icmp.rtt', { minute: 3, value: 2 }),
    of('icmp.loss', { minute: 0, value: 0 }),
    of('icmp.loss', { minute: 3, value: 5, quality: 'aboveSpeed' }),
    of('cpu.utilisation', { minute: 0, value: 7 }),
    of('cpu.utilisation', { minute: 5, value: null, quality: 'noValue' }),
  ]);
  leader = await station.signIn('wanglei');
}, 120_000);
afterAll(async () => {
  await poller.stop();
  await station.stop();
});

const query = (metric: string) => `metric=${metric}&from=${start}&to=${start + 10 * MINUTE}`;
const stretches = async (metric: string) =>
  (await leader.request('GET', `/api/v1/resources/${id}/series?${query(metric)}`)).body.quality.map(
    (one: { from: number; to: number; quality: string }) => [(one.from - start) / MINUTE, one.quality],
  );

describe('R-8.2.2-0-4 what is less than good about samples', () => {
  test('is told with the series, with the reason for the silence of its check, and with that of no other check', async () => {
    expect(await stretches('icmp.rtt')).toEqual([
      [1, 'timeout'],
      [2, 'unreachable'],
    ]);
    expect(await stretches('icmp.loss')).toEqual([
      [1, 'timeout'],
      [2, 'unreachable'],
      [3, 'aboveSpeed'],
    ]);
    expect(await stretches('cpu.utilisation')).toEqual([[5, 'noValue']]);
    expect(await stretches('load.1m')).toEqual([]);
  });

  test('is told with the samples as they were taken, and with the newest value', async () => {
    const { body } = await leader.request('GET', `/api/v1/resources/${id}/series/samples?${query('icmp.rtt')}`);
    expect([body.value, body.flags]).toEqual([
      [1, null, null, 2],
      [
        { place: 1, quality: 'timeout' },
        { place: 2, quality: 'unreachable' },
      ],
    ]);
    const { items } = (await leader.request('GET', `/api/v1/resources/${id}/metrics`)).body;
    expect(items.map(({ metric, value, quality }: { metric: string; value: number; quality: string }) => [metric, value, quality])).toEqual(
      [
        ['cpu.utilisation', null, 'noValue'],
        ['icmp.loss', 5, 'aboveSpeed'],
        ['icmp.rtt', 2, null],
      ],
    );
  });

  test('a doubt about nothing and a reason for what is there are not believed, nor the sample that brings them', async () => {
    await poller.send([
      of('icmp.loss', { minute: 6, value: 3, quality: 'timeout' }),
      of('icmp.loss', { minute: 7, value: null, quality: 'wrapped' }),
    ]);
    const { body } = await leader.request('GET', `/api/v1/resources/${id}/series/samples?${query('icmp.loss')}`);
    expect(body.value).toEqual([0, 5]);
  });

  test('is told with what samples come to, without what is only missing', async () => {
    const doubts = async (metric: string) =>
      (await leader.request('GET', `/api/v1/resources/${id}/series/summary?${query(metric)}`)).body.doubts;
    expect([await doubts('icmp.loss'), await doubts('icmp.rtt')]).toEqual([['aboveSpeed'], []]);
  });

  test('is told with a place in a ranking, of now and of a stretch', async () => {
    const doubts = async (period: string) =>
      (await leader.request('GET', `/api/v1/performance/top?metric=icmp.loss&period=${period}&statistic=max`)).body.items.map(
        ({ value, doubts: said }: { value: number; doubts: string[] }) => [value, said],
      );
    expect(await doubts('1h')).toEqual([[5, ['aboveSpeed']]]);
    await poller.send([of('icmp.loss', { minute: 9, value: 4, quality: 'wrapped' })]);
    expect([await doubts('1h'), await doubts('now')]).toEqual([[[5, ['aboveSpeed', 'wrapped']]], [[4, ['wrapped']]]]);
    await poller.send([of('icmp.loss', { minute: 10, value: 1 })]);
    expect(await doubts('now')).toEqual([[1, []]]);
  });
});
