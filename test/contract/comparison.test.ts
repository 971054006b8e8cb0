import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestClock } from '../support/clock.ts';
import { connectPoller, type TestPoller } from '../support/poller.ts';
import { type Browser, startTestStation, type TestStation } from '../support/station.ts';

const DAY = 86_400_000;
const clock = createTestClock();
let station: TestStation;
let poller: TestPoller;
let operator: Browser;
let resourceId: string;
let from: number;

/** Ten minutes of one value, each week polled at moments of its own. */
async function put(value: number): Promise<void> {
  const at = clock.now() + value * 1000;
  const samples = Array.from({ length: 20 }, (_, i) => ({ metric: 'load.5m', component: '', value, at: at + i * 30_000 }) as const);
  clock.advance(660_000);
  await poller.send(samples.map((sample) => ({ kind: 'sample', protocol: 'host', resourceId, ...sample })));
}

beforeAll(async () => {
  station = await startTestStation({ isSetUp: true, clock });
  operator = await station.signIn('wanglei');
  poller = await connectPoller(station.data);
  resourceId = (await operator.request('GET', '/api/v1/resources')).body.items.find((one: { isLocal: boolean }) => one.isLocal).id;
  from = clock.now() + 40 * DAY;
  for (const [daysBefore, value] of [
    [14, 10],
    [7, 20],
    [1, 5],
  ] as const) {
    clock.advance(from - daysBefore * DAY - clock.now());
    await put(value);
  }
  clock.advance(from + 660_000 - clock.now());
  operator = await station.signIn('wanglei');
}, 60_000);
afterAll(async () => {
  await poller.stop();
  await station.stop();
});

const ask = (query: string) => operator.request('GET', `/api/v1/resources/${resourceId}/series/comparison?metric=load.5m&${query}`);

test('R-8.4.2-c2-3 the past of a series is laid over the present: yesterday, a week ago, and the weeks before as a band', async () => {
  const compared = async (how: string) => (await ask(`from=${from}&to=${from + 600_000}&points=96&with=${how}`)).body;
  const baseline = await compared('baseline');
  const inner = (column: readonly number[]) => new Set(column.slice(1, -1));
  expect([baseline.pasts, inner(baseline.min), inner(baseline.avg), inner(baseline.max)]).toEqual([
    2,
    new Set([10]),
    new Set([15]),
    new Set([20]),
  ]);
  for (const at of baseline.at) expect(at >= from && at <= from + 600_000).toBe(true);
  const [day, week] = [await compared('day'), await compared('week')];
  expect([day.pasts, day.avg[0], week.pasts, week.avg[0]]).toEqual([1, 5, 1, 20]);
});

test('a window upside down and a comparison nobody knows are refused, one without a past is empty', async () => {
  const inverted = await ask('from=9&to=1&with=day');
  expect([inverted.status, inverted.body.fields]).toEqual([400, [{ path: 'query.to', message: 'inverted' }]]);
  expect((await ask('from=1&to=9&with=lastYear')).status).toBe(400);
  expect((await ask('from=1000&to=9000&with=baseline')).body).toMatchObject({ at: [], min: [], pasts: 0 });
});
