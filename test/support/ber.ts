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
