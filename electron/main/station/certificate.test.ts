import { expect, test } from 'vitest';
import { fingerprintFromChromium, fingerprintFromNode } from './certificate.ts';

test('a certificate has one fingerprint, however it is written', () => {
  const hex = '00ff10a0'.repeat(8);
  expect(fingerprintFromNode((hex.toUpperCase().match(/../g) ?? []).join(':'))).toBe(hex);
  expect(fingerprintFromChromium(`sha256/${Buffer.from(hex, 'hex').toString('base64')}`)).toBe(hex);
});

test('what is no SHA-256 fingerprint is that of no certificate', () => {
  expect(fingerprintFromNode(undefined)).toBe('');
  expect(fingerprintFromChromium('sha1/AAAA')).toBe('');
});
