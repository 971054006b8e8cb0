import { spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { decodeEcho, decodeEchoes, decodeIcmpErrors, type Echoes, type IcmpError } from './decode.ts';

/** Where Debian and others put it, also when PATH is a service's. */
const FOLDERS = ['/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin', '/bin', '/sbin'];

/** Where fping is, or null. */
export async function findFping(): Promise<string | null> {
  for (const folder of [...(process.env.PATH ?? '').split(delimiter), ...FOLDERS]) {
    const path = join(folder, 'fping');
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere && folder !== '') return path;
  }
  return null;
}

export const ECHOES = 3;
const PERIOD_MS = 250;
const ECHO_TIMEOUT_MS = 1000;
/** Longest a batch takes whose packets of one round take `roundMs`: rounds and the last echo's time limit. */
export const limitMs = (roundMs: number): number => (ECHOES - 1) * Math.max(PERIOD_MS, roundMs) + ECHO_TIMEOUT_MS + 2000;
const MAX_OUTPUT_BYTES = 4 * 1024 * 1024;

export type Pinged = { readonly echoes: ReadonlyMap<string, Echoes> } | { readonly problem: string };

/** Exit codes of fping that come with results: all reached, some not, some addresses unusable. */
const WITH_RESULTS = new Set([0, 1, 2]);

export interface Manner {
  readonly echoes: number;
  /** Milliseconds between two packets. */
  readonly gapMs: number;
}
const CHECKING: Manner = { echoes: ECHOES, gapMs: 1 };

/** Pings addresses of one family in one process. A `problem` is about this machine, not about the targets. */
export function ping(
  program: string,
  family: 4 | 6,
  addresses: readonly string[],
  signal: AbortSignal,
  { echoes, gapMs }: Manner = CHECKING,
): Promise<Pinged> {
  return new Promise((resolve) => {
    const args = [`-${family}`, '-C', String(echoes), '-p', String(PERIOD_MS), '-t', String(ECHO_TIMEOUT_MS), '-i', String(gapMs)];
    const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'pipe'], env: { PATH: process.env.PATH, LC_ALL: 'C' } });
    let output = '';
    const kill = (): void => {
      child.kill('SIGKILL');
    };
    const timer = setTimeout(kill, limitMs(addresses.length * gapMs));
    signal.addEventListener('abort', kill, { once: true });
    const end = (pinged: Pinged): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', kill);
      resolve(pinged);
    };
    child.on('error', (error) => end({ problem: `fping did not start: ${error.message}` }));
    child.stdin.on('error', () => undefined);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (output.length < MAX_OUTPUT_BYTES) output += text;
    });
    child.on('close', (code, killedBy) => {
      if (code !== null && WITH_RESULTS.has(code)) end({ echoes: decodeEchoes(output) });
      else end({ problem: killedBy === null ? (output.trim().split('\n')[0] ?? `fping ended with ${code}`) : 'fping did not end in time' });
    });
    child.stdin.end(`${addresses.join('\n')}\n`);
  });
}

/** How one destination is asked for a person who waits. */
export interface Asking {
  readonly count: number;
  readonly everyMs: number;
  /** Limit of hops; left out, the system's. */
  readonly ttl?: number;
}

export type Echoed = { readonly echoes: Echoes; readonly errors: readonly IcmpError[] } | { readonly problem: string };

/** Sends echo requests to one literal address and tells each as soon as it is known. A `problem` is about this machine, not about the target. */
export function sendEchoes(
  program: string,
  address: { readonly address: string; readonly family: 4 | 6 },
  { count, everyMs, ttl }: Asking,
  signal: AbortSignal,
  onEcho: (index: number, rtt: number | null) => void,
): Promise<Echoed> {
  return new Promise((resolve) => {
    const hops = ttl === undefined ? [] : ['-H', String(ttl)];
    const args = [`-${address.family}`, '-C', String(count), '-p', String(everyMs), '-t', String(ECHO_TIMEOUT_MS), ...hops];
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], env: { PATH: process.env.PATH, LC_ALL: 'C' } });
    let output = '';
    let rest = '';
    const kill = (): void => {
      child.kill('SIGKILL');
    };
    const timer = setTimeout(kill, count * everyMs + ECHO_TIMEOUT_MS + 5000);
    signal.addEventListener('abort', kill, { once: true });
    if (signal.aborted) kill();
    const end = (echoed: Echoed): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', kill);
      resolve(echoed);
    };
    child.on('error', (error) => end({ problem: `fping did not start: ${error.message}` }));
    child.stdin.on('error', () => undefined);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const echo = decodeEcho(line);
        if (echo) onEcho(echo.index, echo.rtt);
      }
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (output.length < MAX_OUTPUT_BYTES) output += text;
    });
    child.on('close', (code, killedBy) => {
      const echoes = decodeEchoes(output).get(address.address);
      if (code !== null && WITH_RESULTS.has(code) && echoes) end({ echoes, errors: decodeIcmpErrors(output) });
      else end({ problem: killedBy === null ? (output.trim().split('\n')[0] ?? `fping ended with ${code}`) : 'fping did not end in time' });
    });
    child.stdin.end(`${address.address}\n`);
  });
}
