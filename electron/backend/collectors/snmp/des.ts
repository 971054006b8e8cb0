import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import snmp from 'net-snmp';

const BLOCK_BYTES = 8;

interface Engine {
  readonly engineID: Buffer;
  readonly engineBoots: number;
}
type PasswordToKey = (authProtocol: string, password: string, engineId: Buffer) => Buffer;

interface Algorithm {
  encryptPdu(pdu: Buffer, privProtocol: string, password: string, authProtocol: string, engine: Engine): unknown;
  decryptPdu(pdu: Buffer, privProtocol: string, salt: Buffer, password: string, authProtocol: string, engine: Engine): Buffer;
}

/** Single DES is triple DES with one key three times: the only form of it that OpenSSL 3 still has by default. */
const tripled = (key: Buffer): Buffer => Buffer.concat([key, key, key]);
const xor = (a: Buffer, b: Buffer): Buffer => Buffer.from(a.map((byte, index) => byte ^ (b[index] ?? 0)));

/** Key and pre-initialisation vector of the user for an engine (RFC 3414 8.1.1.1). */
function keysOf(passwordToKey: PasswordToKey, authProtocol: string, password: string, engine: Engine): { key: Buffer; preIv: Buffer } {
  const localised = passwordToKey(authProtocol, password, engine.engineID);
  return { key: tripled(localised.subarray(0, BLOCK_BYTES)), preIv: localised.subarray(BLOCK_BYTES, 2 * BLOCK_BYTES) };
}

/** Gives net-snmp a DES of its own (RFC 3414 8): the one it calls is not in OpenSSL 3. Does nothing a second time. */
export function installDes(): void {
  const { algorithms } = snmp.Encryption as unknown as { algorithms: Record<string, Algorithm | undefined> };
  const { passwordToKey } = snmp.Authentication as unknown as { passwordToKey: PasswordToKey };
  const des = algorithms[snmp.PrivProtocols.des];
  if (!des) throw new Error('net-snmp knows no DES');
  let salts = randomBytes(4).readUInt32BE();
  des.encryptPdu = (pdu, _privProtocol, password, authProtocol, engine) => {
    const { key, preIv } = keysOf(passwordToKey, authProtocol, password, engine);
    const salt = Buffer.alloc(BLOCK_BYTES);
    salt.writeUInt32BE(engine.engineBoots >>> 0, 0);
    salts = (salts + 1) >>> 0;
    salt.writeUInt32BE(salts, 4);
    const padded = Buffer.concat([pdu, Buffer.alloc((BLOCK_BYTES - (pdu.byteLength % BLOCK_BYTES)) % BLOCK_BYTES)]);
    const cipher = createCipheriv('des-ede3-cbc', key, xor(preIv, salt)).setAutoPadding(false);
    return { encryptedPdu: Buffer.concat([cipher.update(padded), cipher.final()]), msgPrivacyParameters: salt };
  };
  des.decryptPdu = (pdu, _privProtocol, salt, password, authProtocol, engine) => {
    const { key, preIv } = keysOf(passwordToKey, authProtocol, password, engine);
    const decipher = createDecipheriv('des-ede3-cbc', key, xor(preIv, salt)).setAutoPadding(false);
    return Buffer.concat([decipher.update(pdu), decipher.final()]);
  };
}
