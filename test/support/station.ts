import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../electron/backend/config/load.ts';
import { type Clock, systemClock } from '../../electron/backend/lib/clock.ts';
import { createLog } from '../../electron/backend/lib/log.ts';
import { type Station, startStation } from '../../electron/backend/station/compose.ts';
import type { Setup } from '../../shared/contracts/session.ts';
import { cheapenPasswords } from './accounts.ts';

export const PASSWORD = 'duty-room-2026';

/** The people of every test: three administrators and the first on watch. */
export const SETUP: Setup = {
  stationName: '省政务云',
  systemAdministrator: { account: 'sysadmin', name: '邓凯', staffNumber: 'ZW-0056', password: PASSWORD },
  securityAdministrator: { account: 'secadmin', name: '唐蓉', staffNumber: 'ZW-0144', password: PASSWORD },
  auditAdministrator: { account: 'auditor', name: '韩露', staffNumber: 'ZW-0177', password: PASSWORD },
  operator: { account: 'wanglei', name: '王磊', staffNumber: 'ZW-0201', password: PASSWORD },
};

export type Account = 'sysadmin' | 'secadmin' | 'auditor' | 'wanglei';

/** A browser as far as HTTP is concerned: keeps the cookie, speaks JSON. */
export interface Browser {
  readonly cookie: string;
  request(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: any; headers: Headers }>;
}

export interface TestStation {
  readonly station: Station;
  readonly data: string;
  readonly url: string;
  readonly lines: readonly string[];
  setupToken(): string;
  anonymous(): Browser;
  signIn(account: Account, password?: string): Promise<Browser>;
  setUp(): Promise<void>;
  /** Stops it and starts it again on the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

interface Options {
  readonly clock?: Clock;
  readonly environment?: Record<string, string>;
  readonly data?: string;
  /** Where the built page is; a folder with none otherwise. */
  readonly page?: string;
  /** Begins with the people of `SETUP` instead of with the set-up. */
  readonly isSetUp?: boolean;
}

let template: Promise<string> | undefined;

/** Data of a station that was really set up, once in this process; every further one begins with a copy and is spared its password hashes. */
async function makeTemplate(): Promise<string> {
  const station = await startTestStation();
  await station.setUp();
  await station.station.stop();
  const people = [SETUP.systemAdministrator, SETUP.securityAdministrator, SETUP.auditAdministrator, SETUP.operator];
  cheapenPasswords(station.data, Object.fromEntries(people.map(({ account }) => [account, PASSWORD])));
  process.once('exit', () => rmSync(station.data, { recursive: true, force: true }));
  return station.data;
}

/** The real backend in this process: real files, real sockets, an ephemeral port; only the clock may be the test's. */
export async function startTestStation({
  clock = systemClock,
  environment = {},
  data = mkdtempSync(join(tmpdir(), 'sw-station-')),
  page = join(data, 'page'),
  isSetUp = false,
}: Options = {}): Promise<TestStation> {
  if (isSetUp) {
    template ??= makeTemplate();
    cpSync(await template, data, { recursive: true });
  }
  const config = loadConfig({
    NOC_DATA: data,
    NOC_PORT: '0',
    NOC_LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
    NOC_CHECK_RESPONSES: 'true',
    NOC_BALLAST_MB: '1',
    ...environment,
  });
  const lines: string[] = [];
  const start = () =>
    startStation({
      config,
      clock,
      log: createLog('test', config.logLevel),
      page,
      print: (line) => lines.push(line),
      onLost: (error) => {
        throw error;
      },
    });
  let station = await start();
  const url = () => `http://127.0.0.1:${station.port}`;

  function browser(cookie: string): Browser {
    return {
      cookie,
      request: async (method, path, body, headers = {}) => {
        const response = await fetch(`${url()}${path}`, {
          method,
          headers: { ...(cookie && { cookie }), ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        });
        const text = await response.text();
        const isJson = (response.headers.get('content-type') ?? '').includes('json');
        return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
      },
    };
  }

  return {
    get station() {
      return station;
    },
    get url() {
      return url();
    },
    data,
    lines,
    setupToken: () => readFileSync(join(data, 'run', 'setup.token'), 'utf8'),
    anonymous: () => browser(''),
    signIn: async (account, password = PASSWORD) => {
      const answer = await browser('').request('POST', '/api/v1/session', { account, password });
      if (answer.status !== 200) throw new Error(`sign-in of ${account}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return browser((answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '');
    },
    setUp: async () => {
      const token = readFileSync(join(data, 'run', 'setup.token'), 'utf8');
      const answer = await browser('').request('POST', '/api/v1/setup', SETUP, { 'x-setup-token': token });
      if (answer.status !== 200) throw new Error(`set-up: ${answer.status} ${JSON.stringify(answer.body)}`);
    },
    restart: async () => {
      await station.stop();
      station = await start();
    },
    stop: async () => {
      await station.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
