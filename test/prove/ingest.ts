import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { LogCounts, LogList } from '../../shared/contracts/logs.ts';
import { createFigures } from '../support/figures.ts';
import { startProcesses } from '../support/processes.ts';
import { collectionOf, type Ports, receiveFrom } from '../support/reception.ts';

/**
 * Syslog and notifications of fifty devices into a station of processes, counted at the source and in the store.
 * `prove -- ingest [minutes at 2,000/s] [seconds at 30,000/s]`, 30 and 60 by default. Beside it, in the same run, the fast part into
 * rsyslog writing a file, and notifications alone into us and into snmptrapd writing a file: records for a second of processor. The
 * machine is shared with the sender.
 */
const [, , minutes = '30', seconds = '60'] = process.argv;
const PHASES = [
  { name: '2,000/s', perSecond: 2000, seconds: Math.round(Number(minutes) * 60) },
  { name: '30,000/s', perSecond: 30_000, seconds: Number(seconds) },
].filter((phase) => phase.seconds > 0);
const TRAP_EVERY = 50;
const TRAPS = { perSecond: 1000, seconds: 30 };
const ADDRESSES = Array.from({ length: 50 }, (_, at) => `127.90.0.${at + 1}`);
const SEARCHABLE_MS = 10_000;
const TICKS_A_SECOND = 100;
const figures = createFigures('ingest');
const call = promisify(execFile);
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const SENDER = fileURLToPath(new URL('../support/recordSender.ts', import.meta.url));

interface Sent {
  readonly syslog: number;
  readonly trap: number;
  readonly failed: number;
  readonly tookMs: number;
}

/** Seconds of processor that a process used so far (proc(5): utime and stime). */
function processorOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

async function send(orders: Readonly<Record<string, unknown>>): Promise<Sent> {
  const { stdout } = await call(process.execPath, ['--disable-warning=ExperimentalWarning', SENDER, JSON.stringify(orders)]);
  return JSON.parse(stdout) as Sent;
}

const station = await startProcesses({ built: true });

const search = async (query: string) =>
  (await station.call('GET', `/api/v1/logs?limit=1&query=${encodeURIComponent(query)}`)).body as LogList;
async function countOf(query: string, from: number): Promise<LogCounts> {
  const asked = `from=${from}&to=${Date.now() + 60_000}&query=${encodeURIComponent(query)}`;
  return (await station.call('GET', `/api/v1/logs/counts?${asked}`)).body as LogCounts;
}

/** Sends a line of its own every second and measures how long it takes until a search finds it. */
function follow(port: number, mark: string): { stop(): Promise<number> } {
  const socket = createSocket('udp4');
  let isOver = false;
  let worst = 0;
  const running = (async () => {
    for (let number = 0; !isOver; number += 1) {
      const word = `${mark}beacon${number}x`;
      const at = performance.now();
      socket.send(`<190>beacon: ${word}`, port, '127.0.0.1');
      while ((await search(word)).items.length === 0) {
        worst = Math.max(worst, performance.now() - at);
        if (performance.now() - at > 6 * SEARCHABLE_MS) return;
        await sleep(50);
      }
      worst = Math.max(worst, performance.now() - at);
      await sleep(1000);
    }
  })();
  return {
    stop: async () => {
      isOver = true;
      await running;
      socket.close();
      return worst;
    },
  };
}

async function phase({ name, perSecond, seconds: lasting }: (typeof PHASES)[number], ports: Ports) {
  const mark = `run${perSecond}`;
  const from = Date.now();
  const pids = { backend: await station.pidOf('backend'), receiver: await station.pidOf('receiver') };
  const before = { backend: processorOf(pids.backend), receiver: processorOf(pids.receiver) };
  const beacon = follow(ports.syslogUdp, mark);
  const sent = await send({
    addresses: ADDRESSES,
    syslogPort: ports.syslogUdp,
    trapPort: ports.traps,
    perSecond,
    seconds: lasting,
    trapEvery: TRAP_EVERY,
    mark,
  });
  const worst = await beacon.stop();
  const all = async () => {
    const [lines, traps] = [await countOf(`"${mark} "`, from), await countOf('类型:trap', from)];
    return { syslog: lines.total, trap: traps.total, isWhole: lines.countedFrom === null && traps.countedFrom === null };
  };
  const until = performance.now() + 60_000;
  let stored = await all();
  while ((stored.syslog < sent.syslog || stored.trap < sent.trap) && performance.now() < until) {
    await sleep(1000);
    stored = await all();
  }
  const used = processorOf(pids.backend) - before.backend + processorOf(pids.receiver) - before.receiver;
  const told = await collectionOf(station);
  const total = sent.syslog + sent.trap;
  figures.told(`${name}: sent`, total, '');
  figures.told(`${name}: sent a second`, total / (sent.tookMs / 1000), '/s');
  figures.exactly(`${name}: lines sent and not stored`, sent.syslog - stored.syslog, '', 0);
  figures.exactly(`${name}: notifications sent and not stored`, sent.trap - stored.trap, '', 0);
  figures.exactly(
    `${name}: dropped by the kernel`,
    (told.reception?.doors ?? []).reduce((sum, { dropped }) => sum + (dropped ?? 0), 0),
    '',
    0,
  );
  const refused = (told.reception?.sources ?? []).reduce((sum, one) => sum + Object.values(one.refused).reduce((all, n) => all + n, 0), 0);
  figures.exactly(`${name}: refused`, refused, '', 0);
  figures.exactly(`${name}: shed`, (told.reception?.shed ?? 0) + (told.reception?.waiting.dropped ?? 0), '', 0);
  figures.atMost(`${name}: until a line is found, worst`, worst, 'ms', SEARCHABLE_MS);
  figures.told(`${name}: processor of receiver and backend`, used / (sent.tookMs / 1000), 'cores');
  return { total, used };
}

/** The same lines into rsyslog, which writes them to a file. */
async function peer(perSecond: number, lasting: number): Promise<{ readonly total: number; readonly used: number; readonly lost: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'sw-rsyslog-'));
  const [config, file, port] = [join(folder, 'rsyslog.conf'), join(folder, 'all.log'), 15_514];
  writeFileSync(
    config,
    [
      `global(workDirectory="${folder}")`,
      'module(load="imudp")',
      `input(type="imudp" address="127.0.0.1" port="${port}" rcvbufSize="4m")`,
      `action(type="omfile" file="${file}")`,
    ].join('\n'),
  );
  const rsyslog: ChildProcess = spawn('rsyslogd', ['-n', '-f', config, '-i', join(folder, 'pid')], { stdio: 'ignore' });
  try {
    await sleep(2000);
    const pid = rsyslog.pid ?? 0;
    const before = processorOf(pid);
    const orders = { addresses: ADDRESSES, syslogPort: port, trapPort: port, perSecond, seconds: lasting, trapEvery: 0, mark: 'peer' };
    const sent = await send(orders);
    await sleep(3000);
    const used = processorOf(pid) - before;
    const { stdout } = await call('wc', ['-l', file]);
    return { total: sent.syslog, used, lost: sent.syslog - Number(stdout.trim().split(' ')[0]) };
  } finally {
    rsyslog.kill('SIGTERM');
    await sleep(500);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Notifications alone into the station: all must be stored. */
async function trapsAlone(ports: Ports): Promise<number> {
  const from = Date.now();
  const pids = [await station.pidOf('backend'), await station.pidOf('receiver')];
  const used = () => pids.reduce((sum, pid) => sum + processorOf(pid), 0);
  const before = used();
  const sent = await send({
    addresses: ADDRESSES,
    syslogPort: ports.syslogUdp,
    trapPort: ports.traps,
    ...TRAPS,
    trapEvery: 1,
    mark: 'traps',
  });
  const until = performance.now() + 60_000;
  let stored = 0;
  while (stored < sent.trap && performance.now() < until) {
    await sleep(1000);
    stored = (await countOf('类型:trap', from)).total;
  }
  figures.exactly(`notifications alone, ${TRAPS.perSecond}/s: sent and not stored`, sent.trap - stored, '', 0);
  return sent.trap / (used() - before);
}

/** The same notifications into snmptrapd, which writes them to a file; null where there is none. */
async function snmptrapd(): Promise<{ readonly rate: number; readonly lost: number } | null> {
  const folder = mkdtempSync(join(tmpdir(), 'sw-snmptrapd-'));
  const [config, file, port] = [join(folder, 'snmptrapd.conf'), join(folder, 'all.log'), 15_162];
  writeFileSync(config, `disableAuthorization yes\nformat2 %b %N %v\\n\n`);
  const program = '/usr/sbin/snmptrapd';
  if (!existsSync(program)) return null;
  const peers = spawn(program, ['-f', '-C', '-c', config, '-On', '-n', '-Lf', file, `udp:127.0.0.1:${port}`], {
    stdio: 'ignore',
    env: { ...process.env, SNMP_PERSISTENT_DIR: folder },
  });
  try {
    await sleep(2000);
    const before = processorOf(peers.pid ?? 0);
    const sent = await send({ addresses: ADDRESSES, syslogPort: port, trapPort: port, ...TRAPS, trapEvery: 1, mark: 'peer' });
    await sleep(3000);
    const used = processorOf(peers.pid ?? 0) - before;
    const { stdout } = await call('grep', ['-c', '1.3.6.1.6.3.1.1.4.1.0', file]);
    return { rate: sent.trap / used, lost: sent.trap - Number(stdout) };
  } finally {
    peers.kill('SIGTERM');
    await sleep(500);
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  const ports = await receiveFrom(station, ADDRESSES);
  // Until the receiver was told whose addresses these are they are strangers'.
  await sleep(3000);
  const results = [];
  for (const one of PHASES) results.push(await phase(one, ports));
  const fast = results.at(-1);
  const last = PHASES.at(-1);
  if (fast && last) {
    const beside = await peer(last.perSecond, Math.min(last.seconds, 30));
    figures.told('rsyslog to a file: lost', beside.lost, '');
    figures.told('rsyslog to a file: records for a second of processor', beside.total / beside.used, '');
    figures.told('ours, stored and searchable: records for a second of processor', fast.total / fast.used, '');
    figures.told('ours beside rsyslog', fast.total / fast.used / (beside.total / beside.used), 'x');
  }
  const ours = await trapsAlone(ports);
  const theirs = await snmptrapd();
  figures.told('notifications, ours, stored, judged and searchable: for a second of processor', ours, '');
  if (theirs) {
    figures.told('snmptrapd to a file: notifications lost', theirs.lost, '');
    figures.told('snmptrapd to a file: notifications for a second of processor', theirs.rate, '');
    figures.told('notifications, ours beside snmptrapd', ours / theirs.rate, 'x');
  }
  figures.told('load of the machine', loadavg()[0] ?? 0, '');
} finally {
  await station.stop();
  station.remove();
}
figures.end();
