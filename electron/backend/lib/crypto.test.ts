import { createPublicKey, verify, webcrypto } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  hashPassword,
  isDeviceKey,
  newCode,
  newStationKey,
  signAsStation,
  stationPublicKey,
  verifyDevice,
  verifyPassword,
} from './crypto.ts';

describe('crypto', () => {
  test('R-6.2-a-4 a password verifies against its own PHC string only', async () => {
    const phc = await hashPassword('correct horse battery');
    expect(phc).toMatch(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$/);
    expect(await verifyPassword('correct horse battery', phc)).toBe(true);
    expect(await verifyPassword('correct horse batterz', phc)).toBe(false);
    expect(await verifyPassword('x', 'not a phc string')).toBe(false);
    expect(await hashPassword('correct horse battery')).not.toBe(phc);
  });

  test('a signature of the station verifies with its public key', () => {
    const key = newStationKey();
    const signature = signAsStation(key, 'text');
    expect(verify(null, Buffer.from('text'), createPublicKey(stationPublicKey(key)), Buffer.from(signature, 'base64'))).toBe(true);
  });

  test('a WebCrypto P-256 signature verifies; another text, key or kind of key does not', async () => {
    const pair = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
    const spki = Buffer.from(await webcrypto.subtle.exportKey('spki', pair.publicKey)).toString('base64');
    const signature = Buffer.from(
      await webcrypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, Buffer.from('nonce')),
    ).toString('base64');
    expect(verifyDevice(spki, 'nonce', signature)).toBe(true);
    expect(verifyDevice(spki, 'other', signature)).toBe(false);
    expect(verifyDevice('AAAA', 'nonce', signature)).toBe(false);
    expect(isDeviceKey(Buffer.from(stationPublicKey(newStationKey())).toString('base64'))).toBe(false);
  });

  test('a code has no look-alikes', () => {
    for (let i = 0; i < 200; i++) expect(newCode()).toMatch(/^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/);
  });
});
