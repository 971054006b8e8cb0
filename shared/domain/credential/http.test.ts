import { describe, expect, it } from 'vitest';
import { mayEnter, originOf } from './http.ts';

describe('R-8.2.5-a4-5 where the secret of a set on HTTP may go', () => {
  it('is told by scheme, host and port', () => {
    expect(originOf('HTTPS://Metrics.gov.local:443/api/v1/write?a=1')).toBe('https://metrics.gov.local');
    expect(originOf('http://[FD00::1]:8428')).toBe('http://[fd00::1]:8428');
    expect(originOf('http://host:080')).toBe('http://host');
    for (const none of ['', 'host', 'ftp://host/', 'http://a@host/', 'http://a\\@host/', 'http://host:x/'])
      expect(originOf(none)).toBeNull();
  });

  it('is its own address and no other', () => {
    const set = { kind: 'httpBearer', origin: 'https://metrics.gov.local' } as const;
    expect(mayEnter(set, 'https://metrics.gov.local:443/write')).toBe(true);
    for (const other of [
      'http://metrics.gov.local/write',
      'https://metrics.gov.local:8443/write',
      'https://metrics.gov.local.evil.example/write',
      'https://metrics.gov.local@evil.example/write',
    ])
      expect(mayEnter(set, other)).toBe(false);
    expect(mayEnter({ ...set, origin: 'x' }, 'x')).toBe(false);
  });
});
