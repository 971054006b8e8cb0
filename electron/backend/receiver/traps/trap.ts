import { BerWrong, type Element, element, integerBody, readElement, readElements, readNumber, readOid, TAG } from '../../lib/snmp/ber.ts';
import { readVariables, type Variable } from '../../lib/snmp/value.ts';

/** Kinds of notifications by the tag of their PDU (RFC 1157, RFC 3416). */
const PDU = { response: 0xa2, trapV1: 0xa4, inform: 0xa6, trapV2: 0xa7 } as const;

/** What a device tells unasked, in the form of version 2 whatever it came in (RFC 3584 3.1). */
export interface Trap {
  /** snmpTrapOID, in dots. */
  readonly oid: string;
  /** Hundredths of a second since the agent started; null where it says nothing. */
  readonly uptime: number | null;
  /** The address that a trap of version 1 names as its own, behind a relay not that of the sender; null for none. */
  readonly agentAddress: string | null;
  /** Without the time and the identifier of the trap. */
  readonly variables: readonly Variable[];
}

export interface Notification extends Trap {
  /** Of an inform the PDU to be sent back as its acknowledgement (RFC 3416 4.2.7); null for a trap, which wants none. */
  readonly answer: Buffer | null;
}

const UPTIME = '1.3.6.1.2.1.1.3.0';
const TRAP_OID = '1.3.6.1.6.3.1.1.4.1.0';
const TRAP_ADDRESS = '1.3.6.1.6.3.18.1.3.0';
const GENERIC_TRAPS = '1.3.6.1.6.3.1.1.5';
const ENTERPRISE_SPECIFIC = 6;
const MOST_VARIABLES = 200;

const dotted = (address: Buffer): string => [...address].join('.');

/** coldStart 0 to egpNeighborLoss 5 have identifiers of their own; others are under their enterprise, behind a zero (RFC 3584 3.1). */
function trapOid(enterprise: string, generic: number, specific: number): string {
  if (generic >= 0 && generic < ENTERPRISE_SPECIFIC) return `${GENERIC_TRAPS}.${generic + 1}`;
  return `${enterprise}.0.${specific}`;
}

function readV1(body: Buffer): Trap {
  const [enterprise, address, generic, specific, uptime, list] = readElements(body);
  if (enterprise?.tag !== TAG.oid || address?.tag !== TAG.ipAddress || !generic || !specific || uptime?.tag !== TAG.timeTicks || !list)
    throw new BerWrong('trap');
  const own = address.body.length === 4 && address.body.some((byte) => byte !== 0) ? dotted(address.body) : null;
  return {
    oid: trapOid(readOid(enterprise.body).join('.'), readNumber(generic.body), readNumber(specific.body)),
    uptime: readNumber(uptime.body, 0, 0xffff_ffff),
    agentAddress: own,
    variables: readVariables(list.body, MOST_VARIABLES),
  };
}

function readV2(parts: readonly Element[]): Trap {
  const [, , , list] = parts;
  const all = readVariables(list?.body ?? Buffer.alloc(0), MOST_VARIABLES);
  const told = (oid: string) => all.find((one) => one.oid === oid)?.value;
  const identity = told(TRAP_OID);
  if (identity?.type !== 'oid') throw new BerWrong('trap without identity');
  const uptime = told(UPTIME);
  const address = told(TRAP_ADDRESS);
  return {
    oid: identity.value.join('.'),
    uptime: uptime?.type === 'timeTicks' ? uptime.value : null,
    agentAddress: address?.type === 'ipAddress' ? dotted(address.value) : null,
    variables: all.filter(({ oid }) => oid !== UPTIME && oid !== TRAP_OID),
  };
}

const number = (value: number): Buffer => element(TAG.integer, integerBody(value));

/** The notification of a PDU. Throws BerWrong for what is none. */
export function readNotification({ tag, body }: Element): Notification {
  if (tag === PDU.trapV1) return { ...readV1(body), answer: null };
  if (tag !== PDU.trapV2 && tag !== PDU.inform) throw new BerWrong('no notification');
  const parts = readElements(body);
  const [id, , , list] = parts;
  if (id?.tag !== TAG.integer || list?.tag !== TAG.sequence) throw new BerWrong('notification');
  const answer = element(PDU.response, number(readNumber(id.body)), number(0), number(0), element(TAG.sequence, list.body));
  return { ...readV2(parts), answer: tag === PDU.inform ? answer : null };
}

export interface CommunityMessage {
  readonly version: '1' | '2c';
  readonly community: string;
  readonly notification: Notification;
  /** The whole answer to an inform. */
  readonly answer: Buffer | null;
}

/** Which version a datagram says it is of; null for what is no message of SNMP. Reads nothing else. */
export function versionOf(datagram: Buffer): '1' | '2c' | '3' | null {
  try {
    const outer = readElement(datagram, 0);
    const version = readElement(outer.body, 0);
    if (outer.tag !== TAG.sequence || version.tag !== TAG.integer) return null;
    return ({ 0: '1', 1: '2c', 3: '3' } as const)[readNumber(version.body)] ?? null;
  } catch {
    return null;
  }
}

const MASK = 0x2a;
const NOTHING = Buffer.alloc(0);

/** A datagram as it may be shown: a community is a secret. Of what cannot be read nothing is left, for it may stand anywhere in it. */
export function withoutCommunity(datagram: Buffer): Buffer {
  if (versionOf(datagram) === '3') return datagram;
  try {
    const [, community] = readElements(readElement(datagram, 0).body);
    if (community?.tag !== TAG.octets) return NOTHING;
    const shown = Buffer.from(datagram);
    const from = community.body.byteOffset - datagram.byteOffset;
    return shown.fill(MASK, from, from + community.body.length);
  } catch {
    return NOTHING;
  }
}

/** A notification of version 1 or 2c. Throws BerWrong. */
export function readCommunityMessage(datagram: Buffer): CommunityMessage {
  const [version, community, pdu] = readElements(readElement(datagram, 0).body);
  if (!version || community?.tag !== TAG.octets || !pdu) throw new BerWrong('message');
  const notification = readNotification(pdu);
  const answer =
    notification.answer &&
    element(TAG.sequence, element(TAG.integer, version.body), element(TAG.octets, community.body), notification.answer);
  return { version: readNumber(version.body) === 0 ? '1' : '2c', community: community.body.toString('latin1'), notification, answer };
}
