/** A value of a variable as the agent gave it (RFC 2578 7.1). */
export type Value =
  /** INTEGER, Gauge32, Unsigned32; TimeTicks in hundredths of a second. */
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'counter'; readonly value: bigint; readonly bits: 32 | 64 }
  | { readonly kind: 'octets'; readonly value: Uint8Array }
  | { readonly kind: 'oid'; readonly value: string }
  | { readonly kind: 'address'; readonly value: string };

const INTEGER = 2;
const OCTETS = 4;
const OID = 6;
const ADDRESS = 64;
const COUNTER32 = 65;
const GAUGE32 = 66;
const TICKS = 67;
const COUNTER64 = 70;

function bigEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asUintN(64, value);
}

/** The value of a variable by the tag of its type; null for an exception (no such object, no such instance, end of the view) and for what no MIB uses. */
export function decodeValue(type: number, value: unknown): Value | null {
  switch (type) {
    case INTEGER:
    case GAUGE32:
    case TICKS:
      return typeof value === 'number' ? { kind: 'number', value } : null;
    case COUNTER32:
      return typeof value === 'number' ? { kind: 'counter', value: BigInt(value >>> 0), bits: 32 } : null;
    case COUNTER64:
      return value instanceof Uint8Array ? { kind: 'counter', value: bigEndian(value), bits: 64 } : null;
    case OCTETS:
      return value instanceof Uint8Array ? { kind: 'octets', value } : null;
    case OID:
      return typeof value === 'string' ? { kind: 'oid', value } : null;
    case ADDRESS:
      return typeof value === 'string' ? { kind: 'address', value } : null;
    default:
      return null;
  }
}

export const numberOf = (value: Value | null | undefined): number | null =>
  value?.kind === 'number' ? value.value : value?.kind === 'counter' ? Number(value.value) : null;

const utf8 = new TextDecoder('utf-8', { fatal: true });
const gb18030 = new TextDecoder('gb18030');
const CONTROL = /[\p{Cc}\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

/** More of a text nobody reads, and patterns must not be given more. */
const MOST_OCTETS = 1000;

/** Where a text is cut: never inside a character of UTF-8, which would make all of it unreadable. */
function endOf(bytes: Uint8Array): number {
  let end = Math.min(bytes.length, MOST_OCTETS);
  while (end > 0 && end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return end;
}

/** An octet string as text: UTF-8, else GB18030 as Chinese devices write it; without control characters and marks of direction, trimmed. */
export function textOf(value: Value | null | undefined): string | null {
  if (value?.kind !== 'octets') return null;
  const bytes = value.value.subarray(0, endOf(value.value));
  const end = bytes.indexOf(0);
  const used = end === -1 ? bytes : bytes.subarray(0, end);
  const decode = (): string => {
    try {
      return utf8.decode(used);
    } catch {
      return gb18030.decode(used);
    }
  };
  return decode()
    .normalize('NFC')
    .replace(/[\r\n\t]+/g, ' ')
    .replace(CONTROL, '')
    .trim();
}

/** Six octets as `00:1a:2b:3c:4d:5e`, null for anything else and for the address of nobody. */
export function macOf(value: Value | null | undefined): string | null {
  if (value?.kind !== 'octets' || value.value.byteLength !== 6) return null;
  const bytes = [...value.value];
  if (bytes.every((byte) => byte === 0)) return null;
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}
