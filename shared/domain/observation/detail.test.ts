import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detailOf, readDetail } from './detail.ts';

describe('the detail of a fault', () => {
  it('is a code with the values of its sentence, whatever they hold', () => {
    const name = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(
      fc.property(fc.dictionary(name, fc.oneof(fc.string({ unit: 'binary' }), fc.integer())), (values) => {
        const told = detailOf('dns.missing', values);
        const read = readDetail(told);
        expect(read?.code).toBe('dns.missing');
        expect(Object.keys(read?.values ?? {}).toSorted()).toEqual(Object.keys(values).toSorted());
        for (const value of Object.values(read?.values ?? {})) expect(String(value).length).toBeLessThanOrEqual(120);
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
