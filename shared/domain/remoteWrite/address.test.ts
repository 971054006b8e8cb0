import { describe, expect, it } from 'vitest';
import { addressFault, shownAddress } from './address.ts';

describe('R-8.4.3-f3-2 the address of a receiver', () => {
  it.each([
    'http://127.0.0.1:9090/api/v1/write',
    'https://metrics.gov.local/api/v1/push?tenant=a&extra_label=site%3Dx',
    'HTTP://[fd00::1]:8428',
    'https://tsdb',
  ])('%s is one: an inner address, too', (address) => {
    expect(addressFault(address)).toBeNull();
    expect(shownAddress(address)).toBe(address);
  });

  it.each([
    ['', 'missing'],
    ['metrics.gov.local/write', 'form'],
    ['http://', 'form'],
    ['http://a b/', 'form'],
    ['http://a\\@b/', 'credentials'],
    ['http://host:port/', 'form'],
    [`http://host/${'x'.repeat(500)}`, 'form'],
    ['file:///etc/passwd', 'scheme'],
    ['gopher://host/', 'scheme'],
    ['http://name:secret@host/', 'credentials'],
    ['http://name@host/', 'credentials'],
    ['http://host/#x', 'fragment'],
    ['https://host/write?token=abc', 'secret'],
    ['https://host/write?a=1&X-Api-Key=abc', 'secret'],
  ])('%s is none: %s', (address, fault) => {
    expect(addressFault(address)).toBe(fault);
  });

  it('is never shown with what opens something', () => {
    expect(shownAddress('http://name:geheim@host/w?token=geheim&a=1')).toBe('http://***@host/w?token=***&a=1');
  });
});
