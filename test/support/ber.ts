/** BER as SNMP uses it (X.690, RFC 3417): enough to answer like an agent. */
export function tlv(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const length = body.byteLength;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...head]), body]);
}

export function integer(value: number, tag = 2): Buffer {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.unshift(rest & 255);
    rest = Math.floor(rest / 256);
  } while (rest > 0);
  return tlv(tag, Buffer.from((bytes[0] ?? 0) > 127 ? [0, ...bytes] : bytes));
}

export const octets = (value: string | Buffer, tag = 4): Buffer => tlv(tag, Buffer.from(value as string));

export function oid(text: string): Buffer {
  const [first = 1, second = 3, ...rest] = text.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const number of rest) {
    const septets: number[] = [];
    let left = number;
    do {
      septets.unshift(left % 128);
      left = Math.floor(left / 128);
    } while (left > 0);
    bytes.push(...septets.map((septet, place) => (place < septets.length - 1 ? septet | 128 : septet)));
  }
  return tlv(6, Buffer.from(bytes));
}

export const sequence = (...content: readonly Buffer[]): Buffer => tlv(0x30, ...content);

/** One element that was read. */
export interface Element {
  readonly tag: number;
  readonly body: Buffer;
}

/** The elements that stand one after the other in a body. */
export function elementsOf(bytes: Buffer): readonly Element[] {
  const found: Element[] = [];
  for (let at = 0; at < bytes.byteLength; ) {
    const first = bytes[at + 1] ?? 0;
    const extra = first < 0x80 ? 0 : first & 0x7f;
    const length = extra === 0 ? first : bytes.readUIntBE(at + 2, extra);
    const start = at + 2 + extra;
    found.push({ tag: bytes[at] ?? 0, body: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return found;
}

export const numberIn = (body: Buffer): number => body.reduce((value, byte) => value * 256 + byte, 0);

export function oidIn(body: Buffer): string {
  const first = body[0] ?? 0;
  const parts = [Math.min(2, Math.floor(first / 40))];
  parts.push(first - (parts[0] ?? 0) * 40);
  let value = 0;
  for (const byte of body.subarray(1)) {
    value = value * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    parts.push(value);
    value = 0;
  }
  return parts.join('.');
}
