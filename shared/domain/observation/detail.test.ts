import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detailOf, readDetail } from './detail.ts';

describe('the detail of a fault', () => {
  it('is a code with the values of its sentence, whatever they hold', () => {
    const text = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 }).map((codes) => String.fromCharCode(...codes));
    fc.assert(
      fc.property(text, text, fc.integer(), (name, got, limitMs) => {
        const read = readDetail(detailOf('dns.missing', { name, got, limitMs }));
        expect([read?.code, Object.keys(read?.values ?? {}), read?.values.limitMs]).toEqual([
          'dns.missing',
          ['name', 'got', 'limitMs'],
          limitMs,
        ]);
        for (const value of [read?.values.name, read?.values.got]) expect(String(value).length).toBeLessThanOrEqual(120);
      }),
    );
  });

  it('says where a value was cut, and holds no control characters', () => {
    expect(readDetail(detailOf('a.b', { text: 'x'.repeat(500), lines: 'a\r\nb' }))).toEqual({
      code: 'a.b',
      values: { text: `${'x'.repeat(119)}…`, lines: 'a b' },
    });
  });

  it.each(['connect ECONNREFUSED', 'a.b {', 'a.b {"x"', ''])('is not read from %j', (text) => {
    expect(readDetail(text)).toBeNull();
  });
});
