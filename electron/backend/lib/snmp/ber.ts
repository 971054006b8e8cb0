/** Tags of the BER subset that SNMP uses (RFC 1157, RFC 2578, RFC 3416). */
export const TAG = {
  integer: 0x02,
  octets: 0x04,
  none: 0x05,
  oid: 0x06,
  sequence: 0x30,
  ipAddress: 0x40,
  counter32: 0x41,
  gauge32: 0x42,
  timeTicks: 0x43,
  counter64: 0x46,
  noSuchObject: 0x80,
  noSuchInstance: 0x81,
  endOfMibView: 0x82,
} as const;

export type Oid = readonly number[];

/** What a variable holds. Numbers of Counter64 are bigints; every other number fits its 32 bits. */
export type Value =
  | { readonly type: 'integer' | 'counter32' | 'gauge32' | 'timeTicks'; readonly value: number }
  | { readonly type: 'counter64'; readonly value: bigint }
  | { readonly type: 'octets' | 'ipAddress'; readonly value: Buffer }
  | { readonly type: 'oid'; readonly value: Oid }
  | { readonly type: 'none' | 'noSuchObject' | 'noSuchInstance' | 'endOfMibView' };

/** Bytes that are no BER, or none that SNMP sends: cut off, of indefinite length, too large. */
export class BerWrong extends Error {}

export interface Element {
  readonly tag: number;
  readonly body: Buffer;
  /** Where the next one begins. */
  readonly end: number;
}

/** The element that begins at `at`. Throws BerWrong. */
export function readElement(bytes: Buffer, at: number): Element {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) throw new BerWrong('cut off');
  let length = first;
  let start = at + 2;
  if (first & 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > 4) throw new BerWrong('length');
    if (start + count > bytes.length) throw new BerWrong('cut off');
    length = bytes.readUIntBE(start, count);
    start += count;
  }
  if (start + length > bytes.length) throw new BerWrong('cut off');
  return { tag, body: bytes.subarray(start, start + length), end: start + length };
}

/** Every element of a body, in order. Throws BerWrong. */
export function readElements(body: Buffer): readonly Element[] {
  const found: Element[] = [];
  for (let at = 0; at < body.length; ) {
    const element = readElement(body, at);
    found.push(element);
    at = element.end;
  }
  return found;
}

/** An element around the parts of its body. */
export function element(tag: number, ...parts: readonly Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([Buffer.from([tag, ...lengthOctets(length)]), ...parts]);
}

function lengthOctets(length: number): readonly number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return [0x80 | octets.length, ...octets];
}

/** Two's complement in as few bytes as there are. */
export function integerBody(value: number | bigint): Buffer {
  const octets: number[] = [];
  let rest = BigInt(value);
  do {
    octets.unshift(Number(rest & 0xffn));
    rest >>= 8n;
  } while (!(rest === 0n && (octets[0] ?? 0) < 0x80) && !(rest === -1n && (octets[0] ?? 0) >= 0x80));
  return Buffer.from(octets);
}

/** The number of a body of 1 to 9 bytes (Counter64 may have a leading zero). Throws BerWrong. */
export function readInteger(body: Buffer): bigint {
  if (body.length === 0 || body.length > 9) throw new BerWrong('integer');
  let value = BigInt(body.readInt8(0));
  for (const octet of body.subarray(1)) value = (value << 8n) | BigInt(octet);
  return value;
}

/** A number that must lie in the range, as requests have them. Throws BerWrong. */
export function readNumber(body: Buffer, min = -0x8000_0000, max = 0x7fff_ffff): number {
  const value = Number(readInteger(body));
  if (value < min || value > max) throw new BerWrong('integer');
  return value;
}

function subidentifier(value: number): readonly number[] {
  const octets = [value & 0x7f];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) octets.unshift((rest & 0x7f) | 0x80);
  return octets;
}

/** The first two numbers share a byte; a lone one is sent with a zero. */
export function oidBody(oid: Oid): Buffer {
  const [first = 0, second = 0, ...rest] = oid;
  return Buffer.from([first * 40 + second, ...rest].flatMap(subidentifier));
}

const MOST_SUBIDENTIFIERS = 128;

/** Throws BerWrong for numbers over 32 bits, unfinished ones and more than 128 (RFC 2578 3.5). */
export function readOid(body: Buffer): Oid {
  const numbers: number[] = [];
  let value = 0;
  for (const octet of body) {
    value = value * 128 + (octet & 0x7f);
    if (value > 0xffff_ffff) throw new BerWrong('oid');
    if (octet & 0x80) continue;
    numbers.push(value);
    value = 0;
  }
  const [joint, ...rest] = numbers;
  if (joint === undefined || numbers.length > MOST_SUBIDENTIFIERS || (body.at(-1) ?? 0) & 0x80) throw new BerWrong('oid');
  const first = Math.min(2, Math.floor(joint / 40));
  return [first, joint - first * 40, ...rest];
}

/** A value as it goes on the wire. */
export function encodeValue(value: Value): Buffer {
  switch (value.type) {
    case 'integer':
    case 'counter32':
    case 'gauge32':
    case 'timeTicks':
    case 'counter64':
      return element(TAG[value.type], integerBody(value.value));
    case 'octets':
    case 'ipAddress':
      return element(TAG[value.type], value.value);
    case 'oid':
      return element(TAG.oid, oidBody(value.value));
    case 'none':
    case 'noSuchObject':
    case 'noSuchInstance':
    case 'endOfMibView':
      return element(TAG[value.type]);
    default:
      return value satisfies never;
  }
}

/** Order of object identifiers: number by number, a prefix before what it begins (RFC 3416 2.). */
export function compareOids(a: Oid, b: Oid): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** `1.3.6.1` as numbers. Throws BerWrong for anything else. */
export function oidOf(text: string): Oid {
  if (!/^[0-2](\.\d+)+$/.test(text)) throw new BerWrong(`no object identifier: ${text}`);
  return text.split('.').map(Number);
}
