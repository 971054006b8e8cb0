import { describe, expect, it } from 'vitest';
import { CHECK_SCHEMAS } from '../../../../shared/contracts/checks.ts';
import { readDetail } from '../../../../shared/domain/observation/detail.ts';
import { componentOfUrl, judge, nextUrl, targetOf } from './judge.ts';

const config = (over: object = {}) => CHECK_SCHEMAS.http.parse({ protocol: 'http', url: 'http://web.example/', ...over });
const answer = (status: number, body = '', isWhole = true, target = 'http://web.example/') => ({ status, body, isWhole, target });
const faultOf = (over: object, told: ReturnType<typeof answer>): string | null => {
  const fault = judge(config(over), told);
  return fault && `${fault.kind} ${readDetail(fault.detail)?.code}`;
};

describe('R-8.4.2-c3-4 judging an answer', () => {
  it('takes the status first, a range and others besides', () => {
    expect(faultOf({}, answer(204))).toBeNull();
    expect(readDetail(judge(config({ statusAlso: '401' }), answer(503, 'fine'))?.detail ?? '')).toEqual({
      code: 'http.status',
      values: { status: 503, expected: '200-399, 401', target: 'http://web.example/' },
    });
    expect(faultOf({ statusFrom: 401, statusTo: 401 }, answer(401))).toBeNull();
    expect(faultOf({ statusAlso: '401, 500-503' }, answer(502))).toBeNull();
    expect(faultOf({ statusAlso: '401, 500-503' }, answer(404))).toBe('protocol http.status');
  });

  it('takes the content then: what must be there, what must not, a value in JSON', () => {
    expect(faultOf({ contains: '政务' }, answer(200, '电子政务云'))).toBeNull();
    expect(faultOf({ contains: 'ok' }, answer(200, 'no'))).toBe('mismatch http.missing');
    expect(faultOf({ contains: 'ok' }, answer(200, 'no', false))).toBe('mismatch http.missingInPart');
    expect(faultOf({ notContains: 'error' }, answer(200, 'an error'))).toBe('mismatch http.forbidden');
    expect(faultOf({ notContains: 'error' }, answer(200, 'fine'))).toBeNull();
    const health = { jsonPath: 'status', jsonValue: 'UP' };
    expect(faultOf(health, answer(200, '{"status":"UP"}'))).toBeNull();
    expect(faultOf(health, answer(200, '{"status":"DOWN"}'))).toBe('mismatch http.jsonValue');
    expect(faultOf(health, answer(200, '{}'))).toBe('mismatch http.jsonMissing');
    expect(faultOf(health, answer(200, 'UP'))).toBe('mismatch http.notJson');
    expect(faultOf(health, answer(200, '{"status":"UP"', false))).toBe('mismatch http.jsonTooLong');
  });

  it('wants the answer to come from, or to lead to, where it should', () => {
    const leadsTo = 'https://web.example/login';
    expect(faultOf({ leadsTo }, answer(200, '', true, 'https://web.example/login?next=1'))).toBeNull();
    expect(faultOf({ leadsTo }, answer(302, '', true, 'https://evil.example/'))).toBe('mismatch http.leadsTo');
    expect(targetOf(new URL('http://me:x@web.example/a'), 302, '/b')).toBe('http://web.example/b');
    expect(targetOf(new URL('http://me:x@web.example/a'), 302, 'https://u:p@other.example/')).toBe('https://other.example/');
    expect(targetOf(new URL('http://me:x@web.example/a'), 200, '/b')).toBe('http://web.example/a');
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
    expect(nextUrl(config({ mostRedirects: 0 }), from, 301, '/x')).toBeNull();
  });

  it('names the component by the URL without credentials, and tells long ones apart', () => {
    expect(componentOfUrl(from.href)).toBe('http://web.example:8080/a?b#c');
    const long = (end: string) => componentOfUrl(`http://web.example/${'x'.repeat(400)}${end}`);
    expect(long('1')).toHaveLength(300);
    expect(long('1')).not.toBe(long('2'));
  });
});
