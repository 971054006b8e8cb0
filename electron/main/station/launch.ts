import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { openLog, stationLog } from './logFile.ts';

/** The station's first program and the Node that runs it. */
export interface StationProgram {
  readonly node: string;
  readonly entry: string;
}

/** Where the program is: inside the package (outside the archive, where another process can read it) or in a clone's dist/. */
export function stationProgram(app: {
  readonly isPackaged: boolean;
  readonly appPath: string;
  readonly resourcesPath: string;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
}): StationProgram {
  const exe = app.platform === 'win32' ? 'node.exe' : 'node';
  if (app.isPackaged)
    return {
      node: join(app.resourcesPath, 'runtime', exe),
      entry: join(app.resourcesPath, 'app.asar.unpacked', 'dist', 'backend', 'supervisor.mjs'),
    };
  const own = join(app.appPath, 'node_modules', `node-${app.platform === 'win32' ? 'win' : app.platform}-${app.arch}`, 'bin', exe);
  return { node: existsSync(own) ? own : exe, entry: join(app.appPath, 'dist', 'backend', 'supervisor.mjs') };
}

/** A station started by this shell, as long as the shell watches it. */
export interface Launched {
  readonly pid: number | undefined;
  /** Settles when the process ends: how, and the line for people it left on standard error. */
  readonly exited: Promise<{ readonly code: string; readonly line: string }>;
}

/** Environment of the station: ours without what concerns only this shell's own runtime. */
export function stationEnvironment(environment: NodeJS.ProcessEnv, dataFolder: string): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(
    ([name]) => name !== 'NODE_OPTIONS' && !name.startsWith('ELECTRON_') && !name.startsWith('CHROME_'),
  );
  return { ...Object.fromEntries(kept), NOC_DATA: dataFolder, NOC_MODE: 'station' };
}

const TAIL_BYTES = 64 * 1024;

/** The last line written since `from` that is not a JSON log line and speaks Chinese, else the last that is no JSON, else ''. */
export function lineForPeople(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('{'));
  return (lines.findLast((line) => /\p{Script=Han}/u.test(line)) ?? lines.at(-1) ?? '').trim().slice(0, 500);
}

function readSince(descriptor: number, from: number): string {
  const size = fstatSync(descriptor).size;
  const start = Math.max(Math.min(from, size), size - TAIL_BYTES);
  const buffer = Buffer.alloc(size - start);
  readSync(descriptor, buffer, 0, buffer.length, start);
  return buffer.toString('utf8');
}

function describeExit(file: string, from: number, how: string): { code: string; line: string } {
  const descriptor = openSync(file, 'r');
  try {
    return { code: how, line: lineForPeople(readSince(descriptor, from)) };
  } finally {
    closeSync(descriptor);
  }
}

function whenExited(child: ChildProcess, file: string, from: number): Launched['exited'] {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: (error as NodeJS.ErrnoException).code ?? error.message, line: '' }));
    child.once('exit', (code, signal) => resolve(describeExit(file, from, signal ?? String(code))));
  });
}

/** Starts the station on its own: it outlives this shell. Its output goes to `<data folder>/log/station.log`. */
export function launchStation(program: StationProgram, dataFolder: string, environment: NodeJS.ProcessEnv = process.env): Launched {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const file = stationLog(dataFolder);
  const descriptor = openLog(file);
  try {
    const from = fstatSync(descriptor).size;
    const child = spawn(program.node, [program.entry], {
      cwd: dataFolder,
      detached: true,
      stdio: ['ignore', descriptor, descriptor],
      env: stationEnvironment(environment, dataFolder),
      windowsHide: true,
    });
    child.unref();
    return { pid: child.pid, exited: whenExited(child, file, from) };
  } finally {
    closeSync(descriptor);
  }
}
