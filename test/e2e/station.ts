import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import type { Setup } from '../../shared/contracts/session.ts';
import { newDataFolder, ROOT } from './electronApp.ts';

/** The four people of a station that has been set up. */
export const PEOPLE = {
  stationName: '试验站',
  systemAdministrator: { account: 'sysadmin', name: '系统员', staffNumber: 'S001', password: 'Xitong-guanli-2026' },
  securityAdministrator: { account: 'secadmin', name: '安全员', staffNumber: 'S002', password: 'Anquan-guanli-2026' },
  auditAdministrator: { account: 'auditor', name: '审计员', staffNumber: 'S003', password: 'Shenji-guanli-2026' },
  operator: { account: 'watch', name: '值班员', staffNumber: 'S004', password: 'Zhiban-renyuan-2026' },
} as const satisfies z.input<typeof Setup>;

export type Person = Exclude<keyof typeof PEOPLE, 'stationName'>;

export interface StationOptions {
  /** A folder that was used before; a new one otherwise, removed at the end. */
  readonly dataFolder?: string;
  /** False leaves the station before its set-up, with its one-time token. */
  readonly isSetUp?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** A command that ends by running the one it is given, in a world of its own. */
  readonly within?: readonly string[];
}

export interface Station {
  readonly dataFolder: string;
  readonly url: string;
  readonly supervisorPid: number;
  /** Everything the station printed, JSON lines and lines for people. */
  output(): string;
  /** Stops it cleanly and gives the exit code; its folder stays until `remove`. */
  stop(): Promise<number | null>;
  remove(): void;
}

/** Where a run keeps the data folder of a set-up station to start others from (template.ts). */
export const TEMPLATE = 'NOC_TEST_TEMPLATE';

const START_MS = 30_000;
const STOP_MS = 15_000;

function exited(child: ChildProcess): Promise<number | null> {
  return child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}

async function isServing(url: string): Promise<boolean> {
  const response = await fetch(`${url}/readyz`).catch(() => undefined);
  return response?.status === 200;
}

interface Listening {
  readonly host: string;
  readonly port: number;
  readonly supervisorPid: number;
}

/** Waits until the record names this run and the station says it is ready. */
async function whenServing(dataFolder: string, child: ChildProcess, output: () => string): Promise<string> {
  const file = join(dataFolder, 'station.json');
  const until = Date.now() + START_MS;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`the station ended with ${child.exitCode}:\n${output()}`);
    if (existsSync(file)) {
      const record = JSON.parse(readFileSync(file, 'utf8')) as Listening;
      const url = `http://${record.host}:${record.port}`;
      if (record.supervisorPid === child.pid && (await isServing(url))) return url;
    }
    await sleep(50);
  }
  throw new Error(`the station did not serve within ${START_MS} ms:\n${output()}`);
}

/** Starts the built station as `npm run server` does, on a port of its own, and resolves when it is ready. */
export async function startStation(options: StationOptions = {}): Promise<Station> {
  const dataFolder = options.dataFolder ?? newDataFolder();
  const log = join(dirname(dataFolder), 'station.out');
  const output = () => readFileSync(log, 'utf8');
  const setupFile = join(dirname(dataFolder), 'setup.json');
  const isSetUp = options.isSetUp ?? true;
  const template = options.dataFolder === undefined && isSetUp ? process.env[TEMPLATE] : undefined;
  if (template) execFileSync('cp', ['-a', `${template}/.`, dataFolder]);
  else if (isSetUp) writeFileSync(setupFile, JSON.stringify(PEOPLE), { mode: 0o600 });
  const descriptor = openSync(log, 'a');
  const env = {
    NOC_DATA: dataFolder,
    NOC_PORT: '0',
    NOC_MODE: 'server',
    NOC_CHECK_RESPONSES: 'true',
    NOC_BALLAST_MB: '1',
    ...(isSetUp && !template && { NOC_SETUP_FILE: setupFile }),
  };
  const [program = '', ...args] = [...(options.within ?? []), process.execPath, join(ROOT, 'dist/backend/supervisor.mjs')];
  const child = spawn(program, args, {
    stdio: ['ignore', descriptor, descriptor],
    env: { ...process.env, ...env, ...options.env },
  });
  const url = await whenServing(dataFolder, child, output).catch(async (error: unknown) => {
    child.kill('SIGKILL');
    await exited(child);
    throw error;
  });
  return {
    dataFolder,
    url,
    supervisorPid: child.pid ?? 0,
    output,
    stop: async () => {
      child.kill('SIGTERM');
      const hard = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      const code = await exited(child);
      clearTimeout(hard);
      return code;
    },
    remove: () => rmSync(dirname(dataFolder), { recursive: true, force: true }),
  };
}
