import { createFigures, quantile } from '../support/figures.ts';
import { startProcesses } from '../support/processes.ts';

/**
 * kill -9 of each process in turn under load: nothing acknowledged is lost, nothing is raised twice, and the station serves
 * again within five seconds. Rounds: first argument, 20 by default.
 */
const rounds = Number(process.argv[2] ?? 20);
const figures = createFigures('kills');
const station = await startProcesses({ built: true });
const acknowledged: string[] = [];
let made = 0;
let isOver = false;

async function write(): Promise<void> {
  const name = `K-${++made}`;
  try {
    const answer = await station.call('POST', '/api/v1/resources', {
      name,
      resourceClass: 'RC3',
      importance: 'general',
      address: '127.0.0.1',
      checks: [],
    });
    if (answer.status === 200) acknowledged.push(name);
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
const writers = Array.from({ length: 3 }, async () => {
  while (!isOver) {
    await write();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
});

const isServing = async () => (await fetch(`${station.url()}/readyz`, { signal: AbortSignal.timeout(1000) })).status === 200;
const times: Record<'backend' | 'poller' | 'supervisor', number[]> = { backend: [], poller: [], supervisor: [] };

try {
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
  }
  isOver = true;
  await Promise.all(writers);
  const names: string[] = (await station.call('GET', '/api/v1/resources')).body.items.map((one: { name: string }) => one.name);
  const alarms: { key: string }[] = (await station.call('GET', '/api/v1/alarms')).body.items;
  for (const [name, values] of Object.entries(times)) {
    figures.exactly(`${name} killed`, values.length, 'times', rounds);
    figures.atMost(`${name} killed: serving again, p95`, quantile(values, 0.95), 'ms', 5000);
    figures.told(`${name} killed: serving again, worst`, Math.max(...values), 'ms');
  }
  figures.told('acknowledged writes', acknowledged.length, 'writes');
  figures.exactly('acknowledged writes lost', acknowledged.filter((one) => !names.includes(one)).length, 'writes', 0);
  figures.exactly('writes kept twice', names.length - new Set(names).size, 'writes', 0);
  figures.exactly('alarms open twice', alarms.length - new Set(alarms.map((one) => one.key)).size, 'alarms', 0);
  const { code, ms } = await station.stop();
  figures.exactly('clean stop: exit code', code ?? -1, '', 0);
  figures.atMost('clean stop', ms, 'ms', 5000);
} finally {
  isOver = true;
  await station.stop();
  station.remove();
}
figures.end();
