import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { exitCode, forwardSignals } from './children.ts';
import { cloneEnvironment, DIST } from './paths.ts';
import { say } from './say.ts';

const STOPPING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Exit codes from here on mean that a signal ended the process. */
const FIRST_SIGNAL_CODE = 128;

interface Listening {
  readonly supervisorPid: number;
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
}

function parse<T>(file: string): T | undefined {
  try {
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
  } catch {
    // Half written: the next look reads it whole.
    return undefined;
  }
}

/** Where people open a station on this machine. */
export function addressFor({ scheme, host, port }: Pick<Listening, 'scheme' | 'host' | 'port'>): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `${scheme}://${name.includes(':') ? `[${name}]` : name}:${port}/`;
}

/** Says the address once the station of this pid listens; before its set-up the station itself has said a longer one. */
async function announce(dataFolder: string, pid: number, isRunning: () => boolean): Promise<void> {
  while (isRunning()) {
    const record = parse<Listening>(join(dataFolder, 'station.json'));
    if (record?.supervisorPid === pid) {
      const address = addressFor(record);
      if (!existsSync(join(dataFolder, 'run', 'setup.token')))
        say(`守望已启动,请在浏览器打开:${address}`, `Shouwang is running; open in a browser: ${address}`);
      return;
    }
    await sleep(100);
  }
}

/** How long a supervisor that was killed stays away; its children need this long to notice and let the folder go. */
const AGAIN_MS = 500;

async function runOnce(
  mode: 'station' | 'server',
  environment: NodeJS.ProcessEnv,
  onServing: () => void,
): Promise<{ readonly code: number; readonly wasAsked: boolean }> {
  const child = spawn(process.execPath, [join(DIST, 'backend', 'supervisor.mjs')], {
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: process.platform !== 'win32',
    env: { NOC_MODE: mode, ...environment },
  });
  let isRunning = true;
  let wasAsked = false;
  const asked = () => {
    wasAsked = true;
  };
  for (const signal of STOPPING) process.once(signal, asked);
  forwardSignals(child);
  const ended = exitCode(child).finally(() => {
    isRunning = false;
  });
  const announced = announce(environment.NOC_DATA ?? '', child.pid ?? -1, () => isRunning).then(() =>
    isRunning ? onServing() : undefined,
  );
  await Promise.all([ended, announced]);
  for (const signal of STOPPING) process.off(signal, asked);
  return { code: await ended, wasAsked };
}

/**
 * Runs the built station in the foreground until it ends and returns its exit code; one whose supervisor was killed by a signal nobody
 * sent through us is started again. Its log goes to standard output, the address for people to standard error. It has a process group
 * of its own, so that a signal of the terminal reaches it once, through us. `onServing` is called when it listens for the first time.
 */
export async function runStation(mode: 'station' | 'server', onServing?: () => unknown): Promise<number> {
  const environment = cloneEnvironment();
  let whenServing = onServing;
  const serving = () => {
    whenServing?.();
    whenServing = undefined;
  };
  for (;;) {
    const { code, wasAsked } = await runOnce(mode, environment, serving);
    if (wasAsked || code < FIRST_SIGNAL_CODE) return code;
    say('监督进程被强行结束,正在重新启动', 'the supervisor was killed, starting it again');
    await sleep(AGAIN_MS);
  }
}
