import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalAddress, isMistypedAddress } from './address.ts';

describe('addresses people type', () => {
  it.each([
    ['10.1.0.3', false],
    ['web-1.example', false],
    ['3com', false],
    ['fe80::1', false],
    ['::ffff:10.1.0.3', false],
    ['10.1.0.300', true],
    ['10.1.0', true],
    ['10.1.0.3.4', true],
    ['10.1.0.03', true],
    ['web.1', true],
    ['42', true],
  ])('%s mistyped: %s', (text, expected) => {
    expect(isMistypedAddress(text)).toBe(expected);
  });

  it('an IPv4 address is never mistyped, and one with an octet too large always is', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(fc.property(octet, octet, octet, octet, (...octets) => !isMistypedAddress(octets.join('.'))));
    fc.assert(fc.property(octet, octet, octet, fc.integer({ min: 256, max: 999 }), (...octets) => isMistypedAddress(octets.join('.'))));
    expect(canonicalAddress('10.1.0.3')).toBe('10.1.0.3');
  });
});
