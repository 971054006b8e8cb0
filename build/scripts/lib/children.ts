import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { ROOT } from './paths.ts';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Exit code of a finished child; 128 + signal number when a signal ended it, 127 when it could not be started. */
export function exitCode(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 1)));
  });
}

/** Runs a program to its end with the terminal as its own, and returns its exit code. */
export function run(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<number> {
  return exitCode(spawn(command, args, { cwd: ROOT, stdio: 'inherit', ...options }));
}

/**
 * Passes the signals that stop a task on to a child as long as it lives, each kind once: the same Ctrl+C arrives from the terminal and
 * from the parent. Returns the unsubscriber.
 */
export function forwardSignals(child: ChildProcess): () => void {
  const sent = new Set<NodeJS.Signals>();
  const listeners = FORWARDED.map((signal) => {
    const listener = () => {
      if (!sent.has(signal)) child.kill(signal);
      sent.add(signal);
    };
    return [signal, listener] as const;
  });
  for (const [signal, listener] of listeners) process.on(signal, listener);
  const stop = () => {
    for (const [signal, listener] of listeners) process.off(signal, listener);
  };
  child.once('exit', stop);
  return stop;
}

/** Standard output of a program that must succeed; throws with its standard error otherwise. */
export function capture(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let problem = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk;
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      problem += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(out) : reject(new Error(`${command} ended with ${code}: ${problem.trim()}`))));
  });
}
