import { createServer, type Server } from 'node:net';
import type { Alarm } from '../../shared/contracts/alarms.ts';
import { createFigures, quantile } from '../support/figures.ts';
import { startProcesses } from '../support/processes.ts';

/**
 * kill -9 of each process in turn under load: nothing acknowledged is lost, nothing is raised twice, and the station serves
 * again within five seconds. The load: resources written as fast as they are answered, and services that close their ports one
 * after the other and open them again, whose alarms are acknowledged as they come; none often enough to be flapping, which
 * would hold its alarm open. Rounds: first argument, 20 by default.
 */
const rounds = Number(process.argv[2] ?? 20);
const SERVICES = 6 * rounds;
const TURN_MS = 2000;
/** How many turns a port stays closed: long enough for several polls in spite of the kills. */
const DOWN_TURNS = 15;
/** Services that are down at the end. */
const DOWN_AT_END = 12;
const figures = createFigures('kills');
const station = await startProcesses({ built: true });
const written: string[] = [];
const acknowledged = new Set<string>();
let made = 0;
let isOver = false;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** One try after the other until the run is over; a try that fails because the station is away is made again. */
async function keepOn(everyMs: number, attempt: () => Promise<void>): Promise<void> {
  while (!isOver) {
    await attempt().catch(() => undefined);
    await pause(everyMs);
  }
}

async function write(): Promise<void> {
  const name = `K-${++made}`;
  const resource = { name, resourceClass: 'RC3', importance: 'general', address: '127.0.0.1', checks: [] };
  if ((await station.call('POST', '/api/v1/resources', resource)).status === 200) written.push(name);
}

interface Service {
  readonly name: string;
  readonly port: number;
  server: Server | null;
  /** How often its port was closed. */
  closures: number;
}

const listen = (port: number) =>
  new Promise<Server>((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });

async function open(service: Service): Promise<void> {
  service.server ??= await listen(service.port);
}

function close(service: Service): void {
  if (!service.server) return;
  service.server.close();
  service.server = null;
  service.closures += 1;
}

async function addService(index: number): Promise<Service> {
  const name = `K-SERVICE-${index}`;
  const server = await listen(0);
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const checks = [{ protocol: 'tcp', port }];
  const resource = { name, resourceClass: 'RC8', importance: 'core', address: '127.0.0.1', intervalS: 5, checks };
  const { status, body } = await station.call('POST', '/api/v1/resources', resource);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return { name, port, server, closures: 0 };
}

const isOfService = (alarm: Alarm) => alarm.resourceName.startsWith('K-SERVICE-') && alarm.probableCause === 'serviceUnavailable';
const openAlarms = async () => ((await station.call('GET', '/api/v1/alarms')).body.items as Alarm[]).filter(isOfService);

async function acknowledge(): Promise<void> {
  for (const alarm of await openAlarms()) {
    if (alarm.acknowledged !== null) continue;
    const { status } = await station.call('POST', `/api/v1/alarms/${alarm.id}/acknowledge`, {});
    if (status === 200) acknowledged.add(alarm.id);
  }
}

/** Every row there ever was of the services, open or closed. */
async function allRows(): Promise<readonly Alarm[]> {
  const rows = new Map<string, Alarm>();
  let cursor: string | null = null;
  do {
    const { body } = await station.call('GET', `/api/v1/alarms/history?limit=500${cursor === null ? '' : `&cursor=${cursor}`}`);
    for (const row of body.items as Alarm[]) rows.set(row.id, row);
    cursor = body.next;
  } while (cursor !== null);
  for (const row of await openAlarms()) rows.set(row.id, row);
  return [...rows.values()].filter(isOfService);
}

/** Rows of one condition that were active at the same time: the later ones are a second alarm for the same fault. */
function overlaps(rows: readonly Alarm[]): number {
  const ordered = [...rows].sort((a, b) => a.firstAt - b.firstAt);
  return ordered.filter((row, index) => {
    const before = ordered[index - 1];
    return before !== undefined && (before.cleared === null || before.cleared.at > row.firstAt);
  }).length;
}

const isServing = async () => (await fetch(`${station.url()}/readyz`, { signal: AbortSignal.timeout(1000) })).status === 200;
const times: Record<'backend' | 'poller' | 'supervisor', number[]> = { backend: [], poller: [], supervisor: [] };
const services: Service[] = [];

try {
  for (let index = 0; index < SERVICES; index++) services.push(await addService(index));
  let turn = 0;
  const load = [
    ...Array.from({ length: 3 }, () => keepOn(20, write)),
    keepOn(100, acknowledge),
    keepOn(TURN_MS, async () => {
      const ending = services[turn - DOWN_TURNS];
      const beginning = services[turn++];
      if (beginning) close(beginning);
      if (ending) await open(ending);
    }),
  ];
  for (let round = 0; round < rounds; round++) {
    for (const name of ['backend', 'poller'] as const) {
      const pid = await station.pidOf(name);
      process.kill(pid, 'SIGKILL');
      times[name].push(await station.until(async () => (await isServing()) && (await station.pidOf(name)) !== pid, 60_000));
    }
    process.kill(station.supervisorPid(), 'SIGKILL');
    const began = performance.now();
    await station.start();
    times.supervisor.push(performance.now() - began);
    // Long enough for every service to be looked at between two rounds: alarms come, are acknowledged and go.
    await pause(6000);
  }
  isOver = true;
  await Promise.all(load);

  for (const service of services) await open(service);
  await station.until(async () => (await openAlarms()).every((alarm) => alarm.cleared !== null), 60_000);
  const down = services.slice(0, DOWN_AT_END);
  for (const service of down) close(service);
  const active = async () => (await openAlarms()).filter((alarm) => alarm.cleared === null);
  await station.until(async () => new Set((await active()).map((alarm) => alarm.resourceName)).size === down.length, 60_000);
  await acknowledge();

  const names: string[] = (await station.call('GET', '/api/v1/resources')).body.items.map((one: { name: string }) => one.name);
  const alarms: { key: string }[] = (await station.call('GET', '/api/v1/alarms')).body.items;
  const rows = await allRows();
  const rowsOf = (service: Service) => rows.filter((row) => row.resourceName === service.name);
  for (const [name, values] of Object.entries(times)) {
    figures.exactly(`${name} killed`, values.length, 'times', rounds);
    figures.atMost(`${name} killed: serving again, p95`, quantile(values, 0.95), 'ms', 5000);
    figures.told(`${name} killed: serving again, worst`, Math.max(...values), 'ms');
  }
  figures.told('acknowledged writes', written.length, 'writes');
  figures.exactly('acknowledged writes lost', written.filter((one) => !names.includes(one)).length, 'writes', 0);
  figures.exactly('writes kept twice', names.length - new Set(names).size, 'writes', 0);
  figures.exactly('alarms open twice', alarms.length - new Set(alarms.map((one) => one.key)).size, 'alarms', 0);
  figures.told(
    'faults of services',
    services.reduce((sum, { closures }) => sum + closures, 0),
    'faults',
  );
  figures.told('alarms of services', rows.length, 'alarms');
  figures.exactly('active alarms too many for the services that are down at the end', (await active()).length - down.length, 'services', 0);
  figures.exactly(
    'faults raised twice',
    services.reduce((sum, service) => sum + overlaps(rowsOf(service)), 0),
    'alarms',
    0,
  );
  figures.exactly(
    'services with more alarms than faults',
    services.filter((one) => rowsOf(one).length > one.closures).length,
    'services',
    0,
  );
  figures.told('alarms acknowledged', acknowledged.size, 'alarms');
  const kept = new Set(rows.filter((row) => row.acknowledged !== null).map((row) => row.id));
  figures.exactly('acknowledgements lost', [...acknowledged].filter((id) => !kept.has(id)).length, 'alarms', 0);
  const { code, ms } = await station.stop();
  figures.exactly('clean stop: exit code', code ?? -1, '', 0);
  figures.atMost('clean stop', ms, 'ms', 5000);
} finally {
  isOver = true;
  for (const service of services) service.server?.close();
  await station.stop();
  station.remove();
}
figures.end();
