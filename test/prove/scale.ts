import { loadavg } from 'node:os';
import { createFigures } from '../support/figures.ts';
import type { Metered } from '../support/meter.ts';
import { startScale } from '../support/scale.ts';

/**
 * The scale of 8.4.3 b) 3): network devices of 24 interfaces, hosts and services watched at once by a station as users run it, answered by
 * the rig in a process of its own. `prove -- scale [minutes] [devices] [hosts] [services]`: minutes counted, 4 by default, after one
 * interval of 180 s in which everything is identified; 5000, 1000 and 1000 by default. The machine is shared with the rig, whose
 * processor time counts as nobody's.
 */
const [, , minutes = '4', devices = '5000', hosts = '1000', services = '1000'] = process.argv;
const INTERVAL_S = { device: 180, service: 60 };
const LOOK_MS = 5000;
const figures = createFigures('scale');
const size = { devices: Number(devices), hosts: Number(hosts), services: Number(services), v3Percent: 10 };
const targets = size.devices + size.hosts + size.services;
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const most = (values: readonly number[]): number => Math.max(0, ...values);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

const scale = await startScale({ size, intervalS: INTERVAL_S, built: true });
figures.told('resources put in', targets, '');
figures.told('put in', scale.madeMs / 1000, 's');
try {
  await sleep(INTERVAL_S.device * 1000 + 20_000);
  await measure();
} finally {
  await scale.stop();
}
figures.end();

async function measure(): Promise<void> {
  const from = Date.now();
  const lateness: number[] = [];
  const unanswered: number[] = [];
  const stored: number[] = [];
  const waiting: number[] = [];
  let late = 0;
  let dropped = 0;
  while (Date.now() - from < Number(minutes) * 60_000) {
    await sleep(LOOK_MS);
    const { collectors, queues } = await scale.station.health();
    const asked = collectors.filter(({ protocol }) => protocol !== 'host');
    lateness.push(most(asked.map(({ latenessP99 }) => latenessP99 ?? 0)));
    unanswered.push(asked.reduce((sum, one) => sum + one.unanswered, 0));
    late = most([late, asked.reduce((sum, one) => sum + one.lateCycles, 0)]);
    stored.push(queues.find(({ from: sender, to }) => sender === null && to === 'telemetry')?.perSecond ?? 0);
    waiting.push(queues.find(({ from: sender }) => sender !== null)?.depth ?? 0);
    dropped = queues.reduce((sum, queue) => sum + queue.dropped, 0);
  }
  const listed = performance.now();
  const list = await scale.station.call('GET', '/api/v1/resources');
  const listMs = performance.now() - listed;
  const monitored = (list.body.items as readonly { readonly reachable: boolean | null }[]).filter(({ reachable }) => reachable === true);

  const coresOf = (meters: readonly Metered[]): number => mean(meters.map(({ cpuMs, forMs }) => cpuMs / forMs));
  const [backend, poller] = (['backend', 'poller'] as const).map((program) => scale.meters(program, from)) as [Metered[], Metered[]];
  figures.atMost('lateness of cycles, p99 of the worst thousand', most(lateness), '% of the interval', 10);
  figures.exactly('late cycles', late, '', 0);
  figures.exactly('targets without an answer, most at a time', most(unanswered), '', 0);
  figures.exactly('resources that answer at the end', monitored.length, '', targets + 1);
  figures.told('samples stored', mean(stored), '/s');
  figures.told('items that wait for the pipeline, most', most(waiting), '');
  figures.exactly('items dropped', dropped, '', 0);
  figures.told('processor of the backend', coresOf(backend), 'cores');
  figures.told('processor of the poller', coresOf(poller), 'cores');
  figures.atMost('processor of both', coresOf(backend) + coresOf(poller), 'cores', 1);
  figures.atMost('memory of both', (most(backend.map(({ rss }) => rss)) + most(poller.map(({ rss }) => rss))) / 1e9, 'GB', 1.5);
  for (const [name, meters] of Object.entries({ backend, poller })) {
    const last = meters.at(-1);
    figures.told(`memory of the ${name}`, (last?.rss ?? 0) / 1e6, 'MB');
    figures.told(`of it objects of its main thread`, (last?.heap ?? 0) / 1e6, 'MB');
  }
  figures.atMost('main thread of the backend busy, p99', most(backend.map(({ busyP99Ms }) => busyP99Ms)), 'ms', 20);
  figures.told('main thread of the backend busy, most', most(backend.map(({ busyMostMs }) => busyMostMs)), 'ms');
  figures.told('main thread of the backend late, p99', most(backend.map(({ lateP99Ms }) => lateP99Ms)), 'ms');
  figures.told('main thread of the poller busy, p99', most(poller.map(({ busyP99Ms }) => busyP99Ms)), 'ms');
  figures.told('main thread of the poller busy, most', most(poller.map(({ busyMostMs }) => busyMostMs)), 'ms');
  figures.told('list of all resources', listMs, 'ms');
  figures.told('load of the machine', loadavg()[0] ?? 0, '');
}
