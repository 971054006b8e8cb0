import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { COMMUNITY } from '../rig/fleet.ts';
import { elementsOf, integer, numberIn, octets, oid, sequence, tlv } from './ber.ts';

export interface SenderOptions {
  /** Addresses of this machine that it sends from, of which the station knows whose they are. */
  readonly addresses: readonly string[];
  readonly ports: { readonly syslogUdp: number; readonly syslogTcp: number; readonly traps: number };
  readonly perSecond: number;
  /** Stands in every record, so that those of a run are found again. */
  readonly mark: string;
}

/** Devices that keep what they send until they are told that it was taken, and send it again until then. */
export interface Senders {
  /** Numbers of records of which the sender was told that they were taken, in the order in which it was. */
  readonly acknowledged: readonly number[];
  /** When it was told last, monotonic ms. */
  lastAt(): number;
  sent(): { readonly informs: number; readonly lines: number; readonly datagrams: number };
  /** Numbers that went by UDP, of which nobody is told anything. */
  readonly unacknowledged: readonly number[];
  /**
   * While so, a stream that is ended from the other side is sent again: the kernel ends those of a process that is killed like those it
   * ended itself, and nobody can tell.
   */
  doubt(isDoubtful: boolean): void;
  /** While so, nothing is heard of any acknowledgement, as if the station were without power. */
  deafen(isDeaf: boolean): void;
  /** Begins nothing new; resolves with how many are still not acknowledged after `withinMs`. */
  finish(withinMs: number): Promise<number>;
  close(): void;
}

const PDU = { inform: 0xa6, response: 0xa2 };
const TICK_MS = 10;
/** Of twenty records: how many go as informs, and how many as lines of TCP; the rest goes by UDP. */
const OF_TWENTY = { informs: 10, lines: 5 };
const LINES_A_STREAM = 50;
const MOST_STREAMS = 150;
const AGAIN_MS = 1000;
const STREAM_MS = 15_000;

const textOf = (mark: string, number: number): string => `${mark} n${number}.`;
/** Finds the number in the text of a record of a run. */
export const numberOf = (mark: string): RegExp => new RegExp(`${mark} n(\\d+)\\.`);

/** How a record goes: by its number alone. */
export function wayOf(number: number): 'inform' | 'line' | 'datagram' {
  const place = number % 20;
  if (place < OF_TWENTY.informs) return 'inform';
  return place < OF_TWENTY.informs + OF_TWENTY.lines ? 'line' : 'datagram';
}

/** An inform of version 2c (RFC 3416 4.2.7) whose request identifier is its number. */
function informOf(mark: string, number: number): Buffer {
  const variable = (name: string, value: Buffer) => sequence(oid(name), value);
  const list = sequence(
    variable('1.3.6.1.2.1.1.3.0', integer(number, 0x43)),
    variable('1.3.6.1.6.3.1.1.4.1.0', oid('1.3.6.1.6.3.1.1.5.1')),
    variable('1.3.6.1.2.1.31.1.1.1.18.1', octets(textOf(mark, number))),
  );
  return sequence(integer(1), octets(COMMUNITY), tlv(PDU.inform, integer(number), integer(0), integer(0), list));
}

/** The number that a datagram acknowledges, null where it does not. */
function acknowledgedBy(datagram: Buffer): number | null {
  const [message] = elementsOf(datagram);
  const pdu = message && elementsOf(message.body)[2];
  const id = pdu?.tag === PDU.response ? elementsOf(pdu.body)[0] : undefined;
  return id ? numberIn(id.body) : null;
}

/** Begins to send: informs, and lines of TCP in streams that are acknowledged by being ended from the other side; datagrams of syslog beside. */
export async function startSenders({ addresses, ports, perSecond, mark }: SenderOptions): Promise<Senders> {
  const acknowledged: number[] = [];
  const unacknowledged: number[] = [];
  const counts = { informs: 0, lines: 0, datagrams: 0 };
  const informs = new Map<number, { readonly bytes: Buffer; readonly socket: Socket; sentAt: number }>();
  /** Numbers of lines that are to go, and of streams that are under way. */
  let waiting: number[] = [];
  let streams = 0;
  let underWay = 0;
  let lastAt = 0;
  let isClosed = false;
  let isDoubtful = false;
  let isDeaf = false;

  function told(numbers: readonly number[]): void {
    acknowledged.push(...numbers);
    lastAt = performance.now();
  }

  const sockets: Socket[] = [];
  for (const address of addresses) {
    const socket = createSocket({ type: 'udp4', sendBufferSize: 1024 * 1024 });
    socket.bind(0, address);
    await once(socket, 'listening');
    socket.on('error', () => undefined);
    socket.on('message', (datagram) => {
      const number = acknowledgedBy(datagram);
      if (number !== null && !isDeaf && informs.delete(number)) told([number]);
    });
    sockets.push(socket);
  }

  const say = ({ bytes, socket }: { readonly bytes: Buffer; readonly socket: Socket }): void =>
    socket.send(bytes, ports.traps, '127.0.0.1', () => undefined);

  function stream(numbers: readonly number[]): void {
    streams += 1;
    underWay += numbers.length;
    const localAddress = addresses[(numbers[0] ?? 0) % addresses.length];
    const socket = connect({ host: '127.0.0.1', port: ports.syslogTcp, localAddress, allowHalfOpen: true });
    let isEnded = false;
    socket.setTimeout(STREAM_MS, () => socket.destroy());
    socket.on('error', () => undefined);
    socket.on('end', () => {
      isEnded = true;
      socket.destroy();
    });
    socket.on('close', () => {
      streams -= 1;
      underWay -= numbers.length;
      if (isEnded && !isDoubtful && !isDeaf) told(numbers);
      else waiting = [...numbers, ...waiting];
    });
    socket.resume();
    socket.end(numbers.map((number) => `<134>rig: ${textOf(mark, number)}\n`).join(''));
  }

  function sendOne(number: number): void {
    const way = wayOf(number);
    const socket = sockets[number % sockets.length];
    if (!socket) throw new Error('nobody to send as');
    if (way === 'inform') {
      const inform = { bytes: informOf(mark, number), socket, sentAt: performance.now() };
      informs.set(number, inform);
      counts.informs += 1;
      say(inform);
    } else if (way === 'line') {
      counts.lines += 1;
      waiting.push(number);
    } else {
      counts.datagrams += 1;
      unacknowledged.push(number);
      socket.send(`<134>rig: ${textOf(mark, number)}`, ports.syslogUdp, '127.0.0.1', () => undefined);
    }
  }

  const begun = performance.now();
  let next = 1;
  let isFinishing = false;
  function tick(): void {
    const now = performance.now();
    if (!isFinishing) for (const due = Math.floor(((now - begun) / 1000) * perSecond); next <= due; next += 1) sendOne(next);
    for (const inform of informs.values()) {
      if (now - inform.sentAt < AGAIN_MS) continue;
      inform.sentAt = now;
      say(inform);
    }
    while (streams < MOST_STREAMS && (waiting.length >= LINES_A_STREAM || (isFinishing && waiting.length > 0)))
      stream(waiting.splice(0, LINES_A_STREAM));
  }
  const ticking = setInterval(tick, TICK_MS);

  const left = (): number => informs.size + waiting.length + underWay;
  return {
    acknowledged,
    unacknowledged,
    lastAt: () => lastAt,
    sent: () => ({ ...counts }),
    doubt: (is) => {
      isDoubtful = is;
    },
    deafen: (is) => {
      isDeaf = is;
    },
    finish: async (withinMs) => {
      isFinishing = true;
      const until = performance.now() + withinMs;
      while (left() > 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, TICK_MS));
      return left();
    },
    close: () => {
      if (isClosed) return;
      isClosed = true;
      clearInterval(ticking);
      for (const socket of sockets) socket.close();
    },
  };
}
