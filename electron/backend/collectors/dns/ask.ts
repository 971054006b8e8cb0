import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { RECORD_TYPES, type RecordType } from '../../../../shared/domain/check/dns.ts';
import { detailOf } from '../../../../shared/domain/observation/detail.ts';
import type { Fault } from '../../../../shared/domain/observation/observation.ts';
import { dial } from '../net/dial.ts';
import { faultOf } from '../net/fault.ts';
import type { Address } from '../net/resolve.ts';
import { type DnsReply, decodeReply, encodeQuestion } from './message.ts';

export type Asked = { readonly reply: DnsReply } | { readonly fault: Fault };

export interface Question {
  readonly name: string;
  readonly type: RecordType;
}

/** A datagram may get lost: it is sent again after these times, under the same number. */
const AGAIN_MS = [1000, 2500];
const MOST_BYTES = 65_535 + 2;

const protocolFault = (code: string): Fault => ({ kind: 'protocol', retryable: true, detail: detailOf(code) });

/** Asks one server over UDP, and over TCP what does not fit. `onAbort` is the fault when `signal` ends it. */
export async function ask(question: Question, server: Address, port: number, signal: AbortSignal, onAbort: Fault): Promise<Asked> {
  const id = randomInt(65_536);
  const bytes = encodeQuestion(id, question.name, question.type);
  if (bytes === null) return { fault: { kind: 'tool', retryable: false, detail: detailOf('dns.name', { name: question.name }) } };
  const isMine = (reply: DnsReply | null): reply is DnsReply => reply !== null && reply.id === id && isAbout(question, reply);
  const asked = await askByUdp(bytes, isMine, server, port, signal, onAbort);
  if ('fault' in asked || !asked.reply.isTruncated) return asked;
  return askByTcp(bytes, isMine, server, port, signal, onAbort);
}

/** A server that could not read the question may leave it out. */
function isAbout({ name, type }: Question, { question }: DnsReply): boolean {
  if (question === null) return true;
  return question.type === RECORD_TYPES[type] && question.name.toLowerCase() === name.replace(/(.)\.$/, '$1').toLowerCase();
}

type IsMine = (reply: DnsReply | null) => reply is DnsReply;

function askByUdp(bytes: Buffer, isMine: IsMine, server: Address, port: number, signal: AbortSignal, onAbort: Fault): Promise<Asked> {
  return new Promise((resolve) => {
    const socket = createSocket(server.family === 6 ? 'udp6' : 'udp4');
    let timers: readonly NodeJS.Timeout[] = [];
    let isOver = false;
    const end = (asked: Asked): void => {
      if (isOver) return;
      isOver = true;
      signal.removeEventListener('abort', abort);
      for (const timer of timers) clearTimeout(timer);
      socket.close();
      resolve(asked);
    };
    const abort = (): void => end({ fault: onAbort });
    socket.on('error', (error) => end({ fault: faultOf(error) }));
    // Connected: the kernel drops what comes from anywhere else, and tells when nobody listens there.
    socket.on('message', (message) => {
      const reply = decodeReply(message);
      if (isMine(reply)) end({ reply });
    });
    socket.once('connect', () => {
      const send = (): void => socket.send(bytes, (error) => error && end({ fault: faultOf(error) }));
      send();
      timers = AGAIN_MS.map((afterMs) => setTimeout(send, afterMs));
    });
    if (signal.aborted) {
      abort();
      return;
    }
    signal.addEventListener('abort', abort, { once: true });
    socket.connect(port, server.address);
  });
}

async function askByTcp(bytes: Buffer, isMine: IsMine, server: Address, port: number, signal: AbortSignal, onAbort: Fault): Promise<Asked> {
  const dialled = await dial([server], port, signal, onAbort);
  if ('fault' in dialled) return dialled;
  const { socket } = dialled;
  const size = Buffer.alloc(2);
  size.writeUInt16BE(bytes.length, 0);
  return new Promise((resolve) => {
    let got = Buffer.alloc(0);
    const end = (asked: Asked): void => {
      signal.removeEventListener('abort', abort);
      socket.destroy();
      resolve(asked);
    };
    const abort = (): void => end({ fault: onAbort });
    socket.on('error', (error) => end({ fault: { ...faultOf(error), kind: 'protocol' } }));
    socket.on('close', () => end({ fault: protocolFault('dns.cut') }));
    socket.on('data', (chunk: Buffer) => {
      got = Buffer.concat([got, chunk.subarray(0, MOST_BYTES - got.length)]);
      if (got.length < 2 || got.length < 2 + got.readUInt16BE(0)) return;
      const reply = decodeReply(got.subarray(2, 2 + got.readUInt16BE(0)));
      end(isMine(reply) ? { reply } : { fault: protocolFault('dns.malformed') });
    });
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    socket.write(Buffer.concat([size, bytes]));
  });
}
