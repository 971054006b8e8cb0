import { SocketAddress } from 'node:net';
import { RECORD_TYPES, type RecordType } from '../../../../shared/domain/check/dns.ts';

/** One record of the asked type as text: an address, a name, `10 mail.example.cn`, the words of a TXT. */
export interface DnsAnswer {
  readonly type: RecordType;
  readonly text: string;
}

export interface DnsReply {
  readonly id: number;
  readonly question: { readonly name: string; readonly type: number } | null;
  readonly isTruncated: boolean;
  readonly rcode: number;
  readonly answers: readonly DnsAnswer[];
}

const HEADER_BYTES = 12;
const IN = 1;
const OPT = 41;
const RECURSION_DESIRED = 0x0100;
/** What may come in one datagram without being cut into fragments (DNS flag day 2020). */
const UDP_BYTES = 1232;
const MOST_LABEL = 63;
const MOST_NAME = 255;

/** A question as it goes over the wire (RFC 1035 4.1, with the size of RFC 6891); null for a name that cannot be asked for. */
export function encodeQuestion(id: number, name: string, type: RecordType): Buffer | null {
  const wireName = encodeName(name);
  if (wireName === null) return null;
  const head = Buffer.alloc(HEADER_BYTES);
  head.writeUInt16BE(id, 0);
  head.writeUInt16BE(RECURSION_DESIRED, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(1, 10);
  const tail = Buffer.alloc(4);
  tail.writeUInt16BE(RECORD_TYPES[type], 0);
  tail.writeUInt16BE(IN, 2);
  const option = Buffer.alloc(11);
  option.writeUInt16BE(OPT, 1);
  option.writeUInt16BE(UDP_BYTES, 3);
  return Buffer.concat([head, wireName, tail, option]);
}

function encodeName(name: string): Buffer | null {
  const labels = name.replace(/\.$/, '').split('.');
  const bytes = labels.map((label) => Buffer.from(label, 'latin1'));
  if (name !== '.' && bytes.some(({ length }) => length === 0 || length > MOST_LABEL)) return null;
  const parts = name === '.' ? [] : bytes.flatMap((label) => [Buffer.from([label.length]), label]);
  const wire = Buffer.concat([...parts, Buffer.from([0])]);
  return wire.length > MOST_NAME ? null : wire;
}

class Malformed extends Error {}

/** Reads forward in a message and never beyond it. */
interface Reader {
  readonly bytes: Buffer;
  at: number;
}

function take(reader: Reader, count: number): Buffer {
  const end = reader.at + count;
  if (end > reader.bytes.length) throw new Malformed('cut off');
  const part = reader.bytes.subarray(reader.at, end);
  reader.at = end;
  return part;
}

const word = (reader: Reader): number => take(reader, 2).readUInt16BE(0);

/** A label as text; what would change the meaning of the text is escaped as in RFC 1035 5.1. */
function labelText(label: Buffer): string {
  let text = '';
  for (const byte of label) {
    const isPlain = byte > 0x20 && byte < 0x7f && byte !== 0x2e && byte !== 0x5c;
    text += isPlain ? String.fromCharCode(byte) : `\\${String(byte).padStart(3, '0')}`;
  }
  return text;
}

/** A name, possibly continued further up in the message; a pointer only leads back, so that none leads round. */
function nameAt(reader: Reader): string {
  const labels: string[] = [];
  let length = 0;
  let from: Reader = reader;
  let lowest = reader.at;
  for (;;) {
    const size = take(from, 1)[0] ?? 0;
    if (size === 0) return labels.length === 0 ? '.' : labels.join('.');
    if ((size & 0xc0) === 0xc0) {
      const target = ((size & 0x3f) << 8) | (take(from, 1)[0] ?? 0);
      if (target >= lowest) throw new Malformed('pointer leads forward');
      lowest = target;
      from = { bytes: reader.bytes, at: target };
      continue;
    }
    if (size > MOST_LABEL) throw new Malformed('label type');
    length += size + 1;
    if (length > MOST_NAME) throw new Malformed('name too long');
    labels.push(labelText(take(from, size)));
  }
}

function addressText(data: Buffer, bytes: 4 | 16): string {
  if (data.length !== bytes) throw new Malformed('address length');
  if (bytes === 4) return data.join('.');
  const groups = Array.from({ length: 8 }, (_, index) => data.readUInt16BE(index * 2).toString(16));
  return new SocketAddress({ address: groups.join(':'), family: 'ipv6' }).address;
}

function textOf(data: Buffer): string {
  const reader = { bytes: data, at: 0 };
  const parts: Buffer[] = [];
  while (reader.at < data.length) parts.push(take(reader, take(reader, 1)[0] ?? 0));
  return Buffer.concat(parts).toString('utf8');
}

/** The data of a record that begins at `start` in the message and is `length` bytes long, as text. */
function dataText(type: RecordType, bytes: Buffer, start: number, length: number): string {
  const data = bytes.subarray(start, start + length);
  const reader = { bytes: bytes.subarray(0, start + length), at: start };
  switch (type) {
    case 'A':
      return addressText(data, 4);
    case 'AAAA':
      return addressText(data, 16);
    case 'TXT':
      return textOf(data);
    case 'MX': {
      const preference = word(reader);
      return `${preference} ${nameAt(reader)}`;
    }
    case 'SOA': {
      const [primary, person] = [nameAt(reader), nameAt(reader)];
      return `${primary} ${person} ${take(reader, 4).readUInt32BE(0)}`;
    }
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return nameAt(reader);
    default:
      return type satisfies never;
  }
}

const TYPE_NAMES: ReadonlyMap<number, RecordType> = new Map(
  Object.entries(RECORD_TYPES).map(([name, number]) => [number, name as RecordType]),
);

/** Reads what a server sent, its answer section included; null for anything that is not a well-formed reply. */
export function decodeReply(bytes: Buffer): DnsReply | null {
  try {
    return replyOf({ bytes, at: 0 });
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

function replyOf(reader: Reader): DnsReply | null {
  const [id, flags, questions, count] = [word(reader), word(reader), word(reader), word(reader)];
  reader.at = HEADER_BYTES;
  if ((flags & 0x8000) === 0 || questions > 1) return null;
  const question = questions === 0 ? null : { name: nameAt(reader), type: word(reader) };
  if (question !== null) word(reader);
  const isTruncated = (flags & 0x0200) !== 0;
  const answers: DnsAnswer[] = [];
  // What follows a cut is asked for again over TCP.
  for (let index = 0; index < count && !isTruncated; index += 1) {
    nameAt(reader);
    const [type, kind] = [TYPE_NAMES.get(word(reader)), word(reader)];
    take(reader, 4);
    const length = word(reader);
    const start = reader.at;
    take(reader, length);
    if (type !== undefined && kind === IN) answers.push({ type, text: dataText(type, reader.bytes, start, length) });
  }
  return { id, question, isTruncated, rcode: flags & 0x0f, answers };
}
