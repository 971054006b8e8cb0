import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../lib/clock.ts';
import { entryUrl } from '../lib/entries.ts';
import type { Log } from '../lib/log.ts';
import { type ChildMessage, EXIT_FATAL, type ProcessState, type SupervisorMessage } from '../lib/supervision.ts';
import { CALM, nextStart } from './backoff.ts';
import { createLines, type Output } from './output.ts';
import { withoutCoreDumps } from './program.ts';
import { createWatchdog, LOOK_MS } from './watchdog.ts';

const LAST_LINES_MS = 200;
/** Where a processor has keys for memory, V8 loses count of the code pages of threads that come and go, and ends the process (nodejs/node#64500). */
const STEADY = ['--no-memory-protection-keys'];
/** V8 lets a heap grow to several times what lives in it before it looks what is dead; these programs live for months beside others. */
const SMALL_HEAP = ['--heap-growing-percent=15', '--max-semi-space-size=8'];
/**
 * For glibc: Node takes 64 KiB for every datagram and gives most of it back at once, and blocks of logs and chunks of samples come and go.
 * Taken from the system each, that is really given back; otherwise it leaves holes that only grow: with 64 KiB and more they were twice
 * what was in use after a quarter of an hour. What is kept free at the top of the heap is smaller than that, else large blocks come from
 * there and the heap grows behind them. Two arenas instead of eight a processor.
 */
const SMALL_ALLOCATION = {
  MALLOC_MMAP_THRESHOLD_: '32768',
  MALLOC_TOP_PAD_: '8192',
  MALLOC_TRIM_THRESHOLD_: '32768',
  MALLOC_ARENA_MAX: '2',
};
/** It keeps little and takes tens of thousands of datagrams a second: memory is not what it is short of, the next moment is. */
const isHurried = (name: string): boolean => name === 'receiver';

export interface Child {
  readonly name: string;
  start(): void;
  send(message: SupervisorMessage): void;
  state(): ProcessState;
  detail(): unknown;
  /** When it last said something, monotonic ms. */
  heardAt(): number;
  /** Asks it to stop, kills it after `withinMs`; resolves when it is gone. */
  stop(withinMs: number): Promise<void>;
}

interface Options {
  readonly name: 'backend' | 'poller' | 'receiver' | 'lab';
  readonly clock: Clock;
  readonly log: Log;
  /** Data folder as the supervisor resolved it; children get it by name. */
  readonly data: string;
  /** Takes what the child prints; null lets it print where we do. */
  readonly output: Output | null;
  onReady(message: Extract<ChildMessage, { type: 'ready' }>): void;
  onDied(reason: string, restarts: number): void;
  /** The child said that trying again is useless. */
  onFatal(zh: string, en: string): void;
}

/** One supervised process: restarted with back-off whenever it ends unasked or stands still. */
export function createChild({ name, clock, log, data, output, onReady, onDied, onFatal }: Options): Child {
  let running: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;
  let backoff = CALM;
  let startedMono = 0;
  let detail: unknown;
  const watchdog = createWatchdog(clock.monotonic);
  let looking: NodeJS.Timeout | undefined;
  let isHung = false;
  let heardAt = Number.NEGATIVE_INFINITY;
  let fatal = { zh: '', en: '' };
  let state: ProcessState = {
    name,
    state: 'stopped',
    pid: null,
    startedAt: null,
    restarts: 0,
    lastExit: null,
    cpu: null,
    memory: null,
    at: clock.now(),
  };
  const update = (change: Partial<ProcessState>) => {
    state = { ...state, ...change, at: clock.now() };
  };

  function receive(message: ChildMessage): void {
    watchdog.heard();
    heardAt = clock.monotonic();
    if (message.type === 'alive') return;
    if (message.type === 'ready') {
      update({ state: 'running' });
      log.info({ child: name, ms: Math.round(clock.monotonic() - startedMono) }, 'ready');
      onReady(message);
    } else if (message.type === 'fatal') {
      fatal = message;
    } else {
      detail = message;
      update({ cpu: message.cpu, memory: message.memory });
    }
  }

  function ended(code: number | null, signal: NodeJS.Signals | null): void {
    running = undefined;
    clearInterval(looking);
    const reason = isHung ? 'hung' : (signal ?? `exit ${code}`);
    isHung = false;
    update({ pid: null, startedAt: null, cpu: null, memory: null, lastExit: reason, state: 'stopped' });
    if (stopping) return;
    if (code === EXIT_FATAL) {
      onFatal(fatal.zh, fatal.en);
      return;
    }
    const next = nextStart(backoff, clock.monotonic() - startedMono);
    backoff = next.state;
    update({ state: 'restarting', restarts: state.restarts + 1 });
    log.error({ child: name, reason, delayMs: next.delayMs }, 'child ended, starting it again');
    onDied(reason, state.restarts);
    timer = setTimeout(start, next.delayMs);
  }

  function look(child: ChildProcess): void {
    if (stopping || isHung || !watchdog.isHung()) return;
    isHung = true;
    log.error({ child: name, pid: child.pid }, 'child stands still, ending it');
    child.kill('SIGKILL');
  }

  function listen(stream: Readable | null, write: (line: string) => void): void {
    const lines = createLines(write);
    stream?.setEncoding('utf8').on('data', lines.push).on('end', lines.end);
  }

  function start(): void {
    if (stopping) return;
    startedMono = clock.monotonic();
    const flags = ['--disable-warning=ExperimentalWarning', ...STEADY, ...(isHurried(name) ? [] : SMALL_HEAP)];
    const program = withoutCoreDumps(process.execPath, [...flags, fileURLToPath(entryUrl(name))]);
    const child = spawn(program.file, program.args, {
      stdio: ['ignore', output ? 'pipe' : 'inherit', output ? 'pipe' : 'inherit', 'ipc'],
      serialization: 'advanced',
      env: { ...(!isHurried(name) && SMALL_ALLOCATION), ...process.env, NOC_DATA: data },
    });
    running = child;
    if (output) {
      listen(child.stdout, output.log);
      listen(child.stderr, output.people);
    }
    update({ state: 'starting', pid: child.pid ?? null, startedAt: clock.now() });
    watchdog.begin();
    looking = setInterval(() => look(child), LOOK_MS);
    child.on('message', (message) => receive(message as ChildMessage));
    child.once('exit', ended);
    child.once('error', (error) => log.error({ child: name, error: error.message }, 'child could not be started'));
  }

  return {
    name,
    start,
    send: (message) => {
      if (running?.connected) running.send(message, () => undefined);
    },
    state: () => state,
    detail: () => detail,
    heardAt: () => heardAt,
    stop: async (withinMs) => {
      stopping = true;
      clearTimeout(timer);
      clearInterval(looking);
      const child = running;
      if (!child) return;
      const closed = new Promise((resolve) => child.once('close', resolve));
      await new Promise<void>((resolve) => {
        const hard = setTimeout(() => child.kill('SIGKILL'), withinMs);
        child.once('exit', () => {
          clearTimeout(hard);
          resolve();
        });
        if (child.connected) child.send({ type: 'stop' } satisfies SupervisorMessage, () => undefined);
        else child.kill('SIGTERM');
      });
      // Its last lines may still be on their way, unless a program it left behind holds the pipe.
      await Promise.race([closed, sleep(LAST_LINES_MS)]);
    },
  };
}
