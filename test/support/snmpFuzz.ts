import { EventEmitter } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Device, DeviceFault, openDevice } from '../../electron/backend/collectors/snmp/device.ts';
import type { SharedSockets } from '../../electron/backend/collectors/snmp/sockets.ts';
import { integer, octets, oid, sequence, tlv } from './ber.ts';

const COMMUNITY = 'fuzz';
const BASE = '1.3.6.1.2.1.2.2.1';
const COLUMNS = [`${BASE}.2`, `${BASE}.7`, `${BASE}.10`] as const;

/** A generator of numbers below `bound` from a seed: the same run again (xorshift, Marsaglia 2003). */
export function seeded(seed: number): (bound: number) => number {
  let state = seed >>> 0 || 1;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
}

/** The request's id, wherever its integers stand: message version, community, then the PDU. */
function requestIdOf(request: Buffer): Buffer {
  let at = 2 + ((request[1] ?? 0) > 127 ? (request[1] ?? 0) & 127 : 0);
  at += 2 + (request[at + 1] ?? 0);
  at += 2 + (request[at + 1] ?? 0);
  at += 2 + ((request[at + 1] ?? 0) > 127 ? (request[at + 1] ?? 0) & 127 : 0);
  return request.subarray(at, at + 2 + (request[at + 1] ?? 0));
}

/** What an agent might say: every type of RFC 2578, exceptions included. */
function valueFor(pick: (bound: number) => number): Buffer {
  switch (pick(10)) {
    case 0:
      return integer(pick(2_000_000_000));
    case 1:
      return octets('GigabitEthernet0/0/1');
    case 2:
      return octets(Buffer.from('bacbd0c4', 'hex'));
    case 3:
      return oid('1.3.6.1.4.1.2011.2.23');
    case 4:
      return tlv(0x40, Buffer.from([10, 0, 0, 1]));
    case 5:
      return integer(pick(4_294_967_295), 0x41);
    case 6:
      return integer(pick(4_294_967_295), 0x42);
    case 7:
      return integer(pick(4_294_967_295), 0x43);
    case 8:
      return tlv(0x46, Buffer.from([0, 255, 255, 255, 255, 255, 255, 255, 254]));
    default:
      return tlv(0x80 + pick(3));
  }
}

function replyTo(request: Buffer, pick: (bound: number) => number): Buffer {
  const rows = Array.from({ length: 1 + pick(4) }, (_, row) =>
    COLUMNS.map((column) => sequence(oid(`${column}.${row + 1}`), valueFor(pick))),
  ).flat();
  const pdu = tlv(0xa2, requestIdOf(request), integer(0), integer(0), sequence(...rows));
  return sequence(integer(1), octets(COMMUNITY), pdu);
}

/** One of: bytes changed, cut off, lengthened, a piece doubled, a length that lies. */
function mutate(bytes: Buffer, pick: (bound: number) => number): Buffer {
  const copy = Buffer.from(bytes);
  switch (pick(6)) {
    case 0:
      return copy.subarray(0, pick(copy.length));
    case 1:
      return Buffer.concat([copy, Buffer.alloc(pick(1400), pick(256))]);
    case 2: {
      const at = pick(copy.length);
      return Buffer.concat([copy.subarray(0, at), copy.subarray(Math.max(0, at - pick(40))), copy.subarray(at)]);
    }
    case 3:
      copy[1 + pick(Math.min(20, copy.length - 1))] = 0x80 + pick(8);
      return copy;
    default:
      for (let changes = 1 + pick(4); changes > 0; changes -= 1) copy[pick(copy.length)] = pick(256);
      return copy;
  }
}

export interface FuzzFigures {
  readonly replies: number;
  /** Questions that were answered, and that ended in a fault of the device. */
  readonly answered: number;
  readonly faults: number;
  /** Anything that was neither: each one is a bug. */
  readonly bugs: readonly string[];
  readonly slowestMs: number;
  /** Bytes of heap in use after a tenth of the replies and at the end, garbage collected. */
  readonly heapBefore: number;
  readonly heapAfter: number;
}

/** Answers questions of our own client with mutated replies, each followed by the true one, without a network in between. */
export async function fuzzReplies(count: number, seed: number): Promise<FuzzFigures> {
  const pick = seeded(seed);
  const bugs: string[] = [];
  let slowestMs = 0;
  let replies = 0;
  const onUncaught = (error: Error) => bugs.push(String(error.stack ?? error));
  process.on('uncaughtException', onUncaught);

  class Liar extends EventEmitter {
    send(bytes: Buffer, offset: number, length: number, port: number, address: string, sent: (error: Error | null) => void): void {
      const request = Buffer.from(bytes.subarray(offset, offset + length));
      sent(null);
      queueMicrotask(() => {
        const truth = replyTo(request, pick);
        const from = { address, port, family: 'IPv4', size: 0 };
        const startedAt = performance.now();
        try {
          this.emit('message', mutate(truth, pick), from);
          replies += 1;
        } catch (error) {
          bugs.push(error instanceof Error ? String(error.stack) : String(error));
        }
        slowestMs = Math.max(slowestMs, performance.now() - startedAt);
        this.emit(
          'message',
          sequence(integer(1), octets(COMMUNITY), tlv(0xa2, requestIdOf(request), integer(5), integer(1), sequence())),
          from,
        );
      });
    }
    close(): void {
      this.emit('close');
    }
    ref = () => this;
    unref = () => this;
  }
  const sockets: SharedSockets = { createSocket: () => new Liar(), close: () => undefined };
  const open = (): Device =>
    openDevice(
      { address: '192.0.2.1', family: 4, port: 161, settings: { kind: 'snmpCommunity', version: '2c' }, secrets: { community: COMMUNITY } },
      { timeoutMs: 100, retries: 0 },
      sockets,
    );

  let device = open();
  let answered = 0;
  let faults = 0;
  let heapBefore = 0;
  while (replies < count) {
    if (heapBefore === 0 && replies >= count / 10) heapBefore = heapInUse();
    if (pick(5000) === 0) {
      device.close();
      device = open();
    }
    try {
      if (pick(2) === 0) await device.get(COLUMNS.map((column) => `${column}.1`));
      else await device.columns(COLUMNS);
      answered += 1;
    } catch (error) {
      if (error instanceof DeviceFault) faults += 1;
      else bugs.push(error instanceof Error ? String(error.stack) : String(error));
    }
  }
  device.close();
  process.off('uncaughtException', onUncaught);
  return { replies, answered, faults, bugs, slowestMs, heapBefore, heapAfter: heapInUse() };
}

/** After a full collection: what was dropped and not yet collected is no growth. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
