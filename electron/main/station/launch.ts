import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

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

/** The last line that is not a JSON log line and speaks Chinese, else the last that is no JSON, else ''. */
export function lineForPeople(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('{'));
  return (lines.findLast((line) => /\p{Script=Han}/u.test(line)) ?? lines.at(-1) ?? '').trim().slice(0, 500);
}

/** What a start said to people; nothing where the file has gone. */
function readStartFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function whenExited(child: ChildProcess, file: string): Launched['exited'] {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: (error as NodeJS.ErrnoException).code ?? error.message, line: '' }));
    child.once('exit', (code, signal) => resolve({ code: signal ?? String(code), line: lineForPeople(readStartFile(file)) }));
  });
}

/** An empty file for what one start tells people; of an earlier start that still runs, only what it says from now on is kept. */
function openStartFile(file: string): number {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const descriptor = openSync(file, 'a', 0o600);
  ftruncateSync(descriptor);
  return descriptor;
}

/** Starts the station on its own: it outlives this shell and keeps its own log. What it tells people goes to `<data folder>/log/start.log`. */
export function launchStation(program: StationProgram, dataFolder: string, environment: NodeJS.ProcessEnv = process.env): Launched {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const file = join(dataFolder, 'log', 'start.log');
  const descriptor = openStartFile(file);
  try {
    const child = spawn(program.node, [program.entry], {
      cwd: dataFolder,
      detached: true,
      stdio: ['ignore', 'ignore', descriptor],
      env: stationEnvironment(environment, dataFolder),
      windowsHide: true,
    });
    child.unref();
    return { pid: child.pid, exited: whenExited(child, file) };
  } finally {
    closeSync(descriptor);
  }
}
