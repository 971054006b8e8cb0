import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Health } from '../../shared/contracts/health.ts';
import { programFile } from './programs.ts';
import { PASSWORD, SETUP } from './station.ts';

interface Answer {
  readonly status: number;
  readonly body: any;
}

/** The whole station as processes, in a folder of its own. */
export interface RunningStation {
  readonly data: string;
  readonly output: () => string;
  url(): string;
  supervisorPid(): number;
  /** Pid of a child as the page 自检 names it. */
  pidOf(name: 'backend' | 'poller' | 'receiver'): Promise<number>;
  /** One call as the operator; signs in again when the session is gone. */
  call(method: string, path: string, body?: unknown): Promise<Answer>;
  health(): Promise<Health>;
  /** Milliseconds until the condition holds; throws after `withinMs`. */
  until(condition: () => Promise<boolean> | boolean, withinMs: number): Promise<number>;
  /** Starts the supervisor again on the same data; rejects when it ends before it is ready. */
  start(): Promise<void>;
  /** Asks it to stop; resolves with exit code and milliseconds. */
  stop(): Promise<{ readonly code: number | null; readonly ms: number }>;
  remove(): void;
}

interface Options {
  readonly environment?: Record<string, string>;
  readonly data?: string;
  /** From dist/ as users run it; by default only where this run has built it. */
  readonly built?: boolean;
}

/** The first lines in which something failed. */
const worstOf = (output: string): string =>
  output
    .split('\n')
    .filter((line) => /"level":[56]0/.test(line))
    .slice(0, 4)
    .join('\n');

/** Starts the real supervisor with backend and poller and signs the operator in. */
export async function startProcesses({
  environment = {},
  data = mkdtempSync(join(tmpdir(), 'sw-processes-')),
  built,
}: Options = {}): Promise<RunningStation> {
  const setupFile = join(data, 'unattended.json');
  let child: ChildProcess | undefined;
  let output = '';
  let cookie = '';

  const station = () =>
    JSON.parse(readFileSync(join(data, 'station.json'), 'utf8')) as { host: string; port: number; pid: number; supervisorPid: number };
  const url = () => `http://127.0.0.1:${station().port}`;

  async function raw(method: string, path: string, body?: unknown): Promise<Answer & { readonly headers: Headers }> {
    const response = await fetch(`${url()}${path}`, {
      method,
      // What is kept open for a next call would count among the station's descriptors, and break when it is ended.
      headers: { connection: 'close', cookie, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text, headers: response.headers };
  }
  async function call(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await raw(method, path, body);
    if (answer.status !== 401) return answer;
    const signedIn = await raw('POST', '/api/v1/session', { account: SETUP.operator.account, password: PASSWORD });
    cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    return raw(method, path, body);
  }
  async function until(condition: () => Promise<boolean> | boolean, withinMs: number): Promise<number> {
    const began = performance.now();
    for (;;) {
      if (await Promise.resolve(condition()).catch(() => false)) return performance.now() - began;
      if (performance.now() - began > withinMs) throw new Error(`not within ${withinMs} ms\n${worstOf(output)}\n${output.slice(-3000)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  async function start(): Promise<void> {
    const started = spawn(process.execPath, [programFile('supervisor', built)], {
      env: {
        ...process.env,
        NOC_DATA: data,
        NOC_PORT: '0',
        NOC_SETUP_FILE: setupFile,
        NOC_BALLAST_MB: '1',
        NOC_LOG_LEVEL: 'info',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    const keep = (chunk: Buffer) => {
      output = (output + String(chunk)).slice(-200_000);
    };
    started.stdout.on('data', keep);
    started.stderr.on('data', keep);
    const hasEnded = () => started.exitCode !== null || started.signalCode !== null;
    await until(
      async () =>
        hasEnded() ||
        (existsSync(join(data, 'station.json')) && station().supervisorPid === started.pid && (await raw('GET', '/readyz')).status === 200),
      60_000,
    );
    if (hasEnded()) throw new Error(`the station ended with ${started.exitCode}\n${output.slice(-3000)}`);
  }

  mkdirSync(data, { recursive: true, mode: 0o700 });
  if (!existsSync(setupFile)) writeFileSync(setupFile, JSON.stringify(SETUP), { mode: 0o600 });
  await start().catch((error: unknown) => {
    child?.kill('SIGKILL');
    throw error;
  });
  const health = async () => (await call('GET', '/api/v1/health')).body as Health;
  return {
    data,
    output: () => output,
    url,
    supervisorPid: () => station().supervisorPid,
    pidOf: async (name) => {
      if (name === 'backend') return station().pid;
      let pid: number | null = null;
      await until(async () => {
        const process = (await health()).processes.find((one) => one.name === name);
        pid = process?.state === 'running' ? process.pid : null;
        return pid !== null;
      }, 30_000);
      return pid as unknown as number;
    },
    call,
    health,
    until,
    start,
    stop: async () => {
      const stopping = child;
      if (!stopping || stopping.exitCode !== null || stopping.signalCode !== null) return { code: stopping?.exitCode ?? null, ms: 0 };
      const began = performance.now();
      stopping.kill('SIGTERM');
      const code = await new Promise<number | null>((resolve) => stopping.once('exit', resolve));
      return { code, ms: performance.now() - began };
    },
    remove: () => rmSync(data, { recursive: true, force: true }),
  };
}
