import { BerWrong, readElement, readElements, readNumber } from './ber.ts';
import type { Signer } from './keys.ts';

/** Bits of msgFlags (RFC 3412 6.4). */
export const FLAG = { auth: 1, priv: 2, reportable: 4 } as const;
/** The user-based security model (RFC 3414), the only one there is. */
export const USM = 3;

/** A message of version 3 as it came, nothing of it believed (RFC 3412 6., RFC 3414 2.4). */
export interface SecurityMessage {
  readonly id: number;
  readonly flags: number;
  readonly engineId: Buffer;
  readonly boots: number;
  readonly time: number;
  readonly userName: string;
  readonly code: Buffer;
  readonly salt: Buffer;
  /** The scoped PDU, sealed or not, as an element. */
  readonly data: Buffer;
}

/** The parts of a datagram of version 3. Throws BerWrong. */
export function readSecurityMessage(datagram: Buffer): SecurityMessage {
  const outer = readElement(datagram, 0);
  const [, header, security] = readElements(outer.body);
  const [id, , flags, model] = readElements(header?.body ?? Buffer.alloc(0));
  const parameters = readElements(readElement(security?.body ?? Buffer.alloc(0), 0).body);
  const [engineId, boots, time, userName, code, salt] = parameters.map(({ body }) => body);
  if (!id || !flags || !model || !engineId || !boots || !time || !userName || !code || !salt) throw new BerWrong('message');
  if (readNumber(model.body) !== USM || flags.body.length !== 1) throw new BerWrong('security model');
  return {
    id: readNumber(id.body),
    flags: flags.body[0] ?? 0,
    engineId,
    boots: readNumber(boots),
    time: readNumber(time),
    userName: userName.toString(),
    code,
    salt,
    data: outer.body.subarray(security?.end ?? 0),
  };
}

/** True when the code of a message is that of its bytes with the place of the code zero (RFC 3414 6.3.2). */
export function isSigned(datagram: Buffer, { code }: SecurityMessage, signer: Signer): boolean {
  const copy = Buffer.from(datagram);
  const from = code.byteOffset - datagram.byteOffset;
  copy.fill(0, from, from + code.length);
  return signer.isGood(copy, code);
}
