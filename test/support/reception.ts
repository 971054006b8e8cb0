import type { Collection } from '../../shared/contracts/collection.ts';
import { COMMUNITY } from '../rig/fleet.ts';
import type { RunningStation } from './processes.ts';
import { PASSWORD, SETUP } from './station.ts';

async function asSecurityAdministrator(station: RunningStation, path: string, body: unknown): Promise<void> {
  const json = { 'content-type': 'application/json' };
  const account = SETUP.securityAdministrator.account;
  const post = (to: string, what: unknown, headers = {}) =>
    fetch(`${station.url()}/api/v1${to}`, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(what) });
  const session = await post('/session', { account, password: PASSWORD });
  const cookie = (session.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const answer = await post(path, body, { cookie });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
}

/** How the receiver is, as the page 采集 says it. */
export const collectionOf = async (station: RunningStation): Promise<Collection> =>
  (await station.call('GET', '/api/v1/collection')).body as Collection;

/** Ports of doors that are open. */
export interface Ports {
  readonly syslogUdp: number;
  readonly syslogTcp: number;
  readonly traps: number;
}

/** Makes these addresses devices of the station, whose notifications it believes from a moment later on; resolves when there are doors. */
export async function receiveFrom(station: RunningStation, addresses: readonly string[]): Promise<Ports> {
  await asSecurityAdministrator(station, '/credentials', {
    name: '通知',
    settings: { kind: 'snmpCommunity', version: '2c' },
    secrets: { community: COMMUNITY },
  });
  for (const address of addresses) {
    const device = { name: `SW-${address}`, resourceClass: 'RC2', importance: 'general', address, domain: '', location: '', checks: [] };
    const made = await station.call('POST', '/api/v1/resources', { ...device, intervalS: 60 });
    if (made.status !== 200) throw new Error(`resource: ${made.status} ${JSON.stringify(made.body)}`);
  }
  const find = async (): Promise<Partial<Record<string, number>>> => {
    const { reception } = await collectionOf(station);
    return Object.fromEntries((reception?.doors ?? []).filter(({ isOpen }) => isOpen).map(({ door, port }) => [door, port]));
  };
  let found: Partial<Record<string, number>> = {};
  await station.until(async () => {
    found = await find();
    return found.syslogUdp !== undefined && found.syslogTcp !== undefined && found.traps !== undefined;
  }, 60_000);
  return { syslogUdp: found.syslogUdp ?? 0, syslogTcp: found.syslogTcp ?? 0, traps: found.traps ?? 0 };
}
