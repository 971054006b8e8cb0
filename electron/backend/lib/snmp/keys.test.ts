import { expect, test } from 'vitest';
import { createSealer, createSigner, localKey, userKey } from './keys.ts';

const ENGINE = Buffer.from('000000000000000000000002', 'hex');

test('RFC 3414 A.3 the keys of the passphrase maplesyrup are those of the standard', () => {
  expect(userKey('MD5', 'maplesyrup').toString('hex')).toBe('9faf3283884e92834ebc9847d8edd963');
  expect(localKey('MD5', userKey('MD5', 'maplesyrup'), ENGINE).toString('hex')).toBe('526f5eed9fcce26f8964c2930787d82b');
  expect(localKey('SHA', userKey('SHA', 'maplesyrup'), ENGINE).toString('hex')).toBe('6695febc9288e36282235fc7151f128497b38f3f');
});

test('what is sealed opens with the same boots, time and salt, and a changed message has another code', () => {
  for (const priv of ['AES-128', 'AES-256', 'AES-256-C'] as const) {
    const local = localKey('SHA-256', userKey('SHA-256', 'jiami-4321-x'), ENGINE);
    const { seal, open } = createSealer('SHA-256', priv, local, ENGINE);
    const { sealed, salt } = seal(Buffer.from('scoped'), 1, 77);
    expect(sealed.toString()).not.toBe('scoped');
    expect(open(sealed, 1, 77, salt).toString()).toBe('scoped');
    expect(open(sealed, 1, 78, salt).toString()).not.toBe('scoped');
    const { sign, isGood, length } = createSigner('SHA-256', local);
    const code = sign(Buffer.from('message'));
    expect([code.length, length]).toEqual([24, 24]);
    expect([
      isGood(Buffer.from('message'), code),
      isGood(Buffer.from('messagf'), code),
      isGood(Buffer.from('message'), code.subarray(1)),
    ]).toEqual([true, false, false]);
  }
});

test('RFC 3414 8. DES seals whole blocks of eight bytes, each time with another salt', () => {
  const local = localKey('MD5', userKey('MD5', 'jiami-4321-x'), ENGINE);
  const { seal, open } = createSealer('MD5', 'DES', local, ENGINE);
  const first = seal(Buffer.from('scoped pdu'), 1, 77);
  const second = seal(Buffer.from('scoped pdu'), 1, 77);
  expect(first.sealed).toHaveLength(16);
  expect(first.sealed.equals(second.sealed)).toBe(false);
  expect(open(first.sealed, 1, 77, first.salt).toString()).toBe('scoped pdu\0\0\0\0\0\0');
});
