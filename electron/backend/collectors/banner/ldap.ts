/** What an LDAP server says of itself: `attribute: value`, and the result code of the search (RFC 4511 4.1.9). */
export interface RootDse {
  readonly resultCode: number;
  readonly lines: readonly string[];
}

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const OCTETS = 0x04;
const ENUMERATED = 0x0a;
const BOOLEAN = 0x01;
const SET = 0x31;
const SEARCH_REQUEST = 0x63;
const SEARCH_ENTRY = 0x64;
const SEARCH_DONE = 0x65;
/** Filter (objectClass=*): present. */
const PRESENT = 0x87;
const MOST_BYTES = 65_536;
const MESSAGE_ID = 1;

const tlv = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const length = body.length < 128 ? Buffer.from([body.length]) : Buffer.from([0x82, body.length >> 8, body.length & 0xff]);
  return Buffer.concat([Buffer.from([tag]), length, body]);
};
const small = (tag: number, value: number): Buffer => tlv(tag, Buffer.from([value]));
const octets = (text: string): Buffer => tlv(OCTETS, Buffer.from(text, 'utf8'));

/** Asks for the entry that every server has and shows to all (RFC 4512 5.1). */
export const ROOT_DSE_REQUEST: Buffer = tlv(
  SEQUENCE,
  small(INTEGER, MESSAGE_ID),
  tlv(
    SEARCH_REQUEST,
    octets(''),
    small(ENUMERATED, 0),
    small(ENUMERATED, 0),
    small(INTEGER, 0),
    small(INTEGER, 10),
    small(BOOLEAN, 0),
    tlv(PRESENT, Buffer.from('objectClass')),
    tlv(SEQUENCE, ...['namingContexts', 'supportedLDAPVersion', 'vendorName', 'vendorVersion', 'supportedSASLMechanisms'].map(octets)),
  ),
);

/** Says goodbye (RFC 4511 4.3). */
export const UNBIND_REQUEST: Buffer = tlv(SEQUENCE, small(INTEGER, 2), Buffer.from([0x42, 0]));

/** These bytes are no LDAP. */
export class NotLdap extends Error {}

interface Element {
  readonly tag: number;
  readonly body: Buffer;
  readonly end: number;
}

/** The element that begins at `at`; null where it is not whole. */
function elementAt(bytes: Buffer, at: number): Element | null {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined) return null;
  const more = first < 128 ? 0 : first & 127;
  if (first === 128 || more > 4) throw new NotLdap('length');
  if (bytes.length < at + 2 + more) return null;
  const length = more === 0 ? first : bytes.readUIntBE(at + 2, more);
  if (length > MOST_BYTES) throw new NotLdap('too long');
  const end = at + 2 + more + length;
  return end > bytes.length ? null : { tag, body: bytes.subarray(at + 2 + more, end), end };
}

/** The length of the first message in bytes, 0 while it is not whole; throws `NotLdap`. */
export function messageLength(bytes: Buffer): number {
  if (bytes.length > 0 && bytes[0] !== SEQUENCE) throw new NotLdap('no sequence');
  return elementAt(bytes, 0)?.end ?? 0;
}

function elementsOf(body: Buffer): readonly Element[] {
  const found: Element[] = [];
  for (let at = 0; at < body.length; ) {
    const element = elementAt(body, at);
    if (element === null) throw new NotLdap('cut off');
    found.push(element);
    at = element.end;
  }
  return found;
}

function linesOf(entry: Buffer): readonly string[] {
  const [, attributes] = elementsOf(entry);
  return elementsOf(attributes?.body ?? Buffer.alloc(0)).flatMap(({ body }) => {
    const [name, values] = elementsOf(body);
    if (values?.tag !== SET) throw new NotLdap('no values');
    return elementsOf(values.body).map((value) => `${name?.body.toString('utf8') ?? ''}: ${value.body.toString('utf8')}`);
  });
}

/** Reads one message: the entry, or the end of the search with its result code; throws `NotLdap` for anything else. */
export function decodeMessage(message: Buffer): { readonly lines: readonly string[] } | { readonly resultCode: number } {
  const [id, operation] = elementsOf(elementAt(message, 0)?.body ?? Buffer.alloc(0));
  if (id?.tag !== INTEGER || operation === undefined) throw new NotLdap('no message');
  if (operation.tag === SEARCH_ENTRY) return { lines: linesOf(operation.body) };
  const [code] = elementsOf(operation.body);
  if (operation.tag !== SEARCH_DONE || code?.tag !== ENUMERATED) throw new NotLdap('no answer');
  return { resultCode: code.body.length === 1 ? (code.body[0] ?? -1) : -1 };
}
