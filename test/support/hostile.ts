import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { freshness } from '../../shared/domain/time/age.ts';
import { USER } from '../rig/fleet.ts';
import { integer, octets, sequence } from './ber.ts';
import type { RunningStation } from './processes.ts';

const LOOK_MS = 1000;
const TICK_MS = 5;
/** authPriv, no answer wanted (RFC 3412 6.4); digest of SHA-256 (RFC 7860), privacy parameters of AES (RFC 3826). */
const [FLAGS, DIGEST_BYTES, SALT_BYTES] = [0x03, 24, 8];

/** A notification of version 3 as somebody sends it who knows a user's name and nothing else: from an engine that nobody ever heard of. */
export function spoofedTrap(number: number): Buffer {
  const engine = Buffer.concat([Buffer.from('8000000005', 'hex'), randomBytes(12)]);
  const user = octets(USER.settings.userName);
  const security = sequence(
    octets(engine),
    integer(1),
    integer(number),
    user,
    octets(randomBytes(DIGEST_BYTES)),
    octets(randomBytes(SALT_BYTES)),
  );
  const header = sequence(integer(number), integer(65_507), octets(Buffer.from([FLAGS])), integer(3));
  return sequence(integer(3), header, octets(security), octets(randomBytes(96)));
}

/** Sends such notifications from these addresses in turn; gives how many when it is stopped. */
export async function spoof(addresses: readonly string[], port: number, perSecond: number): Promise<{ stop(): number }> {
  const sockets: Socket[] = [];
  for (const address of addresses) {
    const socket = createSocket('udp4').bind(0, address);
    await once(socket, 'listening');
    socket.on('error', () => undefined);
    sockets.push(socket);
  }
  const begun = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - begun) / 1000) * perSecond);
    for (; sent < due; sent += 1) sockets[sent % sockets.length]?.send(spoofedTrap(sent + 1), port, '127.0.0.1', () => undefined);
  }, TICK_MS);
  return {
    stop: () => {
      clearInterval(timer);
      for (const socket of sockets) socket.close();
      return sent;
    },
  };
}

interface Seen {
  readonly name: string;
  readonly dataAt: number | null;
}

/** Of a hundred looks at these resources, one a second and each, how many found data of the interval that runs: its poll was on time. */
export async function onTimePercent(
  station: RunningStation,
  names: ReadonlySet<string>,
  intervalMs: number,
  forMs: number,
): Promise<number> {
  let looks = 0;
  let live = 0;
  for (const until = performance.now() + forMs; performance.now() < until; ) {
    const { body } = await station.call('GET', '/api/v1/resources');
    const now = Date.now();
    for (const { name, dataAt } of body.items as readonly Seen[]) {
      if (!names.has(name)) continue;
      looks += 1;
      if (freshness(dataAt === null ? null : now - dataAt, intervalMs) === 'live') live += 1;
    }
    await sleep(LOOK_MS);
  }
  return (live / Math.max(1, looks)) * 100;
}
