import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Device, openDevice } from '../../../electron/backend/collectors/snmp/device.ts';
import { createSharedSockets } from '../../../electron/backend/collectors/snmp/sockets.ts';
import { silentLog, temporaryFolder } from '../../../test/protocol/peers.ts';
import { COMMUNITY, community, startAgent } from '../../../test/protocol/snmpd.ts';
import { ensurePackages } from '../lib/packages.ts';

/** One walk of the interfaces of a device, by our client, by Prometheus' exporter and by net-snmp's own tool, on the same agents. */
const ROUNDS = 2000;
/** Walks before anything is measured, the same for both: a poller runs for months, and its first seconds are not what it costs. */
const WARM_UP = 6000;
const AT_ONCE = 64;
const WALKS_BY_TOOL = 200;
const CLOCK_TICKS = 100;
const COLUMNS = [7, 8, 10, 11, 13, 14, 16, 17, 19, 20].map((column) => `1.3.6.1.2.1.2.2.1.${column}`);

interface Speed {
  readonly devicesPerSecond: number;
  readonly variablesPerSecond: number;
  /** Milliseconds of processor a device. */
  readonly cpuMs: number;
}

function speed(devices: number, variables: number, elapsedMs: number, cpuMs: number): Speed {
  return {
    devicesPerSecond: (devices * 1000) / elapsedMs,
    variablesPerSecond: (variables * 1000) / elapsedMs,
    cpuMs: cpuMs / devices,
  };
}

const addressOf = (round: number): string => `127.1.${Math.floor(round / 250) % 250}.${1 + (round % 250)}`;

/** Runs `work` for 0..count-1, some at a time. */
async function each(count: number, atOnce: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < count) {
        next += 1;
        await work(next - 1);
      }
    }),
  );
}

async function ours(port: number): Promise<Speed> {
  const sockets = createSharedSockets(silentLog);
  let variables = 0;
  // As in the poller: a device stays open between its cycles.
  const devices = new Map<string, Device>();
  const deviceAt = (address: string): Device => {
    const known = devices.get(address);
    if (known) return known;
    const opened = openDevice({ address, family: 4, port, ...community() }, { timeoutMs: 5000, retries: 2 }, sockets);
    devices.set(address, opened);
    return opened;
  };
  const walk = async (index: number): Promise<void> => {
    const { table } = await deviceAt(addressOf(index % ROUNDS)).columns(COLUMNS);
    for (const cells of table.values()) variables += cells.size;
  };
  await each(WARM_UP, AT_ONCE, walk);
  variables = 0;
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  await each(ROUNDS, AT_ONCE, walk);
  const elapsedMs = performance.now() - startedAt;
  const used = process.cpuUsage(cpu);
  for (const device of devices.values()) device.close();
  sockets.close();
  return speed(ROUNDS, variables, elapsedMs, (used.user + used.system) / 1000);
}

/** Processor time of another process in ms (proc(5), fields 14 and 15). */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / CLOCK_TICKS;
}

function exporterConfig(): string {
  const metrics = COLUMNS.map(
    (oid, index) => `    - { name: c${index}, oid: ${oid}, type: gauge, indexes: [{ labelname: ifIndex, type: gauge }] }`,
  );
  return `if_mib:\n  walk: [${COLUMNS.join(', ')}]\n  metrics:\n${metrics.join('\n')}\n  version: 2\n  max_repetitions: 25\n  auth: { community: ${COMMUNITY} }\n`;
}

async function exporter(port: number): Promise<Speed> {
  const folder = temporaryFolder();
  const config = join(folder.path, 'snmp.yml');
  writeFileSync(config, exporterConfig());
  const listen = 39_116;
  const child: ChildProcess = spawn('prometheus-snmp-exporter', [`--config.file=${config}`, `--web.listen-address=127.0.0.1:${listen}`], {
    stdio: 'ignore',
  });
  const ask = async (index: number): Promise<number> => {
    const answer = await fetch(`http://127.0.0.1:${listen}/snmp?module=if_mib&target=${addressOf(index)}:${port}`);
    const text = await answer.text();
    if (!answer.ok) throw new Error(text);
    return text.split('\n').filter((line) => /^c\d/.test(line)).length;
  };
  try {
    for (let tries = 0; ; tries += 1) {
      const isUp = await ask(0).then(
        () => true,
        () => false,
      );
      if (isUp) break;
      if (tries === 100) throw new Error('the exporter does not answer');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await each(WARM_UP, AT_ONCE, async (index) => void (await ask(index % ROUNDS)));
    let variables = 0;
    const cpu = cpuOf(child.pid ?? 0);
    const startedAt = performance.now();
    await each(ROUNDS, AT_ONCE, async (index) => {
      const found = await ask(index);
      variables += found;
    });
    return speed(ROUNDS, variables, performance.now() - startedAt, cpuOf(child.pid ?? 0) - cpu);
  } finally {
    child.kill('SIGKILL');
    folder.remove();
  }
}

function tool(port: number): Speed {
  let variables = 0;
  const startedAt = performance.now();
  const cpuBefore = childrenCpuMs();
  for (let index = 0; index < WALKS_BY_TOOL; index += 1) {
    const walked = spawnSync(
      'snmpbulkwalk',
      ['-v2c', '-c', COMMUNITY, '-m', '', '-On', '-Cr25', `${addressOf(index)}:${port}`, '1.3.6.1.2.1.2.2.1'],
      { encoding: 'utf8', env: { ...process.env, MIBS: '' } },
    );
    variables += walked.stdout.split('\n').length - 1;
  }
  return speed(WALKS_BY_TOOL, variables, performance.now() - startedAt, childrenCpuMs() - cpuBefore);
}

/** Of ended children (proc(5), fields 16 and 17). */
function childrenCpuMs(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? [];
  return ((Number(fields[13]) + Number(fields[14])) * 1000) / CLOCK_TICKS;
}

function tell(client: string, { devicesPerSecond, variablesPerSecond, cpuMs }: Speed): void {
  const round = (value: number): number => Math.round(value * 1000) / 1000;
  console.log(
    JSON.stringify({
      bench: 'snmp',
      client,
      devicesPerSecond: round(devicesPerSecond),
      variablesPerSecond: round(variablesPerSecond),
      cpuMsPerDevice: round(cpuMs),
      devicesPerCpuSecond: round(1000 / cpuMs),
    }),
  );
}

await ensurePackages(['snmp', 'snmpd', 'prometheus-snmp-exporter']);
const agents = await Promise.all([startAgent({ everywhere: true })]);
const [agent] = agents;
if (!agent) throw new Error('no agent');
await new Promise((resolve) => setTimeout(resolve, 1000));
const our = await ours(agent.port);
tell('shouwang', our);
const peer = await exporter(agent.port);
tell('prometheus-snmp-exporter', peer);
tell('snmpbulkwalk, a process a walk', tool(agent.port));
console.log(
  JSON.stringify({
    bench: 'snmp',
    ratio: 'devices a CPU second against the exporter',
    value: Math.round((peer.cpuMs / our.cpuMs) * 100) / 100,
  }),
);
await agent.stop();
