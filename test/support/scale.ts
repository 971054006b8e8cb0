import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../protocol/peers.ts';
import { freeUdpPort } from '../protocol/snmpd.ts';
import { COMMUNITY, type Fleet, type FleetSize, fleetOf, USER, urlOf } from '../rig/fleet.ts';
import { type Metered, metered, readMeters } from './meter.ts';
import { type RunningStation, startProcesses } from './processes.ts';
import { PASSWORD, SETUP } from './station.ts';

export interface ScaleOptions {
  readonly size: FleetSize;
  /** Seconds between two looks at a device or host, and at a service. */
  readonly intervalS: { readonly device: number; readonly service: number };
  /** Further options of the rig. */
  readonly rig?: readonly string[];
  readonly environment?: Record<string, string>;
  /** A data folder with something in it; a new one otherwise. */
  readonly data?: string;
  /** The station from dist/, as users run it. */
  readonly built?: boolean;
}

/** A station as processes, and a rig beside it that answers for everything the station watches. */
export interface Scale {
  readonly station: RunningStation;
  readonly fleet: Fleet;
  /** How long it took to put everything in, in ms. */
  readonly madeMs: number;
  meters(program: 'backend' | 'poller' | 'supervisor' | 'main', from: number): readonly Metered[];
  /** Has a rig begin that was started with `--wait`. */
  begin(): void;
  stop(): Promise<void>;
}

const AT_ONCE = 16;

interface Answer {
  readonly status: number;
  readonly body: any;
}
type Call = (method: string, path: string, body?: unknown) => Promise<Answer>;

/** Calls as the security administrator, whose task credentials are. */
async function keeperOf(station: RunningStation): Promise<Call> {
  let cookie = '';
  const call: Call = async (method, path, body) => {
    const response = await fetch(`${station.url()}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    });
    const [given] = (response.headers.get('set-cookie') ?? '').split(';');
    if (given) cookie = given;
    return { status: response.status, body: await response.json() };
  };
  await call('POST', '/session', { account: SETUP.securityAdministrator.account, password: PASSWORD });
  return call;
}

async function credentialsIn(station: RunningStation): Promise<{ readonly '2c': string; readonly '3': string }> {
  const call = await keeperOf(station);
  const put = async (name: string, settings: unknown, secrets: unknown): Promise<string> => {
    const { status, body } = await call('POST', '/credentials', { name, settings, secrets });
    if (status !== 200) throw new Error(`credential ${name}: ${status} ${JSON.stringify(body)}`);
    return body.id as string;
  };
  return {
    '2c': await put('rig 2c', { kind: 'snmpCommunity', version: '2c' }, { community: COMMUNITY }),
    '3': await put('rig 3', USER.settings, USER.secrets),
  };
}

interface Ports {
  readonly snmp: number;
  readonly http: number;
}

interface RigProcess {
  begin(): void;
  stop(): Promise<void>;
}

/** The rig as a process; resolves when it answers. */
async function startRigProcess({ size, rig: more = [] }: ScaleOptions, ports: Ports): Promise<RigProcess> {
  const { devices, hosts, services, v3Percent } = size;
  const of = Object.entries({ devices, hosts, services, v3: v3Percent, port: ports.snmp, 'http-port': ports.http });
  const args = [...of.flatMap(([name, value]) => [`--${name}`, String(value)]), ...more];
  const child = spawn(process.execPath, [join(import.meta.dirname, '../rig/main.ts'), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`the rig ended with ${code}`)));
  });
  child.stdout.resume();
  return {
    begin: () => void child.kill('SIGUSR2'),
    stop: async () => {
      child.kill('SIGTERM');
      await gone;
    },
  };
}

async function inParallel<T>(all: readonly T[], run: (one: T) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let one = all[next++]; one !== undefined; one = all[next++]) await run(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** What is put in: every device and host with its SNMP check, every service with its HTTP check. */
function resourcesOf(fleet: Fleet, { intervalS }: ScaleOptions, ports: Ports, credentials: Readonly<Record<'2c' | '3', string>>) {
  const common = { importance: 'general', domain: '', location: '' };
  return [
    ...fleet.devices.map(({ name, address, kind, version }) => ({
      ...{ ...common, name, address, resourceClass: kind === 'host' ? 'RC3' : 'RC2', intervalS: intervalS.device },
      checks: [{ protocol: 'snmp', port: ports.snmp, credential: credentials[version] }],
    })),
    ...fleet.services.map((service) => ({
      ...{ ...common, name: service.name, address: service.address, resourceClass: 'RC8', intervalS: intervalS.service },
      checks: [{ protocol: 'http', url: urlOf(service, ports.http) }],
    })),
  ];
}

/** Starts rig and station and puts every device and service in through the API. */
export async function startScale(options: ScaleOptions): Promise<Scale> {
  const fleet = fleetOf(options.size);
  const ports = { snmp: await freeUdpPort(), http: await freeUdpPort() };
  const folder = temporaryFolder();
  const meters = join(folder.path, 'meters');
  mkdirSync(meters);
  const rig = await startRigProcess(options, ports);
  let station: RunningStation | null = null;
  const stop = async (): Promise<void> => {
    await station?.stop();
    station?.remove();
    await rig.stop();
    folder.remove();
  };
  try {
    const { data, built } = options;
    const running = await startProcesses({
      ...(data && { data }),
      ...(built && { built }),
      environment: { NOC_LOG_LEVEL: 'warn', ...metered(meters), ...options.environment },
    });
    station = running;
    const resources = resourcesOf(fleet, options, ports, await credentialsIn(running));
    // One sign-in: those who work side by side would each make their own.
    await running.health();
    const begun = performance.now();
    await inParallel(resources, async (resource) => {
      const { status, body } = await running.call('POST', '/api/v1/resources', resource);
      if (status !== 200) throw new Error(`${resource.name}: ${status} ${JSON.stringify(body)}`);
    });
    const madeMs = performance.now() - begun;
    return { station: running, fleet, madeMs, meters: (program, from) => readMeters(meters, program, from), begin: rig.begin, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
