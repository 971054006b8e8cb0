import {
  BerWrong,
  type Element,
  element,
  encodeValue,
  integerBody,
  type Oid,
  readElements,
  readNumber,
  readOid,
  TAG,
  type Value,
} from '../../lib/snmp/ber.ts';

/** Kinds of PDUs by their tag (RFC 3416 3.). */
export const PDU = { get: 0xa0, getNext: 0xa1, response: 0xa2, set: 0xa3, getBulk: 0xa5 } as const;

export const STATUS = { noError: 0, tooBig: 1, noSuchName: 2, genErr: 5, notWritable: 17 } as const;

export interface Request {
  readonly tag: number;
  readonly requestId: number;
  /** Of GETBULK the two numbers that stand where others have status and index. */
  readonly nonRepeaters: number;
  readonly maxRepetitions: number;
  readonly oids: readonly Oid[];
}

export interface Varbind {
  /** The identifier as it goes on the wire. */
  readonly oid: Buffer;
  readonly value: Value;
}

const MOST_VARIABLES = 2000;

/** A request out of its element. Throws BerWrong. */
export function readRequest({ tag, body }: Element): Request {
  const [id, first, second, list] = readElements(body);
  if (id?.tag !== TAG.integer || first?.tag !== TAG.integer || second?.tag !== TAG.integer || list?.tag !== TAG.sequence)
    throw new BerWrong('request');
  const oids = readElements(list.body).map((varbind) => {
    const [name] = varbind.tag === TAG.sequence ? readElements(varbind.body) : [];
    if (name?.tag !== TAG.oid) throw new BerWrong('variable');
    return readOid(name.body);
  });
  if (oids.length > MOST_VARIABLES) throw new BerWrong('variables');
  return {
    tag,
    requestId: readNumber(id.body),
    nonRepeaters: Math.max(0, readNumber(first.body)),
    maxRepetitions: Math.max(0, readNumber(second.body)),
    oids,
  };
}

export interface Answer {
  readonly status: number;
  /** Which variable the status is about, from 1; 0 for none. */
  readonly index: number;
  readonly varbinds: readonly Varbind[];
}

export function encodeVarbind({ oid, value }: Varbind): Buffer {
  return element(TAG.sequence, oid, encodeValue(value));
}

/** A response or report as an element. */
export function encodePdu(tag: number, requestId: number, { status, index, varbinds }: Answer): Buffer {
  return element(
    tag,
    element(TAG.integer, integerBody(requestId)),
    element(TAG.integer, integerBody(status)),
    element(TAG.integer, integerBody(index)),
    element(TAG.sequence, ...varbinds.map(encodeVarbind)),
  );
}
