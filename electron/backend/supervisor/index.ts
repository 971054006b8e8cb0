import { z } from 'zod';
import { ConfigInvalid, loadConfig } from '../config/load.ts';
import { openLab } from '../lab/index.ts';
import { systemClock } from '../lib/clock.ts';
import { createLog, toLogFormat } from '../lib/log.ts';
import type { Destination, ProcessState, SupervisorMessage } from '../lib/supervision.ts';
import { createChild } from './child.ts';
import { CannotStart, type FolderLock, lockFolder, prepareFolder } from './folder.ts';
import { createOutput } from './output.ts';

const TELL_MS = 2000;
const COLLECTING_STOP_MS = 2000;
const BACKEND_STOP_MS = 2500;
const LAB_STOP_MS = 1000;
/** What a process was told so long before it last said something it has heard. */
const HEARD_MS = 1000;

type Death = Omit<Extract<SupervisorMessage, { type: 'died' }>, 'type'>;

function giveUp(zh: string, en: string): never {
  process.stderr.write(`${zh}\n${en}\n`);
  process.exit(1);
}

const Doors = z.object({
  doors: z.array(z.object({ door: z.string(), host: z.string(), port: z.int(), isOpen: z.boolean() })),
});

/** Where the receiver takes datagrams, of what it tells of itself. */
function doorsIn(told: unknown): { readonly syslog: Destination | null; readonly traps: Destination | null } {
  const parsed = Doors.safeParse(told);
  const open = (name: string): Destination | null => {
    const found = parsed.success ? parsed.data.doors.find(({ door, isOpen }) => door === name && isOpen) : undefined;
    return found ? { host: found.host, port: found.port } : null;
  };
  return { syslog: open('syslogUdp'), traps: open('traps') };
}

/** Runs the station's processes: starts them in order, restarts what dies, stops them in reverse, and owns the data folder. */
function supervise(): void {
  const config = loadConfig();
  const clock = systemClock;
  prepareFolder(config.data);
  const lock: FolderLock = lockFolder(config.data);
  const isLab = openLab(config, clock.now()) !== null;
  // A server's output is somebody's who keeps it (systemd); a station's would be lost with the window or terminal it was started from.
  const output = config.mode === 'station' ? createOutput(config.data) : null;
  const log = createLog('supervisor', config.logLevel, output?.log);
  const startedAt = clock.now();
  let stopping: Promise<void> | undefined;

  /** Deaths of which the backend is to be told, and those of which it was told just now: it may die itself before it hears it. */
  const deaths: Death[] = [];
  let told: { readonly death: Death; readonly atMono: number }[] = [];
  function tellDeaths(): void {
    if (backend.state().state !== 'running') return;
    const atMono = clock.monotonic();
    told = told.filter((one) => one.atMono > backend.heardAt() - HEARD_MS);
    for (const death of deaths.splice(0)) {
      backend.send({ type: 'died', ...death });
      told.push({ death, atMono });
    }
  }
  const died = (name: string) => (reason: string, restarts: number) => {
    deaths.push({ name, at: clock.now(), reason, restarts });
    tellDeaths();
    tell();
  };
  function backendDied(reason: string, restarts: number): void {
    deaths.unshift(...told.filter((one) => one.atMono > backend.heardAt() - HEARD_MS).map(({ death }) => death));
    told = [];
    deaths.push({ name: 'backend', at: clock.now(), reason, restarts });
  }
  const failed = (zh: string, en: string) => {
    void stop().then(() => giveUp(zh, en));
  };
  const childOf = (name: 'poller' | 'receiver' | 'lab') =>
    createChild({ name, clock, log, data: config.data, output, onReady: () => tell(), onDied: died(name), onFatal: failed });
  /** Those that bring what is seen; each goes on and keeps what it has while the backend is away. */
  const [poller, receiver] = [childOf('poller'), childOf('receiver')];
  const collecting = [poller, receiver];
  const lab = isLab ? childOf('lab') : null;
  let isPolling = false;
  const backend = createChild({
    name: 'backend',
    clock,
    log,
    data: config.data,
    output,
    onReady: () => {
      tellDeaths();
      if (!isPolling) poller.start();
      isPolling = true;
      tell();
    },
    onDied: backendDied,
    onFatal: failed,
  });

  function own(): ProcessState {
    const { rss } = process.memoryUsage();
    return {
      name: 'supervisor',
      state: 'running',
      pid: process.pid,
      startedAt,
      restarts: 0,
      lastExit: null,
      cpu: null,
      memory: rss,
      at: clock.now(),
    };
  }
  function tell(): void {
    backend.send({
      type: 'processes',
      processes: [own(), backend.state(), ...collecting.map((child) => child.state()), ...(lab ? [lab.state()] : [])],
      details: Object.fromEntries(collecting.map((child) => [child.name, child.detail()])),
    });
    lab?.send({ type: 'doors', ...doorsIn(receiver.detail()) });
  }
  const telling = setInterval(tell, TELL_MS);

  /** Whoever asks while it stops waits for the same stop. */
  function stop(): Promise<void> {
    stopping ??= stopAll();
    return stopping;
  }
  async function stopAll(): Promise<void> {
    clearInterval(telling);
    log.info('stopping');
    await Promise.all(collecting.map((child) => child.stop(COLLECTING_STOP_MS)));
    await Promise.all([backend.stop(BACKEND_STOP_MS), lab?.stop(LAB_STOP_MS)]);
    lock.release();
    log.info('stopped');
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      void stop().then(() => process.exit(0));
    });
  }
  process.on('uncaughtException', (error) => {
    log.fatal({ error: toLogFormat(error) }, 'supervisor failed');
    process.exit(1);
  });
  log.info({ data: config.data, mode: config.mode, node: process.version }, 'starting');
  lab?.start();
  backend.start();
  // Nobody sends a datagram again: it takes them as soon as it can, by what it was told the last time.
  receiver.start();
}

try {
  supervise();
} catch (error) {
  if (error instanceof ConfigInvalid || error instanceof CannotStart) giveUp(error.zh, error.en);
  const message = error instanceof Error ? error.message : String(error);
  giveUp(`守望没有启动:${message}`, `Shouwang did not start: ${message}`);
}
