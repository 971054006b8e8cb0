import { BerWrong, element, integerBody, readElement, readElements, readNumber, TAG } from '../../lib/snmp/ber.ts';
import type { Handler } from '../../lib/snmp/engine.ts';
import { answer } from './answer.ts';
import type { Mib } from './mib.ts';
import { encodePdu, PDU, type Request, readRequest } from './pdu.ts';

export const VERSIONS = ['1', '2c', '3'] as const;
export type Version = (typeof VERSIONS)[number];

export interface AgentParts<Seen> {
  readonly mib: Mib<Seen>;
  readonly community: string;
  /** Versions it speaks; the others get no answer. */
  readonly versions: readonly Version[];
  /** Most bytes of an answer. */
  readonly maxBytes: number;
  /** Its side of version 3. */
  secure(handler: Handler<Request>): (datagram: Buffer) => Buffer | null;
  /** What the values are read from, now. */
  see(): Seen;
}

/** Message, community, PDU and varbind list around the variables. */
const AROUND = 64;
const AUTHORIZATION_ERROR = 16;
const WIRE_VERSIONS: Readonly<Record<number, Version>> = { 0: '1', 1: '2c', 3: '3' };

/** An SNMP agent without a socket: a datagram in, the answer out; null where an agent says nothing (a wrong community, rubbish, an answer). */
export function createAgent<Seen>({
  mib,
  community,
  versions,
  maxBytes,
  secure,
  see,
}: AgentParts<Seen>): (datagram: Buffer) => Buffer | null {
  function respond(request: Request, isFirstVersion: boolean, room: number) {
    return answer(request, { mib, seen: see(), isFirstVersion, room });
  }

  function byCommunity(isFirstVersion: boolean, body: readonly ReturnType<typeof readElement>[]): Buffer | null {
    const [version, name, pdu] = body;
    if (!version || name?.tag !== TAG.octets || !pdu || name.body.toString() !== community) return null;
    const request = readRequest(pdu);
    const given = respond(request, isFirstVersion, maxBytes - AROUND - community.length);
    if (given === null) return null;
    return element(
      TAG.sequence,
      element(TAG.integer, integerBody(isFirstVersion ? 0 : 1)),
      element(TAG.octets, name.body),
      encodePdu(PDU.response, request.requestId, given),
    );
  }

  const security = secure({
    read: readRequest,
    answer: (request, isAllowed) => {
      const given = isAllowed ? respond(request, false, maxBytes - AROUND * 4) : { status: AUTHORIZATION_ERROR, index: 0, varbinds: [] };
      return given && encodePdu(PDU.response, request.requestId, given);
    },
  });

  return (datagram) => {
    try {
      const outer = readElement(datagram, 0);
      const body = outer.tag === TAG.sequence ? readElements(outer.body) : [];
      const version = body[0]?.tag === TAG.integer ? WIRE_VERSIONS[readNumber(body[0].body)] : undefined;
      if (version === undefined || !versions.includes(version)) return null;
      if (version === '3') return security(datagram);
      return byCommunity(version === '1', body);
    } catch (error) {
      if (error instanceof BerWrong) return null;
      throw error;
    }
  };
}
