import { describe, expect, it } from 'vitest';
import { CHECK_SCHEMAS } from '../../../../shared/contracts/checks.ts';
import { componentOfUrl, judge, nextUrl } from './judge.ts';

const config = (over: object = {}) => CHECK_SCHEMAS.http.parse({ protocol: 'http', url: 'http://web.example/', ...over });
const answer = (status: number, body = '', isWhole = true) => ({ status, body, isWhole });

describe('R-8.4.2-c3-4 judging an answer', () => {
  it('takes the status range first, then the content', () => {
    expect(judge(config(), answer(204))).toBeNull();
    expect(judge(config(), answer(503, 'fine'))).toMatchObject({ kind: 'protocol', detail: 'status 503, expected 200-399' });
    expect(judge(config({ statusFrom: 401, statusTo: 401 }), answer(401))).toBeNull();
    expect(judge(config({ contains: '政务' }), answer(200, '电子政务云'))).toBeNull();
    expect(judge(config({ contains: 'ok' }), answer(200, 'no'))).toMatchObject({
      kind: 'mismatch',
      detail: expect.stringContaining('in the answer'),
    });
    expect(judge(config({ contains: 'ok' }), answer(200, 'no', false))).toMatchObject({ detail: expect.stringContaining('first 1 MiB') });
  });

  const from = new URL('http://me:secret@web.example:8080/a?b#c');
  it.each([
    ['relative', 302, '/login', 'http://me:secret@web.example:8080/login'],
    ['to TLS on the same host', 301, 'https://web.example/', 'https://me:secret@web.example/'],
    ['to another host', 301, 'https://evil.example/', null],
    ['to another scheme', 301, 'file:///etc/passwd', null],
    ['without a location', 301, undefined, null],
    ['with a broken location', 301, 'http://', null],
    ['that is no redirect', 200, '/x', null],
    ['not modified', 304, '/x', null],
  ])('goes on after a redirect only inside the host: %s', (_, status, location, expected) => {
    expect(nextUrl(config(), from, status, location)?.href ?? null).toBe(expected);
  });

  it('a pinned certificate is not left for a connection without one', () => {
    const pinned = config({ url: 'https://web.example/', pinnedCertificate: 'ab'.repeat(32) });
    const at = new URL('https://web.example/');
    expect(nextUrl(pinned, at, 302, 'http://web.example/login')).toBeNull();
    expect(nextUrl(pinned, at, 302, '/login')?.href).toBe('https://web.example/login');
  });

  it('does not follow a redirect that is the expected answer', () => {
    expect(nextUrl(config({ statusFrom: 301, statusTo: 302 }), from, 301, '/x')).toBeNull();
  });

  it('names the component by the URL without credentials, and tells long ones apart', () => {
    expect(componentOfUrl(from.href)).toBe('http://web.example:8080/a?b#c');
    const long = (end: string) => componentOfUrl(`http://web.example/${'x'.repeat(400)}${end}`);
    expect(long('1')).toHaveLength(300);
    expect(long('1')).not.toBe(long('2'));
  });
});
