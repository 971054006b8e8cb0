import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { trapOf, usualLine } from '../../electron/backend/lab/messages.ts';
import { COMMUNITY, fleetOf } from '../rig/fleet.ts';

/** A program that sends syslog and notifications at a rate and says at its end, as JSON, how many it sent. */
interface Orders {
  readonly addresses: readonly string[];
  readonly syslogPort: number;
  readonly trapPort: number;
  readonly perSecond: number;
  readonly seconds: number;
  /** One in so many is a notification; 0: none. */
  readonly trapEvery: number;
  /** Stands in every line, so that the lines of a run are found again. */
  readonly mark: string;
}

const TICK_MS = 2;
/** What may be under way in one socket before it is waited for: the kernel's buffer of the sender is not endless. */
const MOST_AT_ONCE = 200;

const orders = JSON.parse(process.argv[2] ?? '{}') as Orders;
const { devices } = fleetOf({ devices: 50, hosts: 0, services: 0, v3Percent: 0 });
const sockets: Socket[] = [];
for (const address of orders.addresses) {
  const socket = createSocket({ type: 'udp4', sendBufferSize: 4 * 1024 * 1024 });
  socket.bind(0, address);
  await once(socket, 'listening');
  sockets.push(socket);
}

let underWay = 0;
let failed = 0;
const done = (error: Error | null): void => {
  underWay -= 1;
  if (error) failed += 1;
};
const sent = { syslog: 0, trap: 0 };

function send(number: number): void {
  const isTrap = orders.trapEvery > 0 && number % orders.trapEvery === 0;
  // Each address sends its share of both.
  const socket = sockets[(isTrap ? number / orders.trapEvery : number) % sockets.length];
  const device = devices[number % devices.length];
  if (!socket || !device) throw new Error('nobody to send as');
  underWay += 1;
  if (isTrap) {
    sent.trap += 1;
    socket.send(trapOf('coldStart', null, number, number + 1, COMMUNITY), orders.trapPort, '127.0.0.1', done);
  } else {
    sent.syslog += 1;
    socket.send(`${usualLine(device, Date.now(), number)} ${orders.mark} ${number}`, orders.syslogPort, '127.0.0.1', done);
  }
}

const begun = performance.now();
const total = orders.perSecond * orders.seconds;
let next = 0;
while (next < total) {
  const due = Math.min(total, Math.floor(((performance.now() - begun) / 1000) * orders.perSecond));
  while (next < due && underWay < MOST_AT_ONCE) send(next++);
  await new Promise((resolve) => setTimeout(resolve, underWay < MOST_AT_ONCE ? TICK_MS : 0));
}
while (underWay > 0) await new Promise((resolve) => setTimeout(resolve, TICK_MS));
const tookMs = performance.now() - begun;
for (const socket of sockets) socket.close();
console.log(JSON.stringify({ ...sent, failed, tookMs }));
