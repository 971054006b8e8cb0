import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sessionCommand, sessionUrl } from './session.ts';

describe('R-8.4.2-c2-3 the address of a session', () => {
  it.each([
    ['ssh', '10.0.0.1', 22, 'ssh://10.0.0.1:22', 'ssh -p 22 10.0.0.1'],
    ['telnet', 'sw-1.example', 2323, 'telnet://sw-1.example:2323', 'telnet sw-1.example 2323'],
    ['ssh', 'fe80::1%eth0', 22, 'ssh://[fe80::1%25eth0]:22', 'ssh -p 22 fe80::1%eth0'],
    ['ssh', '::1', 22, 'ssh://[::1]:22', 'ssh -p 22 ::1'],
  ] as const)('%s to %s %i', (kind, address, port, url, command) => {
    expect([sessionUrl(kind, address, port), sessionCommand(kind, address, port)]).toEqual([url, command]);
  });

  it('is none of anything that a program could take for more than an address', () => {
    for (const wrong of [
      '',
      '-oProxyCommand=x',
      'a b',
      'a;b',
      'a/b',
      'root@a',
      'a\nb',
      '$(x)',
      '`x`',
      'a&b',
      "a'b",
      'a"b',
      '%eth0',
      'ssh://a',
      '-',
      'a-',
    ])
      for (const make of [sessionUrl, sessionCommand]) expect(() => make('ssh', wrong, 22), wrong).toThrow(RangeError);
    for (const port of [0, -1, 65_536, 1.5, Number.NaN]) expect(() => sessionUrl('ssh', 'a', port)).toThrow(RangeError);
  });

  it('whatever is typed, is refused or is one word without a sign of a shell, and begins with no dash', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.domain(), fc.ipV4(), fc.ipV6()), (text) => {
        let url: string;
        try {
          url = sessionUrl('ssh', text, 22);
        } catch {
          return;
        }
        expect(url).toMatch(/^ssh:\/\/[[\]A-Za-z0-9.:%_-]+:22$/);
        expect(text.startsWith('-')).toBe(false);
      }),
    );
  });
});
