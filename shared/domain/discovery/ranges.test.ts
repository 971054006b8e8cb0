import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalAddress, compareAddresses, formatAddress, parseAddress } from './address.ts';
import { addressesAt, isWithin, MAX_ADDRESSES, readRanges, type Span, scopeOf, subtractSpans } from './ranges.ts';

const texts = (ranges: string, exclusions = ''): readonly string[] => {
  const scope = scopeOf(ranges, exclusions);
  return addressesAt(scope.spans, 0, Number(scope.asked));
};
const faults = (text: string) => readRanges(text).map(({ text: entry, fault }) => [entry, fault]);

describe('R-8.4.2-c2-1 addresses', () => {
  test.each([
    ['10.0.0.1', '10.0.0.1'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['::ffff:10.1.2.3', '::ffff:a01:203'],
    ['::', '::'],
    ['1::', '1::'],
    ['fe80:0:0:1::', 'fe80:0:0:1::'],
  ])('%s is written %s', (text, written) => expect(canonicalAddress(text)).toBe(written));

  test.each(['10.0.0', '10.0.0.256', '010.0.0.1', '1:2:3', '1::2::3', ':::', '12345::', '10.0.0.1%eth0', 'g::', ''])('%s is none', (text) =>
    expect(parseAddress(text)).toBeNull(),
  );

  test('what is written reads back, in the order of numbers', () => {
    const value = fc.bigInt({ min: 0n, max: (1n << 128n) - 1n });
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [left, right] = [a, b].map((one) => formatAddress({ family: 6, value: one })) as [string, string];
        expect(parseAddress(left)).toEqual({ family: 6, value: a });
        expect(Math.sign(compareAddresses(left, right))).toBe(a < b ? -1 : a > b ? 1 : 0);
        expect(compareAddresses('255.255.255.255', left)).toBeLessThan(0);
      }),
    );
  });
});

describe('R-8.4.2-c2-1 ranges', () => {
  test('a prefix leaves out network and broadcast, a link of two has none', () => {
    expect(texts('192.0.2.0/30')).toEqual(['192.0.2.1', '192.0.2.2']);
    expect(texts('192.0.2.0/31')).toEqual(['192.0.2.0', '192.0.2.1']);
    expect(texts('192.0.2.7/32')).toEqual(['192.0.2.7']);
    expect(texts('2001:db8::/126')).toEqual(['2001:db8::', '2001:db8::1', '2001:db8::2', '2001:db8::3']);
  });

  test('a prefix may be written by any of its addresses, a range by its last octet, entries apart by what people type', () => {
    expect(texts('192.0.2.3/30')).toEqual(['192.0.2.1', '192.0.2.2']);
    expect(texts('10.0.0.9-11，10.0.0.10、10.0.0.30; 10.0.0.31 # 备用\n10.0.1.1~10.0.1.2')).toEqual([
      '10.0.0.9',
      '10.0.0.10',
      '10.0.0.11',
      '10.0.0.30',
      '10.0.0.31',
      '10.0.1.1',
      '10.0.1.2',
    ]);
  });

  test('what cannot be read is named with why', () => {
    expect(faults('10.0.0.0/33 10.0.0.9-3 10.0.0.1-::2 core-1 10.0.0.0/24/8 10.0.0.1-2-3 /24 ::/129')).toEqual([
      ['10.0.0.0/33', 'prefix'],
      ['10.0.0.9-3', 'inverted'],
      ['10.0.0.1-::2', 'mixed'],
      ['core-1', 'syntax'],
      ['10.0.0.0/24/8', 'syntax'],
      ['10.0.0.1-2-3', 'syntax'],
      ['/24', 'syntax'],
      ['::/129', 'prefix'],
    ]);
    expect(scopeOf('10.0.0.0/24', 'core-1').problem).toBe('faulty');
  });

  test('numbers are said before the start and add up', () => {
    const scope = scopeOf('10.12.0.0/24 10.12.0.128/25 10.12.9.1-4', '10.12.0.32/27 10.99.0.0/16 10.12.9.4');
    expect([scope.within, scope.asked, scope.excluded, scope.problem]).toEqual([258n, 225n, 33n, null]);
    expect(scopeOf('10.0.0.0/8', '').problem).toBe('tooMany');
    expect(scopeOf('2001:db8::/64', '').problem).toBe('tooMany');
    expect(scopeOf('10.0.0.1', '10.0.0.1').problem).toBe('empty');
    expect(scopeOf('', '').problem).toBe('empty');
    expect(scopeOf(`10.0.0.0-10.0.${MAX_ADDRESSES / 256 - 1}.255`, '').problem).toBeNull();
  });

  test('an excluded prefix is excluded whole, its first and last address too', () => {
    expect(texts('10.0.0.0-10.0.0.5', '10.0.0.0/30')).toEqual(['10.0.0.4', '10.0.0.5']);
  });

  test('what is left is exactly what is in the ranges and in no exclusion, each once', () => {
    const span = fc
      .record({
        family: fc.constantFrom(4 as const, 6 as const),
        at: fc.integer({ min: 0, max: 40 }),
        size: fc.integer({ min: 1, max: 12 }),
      })
      .map(({ family, at, size }): Span => ({ family, first: BigInt(at), last: BigInt(at + size - 1) }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 6 }), fc.array(span, { maxLength: 6 }), (ranges, holes) => {
        const left = subtractSpans(ranges, holes);
        const all = addressesAt(left, 0, 1000);
        expect(new Set(all).size).toBe(all.length);
        for (const family of [4, 6] as const)
          for (let value = 0n; value < 60n; value += 1n) {
            const address = { family, value };
            const isAsked = isWithin(ranges, address) && !isWithin(holes, address);
            expect([formatAddress(address), all.includes(formatAddress(address))]).toEqual([formatAddress(address), isAsked]);
          }
      }),
    );
  });

  test('pages of addresses put together are the whole', () => {
    const { spans } = scopeOf('10.0.0.250-10.0.1.9 10.1.0.0/29 2001:db8::1-2001:db8::5', '10.0.1.0/30');
    const whole = addressesAt(spans, 0, 1000);
    const paged = Array.from({ length: 10 }, (_, page) => addressesAt(spans, page * 3, 3)).flat();
    expect(paged).toEqual(whole);
  });
});
