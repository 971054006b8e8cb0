import type { Discovery, DiscoveryCandidate } from '../../shared/contracts/discovery.ts';
import { ECHOES, MOST_REQUESTS, REFUSALS } from '../../shared/domain/discovery/plan.ts';
import { createFigures } from '../support/figures.ts';
import { startProcesses } from '../support/processes.ts';
import { aSwitch, startResponder } from '../support/responder.ts';
import { PASSWORD } from '../support/station.ts';

/**
 * Five hundred simulated devices on 127.1.x.x, found by the whole station as processes: eight of them answer under a second address, one
 * router under eight, two have one name. Within 60 s, packets per device bounded, counted by the devices and by the station alike; a set
 * that opens nothing reaches few; accepted at once and taken back at once.
 */
const DEVICES = 500;
const PLANTED = 8;
const ROUTER_ADDRESSES = 8;
const PORT = 16_390;
const COMMUNITY = 'wubai-shebei';
const WRONG = 'cuowu-tuanti';
const WITHIN_MS = 60_000;
const figures = createFigures('discovery');

const addressOf = (index: number): string => `127.1.${1 + Math.floor(index / 200)}.${1 + (index % 200)}`;
const hex = (value: number): string => value.toString(16).padStart(4, '0');

/** What device number `own` tells, whichever address it is asked at. */
const deviceAt = (address: string, own: number) =>
  aSwitch({
    address,
    community: COMMUNITY,
    name: own === 0 ? 'RT-PROVINCE' : own === 21 || own === 22 ? 'SW-SAME-NAME' : `SW-${own}`,
    serial: `2102A${String(own).padStart(5, '0')}`,
    engineId: `800063a2800000${hex(own)}`,
    chassisMac: `3c:8c:41:00:${hex(own).slice(0, 2)}:${hex(own).slice(2)}`,
    macs: Array.from({ length: 28 }, (_, port) => `3c:8c:42:${hex(port).slice(2)}:${hex(own).slice(0, 2)}:${hex(own).slice(2)}`),
  });

/** Addresses in order, and the device behind each: the router first, then one each, then the second addresses. */
const owners = [
  ...Array.from({ length: ROUTER_ADDRESSES }, () => 0),
  ...Array.from({ length: DEVICES - 1 }, (_, index) => index + 1),
  ...Array.from({ length: PLANTED }, (_, index) => 100 + index),
];
const devices = owners.map((own, index) => deviceAt(addressOf(index), own));
const ranges = `${addressOf(0)}-127.1.1.200 127.1.2.1-127.1.2.200 127.1.3.1-${addressOf(owners.length - 1)}`;

const responder = await startResponder(devices, PORT);
const station = await startProcesses();

async function signedIn(account: string): Promise<string> {
  const response = await fetch(`${station.url()}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password: PASSWORD }),
  });
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

async function createSet(name: string, community: string): Promise<string> {
  const response = await fetch(`${station.url()}/api/v1/credentials`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: await signedIn('secadmin') },
    body: JSON.stringify({ name, settings: { kind: 'snmpCommunity', version: '2c' }, secrets: { community } }),
  });
  return ((await response.json()) as { id: string }).id;
}

async function done<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await station.call(method, `/api/v1${path}`, body);
  if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as T;
}

try {
  const credentialIds = [await createSet('旧团体字', WRONG), await createSet('省网只读', COMMUNITY)];
  await station.pidOf('poller');
  const begun = performance.now();
  const { id } = await done<Discovery>('POST', '/discoveries', { name: '省网', ranges, pace: 200, port: PORT, credentialIds });
  let run = await done<Discovery>('GET', `/discoveries/${id}`);
  await station.until(async () => {
    run = await done<Discovery>('GET', `/discoveries/${id}`);
    return run.endedAt !== null;
  }, 180_000);
  figures.atMost('500 devices found', (performance.now() - begun) / 1000, 's', WITHIN_MS / 1000);
  const { items: rows } = await done<{ items: DiscoveryCandidate[] }>('GET', `/discoveries/${id}/candidates`);
  const proposed = rows.filter(({ verdict }) => verdict === 'same');
  figures.exactly('devices', rows.length, 'rows', DEVICES);
  figures.exactly('planted duplicates proposed', proposed.filter(({ addresses }) => addresses.length === 2).length, 'of 8', PLANTED);
  figures.exactly(
    'one router with eight addresses',
    proposed.filter(({ addresses }) => addresses.length === ROUTER_ADDRESSES).length,
    'row',
    1,
  );
  figures.exactly('two devices with one name', rows.filter(({ hasSharedName }) => hasSharedName).length, 'rows', 2);
  figures.exactly('conflicts and unknown', rows.filter(({ verdict }) => verdict === 'conflict' || verdict === 'unknown').length, 'rows', 0);
  const seen = devices.map(({ address }) => responder.packets(address));
  figures.atMost('most packets one device got, echoes included', Math.max(...seen) + ECHOES, 'packets', MOST_REQUESTS);
  figures.exactly('the same as the station says', run.mostRequests, 'packets', Math.max(...seen) + ECHOES);
  const counted = seen.reduce((sum, count) => sum + count, 0) + owners.length * ECHOES;
  figures.exactly('all packets as the station says', run.packets, 'packets', counted);
  figures.told('packets a device', counted / owners.length, 'packets');
  figures.atMost('devices a wrong set was said to', responder.heard(WRONG).size, 'devices', REFUSALS);

  const accepting = performance.now();
  const ids = rows.map((row) => row.id);
  const accepted = await done<Discovery>('POST', `/discoveries/${id}/decide`, { ids, action: 'accept' });
  figures.exactly('accepted at once', accepted.made, 'resources', DEVICES);
  figures.told('acceptance took', performance.now() - accepting, 'ms');
  const undoing = performance.now();
  const undone = await done<{ removed: number }>('POST', `/discoveries/${id}/undo`, { version: accepted.version });
  figures.exactly('taken back at once', undone.removed, 'resources', DEVICES);
  figures.told('taking back took', performance.now() - undoing, 'ms');
} finally {
  await station.stop();
  station.remove();
  await responder.stop();
}
figures.end();
