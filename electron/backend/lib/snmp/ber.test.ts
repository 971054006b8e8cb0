import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BerWrong,
  compareOids,
  element,
  encodeValue,
  integerBody,
  oidBody,
  oidOf,
  readElement,
  readElements,
  readInteger,
  readOid,
  TAG,
} from './ber.ts';

const oids = fc
  .tuple(
    fc.integer({ min: 0, max: 2 }),
    fc.integer({ min: 0, max: 39 }),
    fc.array(fc.integer({ min: 0, max: 0xffff_ffff }), { maxLength: 30 }),
  )
  .map(([first, second, rest]) => [first, second, ...rest]);

describe('BER', () => {
  test.each([
    [0n, '00'],
    [127n, '7f'],
    [128n, '0080'],
    [-1n, 'ff'],
    [-129n, 'ff7f'],
    [4294967295n, '00ffffffff'],
    [18446744073709551615n, '00ffffffffffffffff'],
  ])('the integer %s has the bytes of X.690 8.3', (value, hex) => {
    expect(integerBody(value).toString('hex')).toBe(hex);
  });

  test('sysUpTime.0 has the bytes every agent sends', () => {
    expect(element(TAG.oid, oidBody(oidOf('1.3.6.1.2.1.1.3.0'))).toString('hex')).toBe('06082b06010201010300');
    expect(encodeValue({ type: 'timeTicks', value: 300 }).toString('hex')).toBe('4302012c');
    expect(encodeValue({ type: 'endOfMibView' }).toString('hex')).toBe('8200');
    expect(element(TAG.octets, Buffer.alloc(200)).subarray(0, 3).toString('hex')).toBe('0481c8');
  });

  test('every integer of 64 bits and every object identifier comes back as it went', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }), (value) => {
        expect(readInteger(integerBody(value))).toBe(value);
      }),
    );
    fc.assert(
      fc.property(oids, (oid) => {
        expect(readOid(oidBody(oid))).toEqual(oid);
      }),
    );
  });

  test('elements nest and come back with their bodies', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }), (bodies) => {
        const packed = element(TAG.sequence, ...bodies.map((body) => element(TAG.octets, Buffer.from(body))));
        const outer = readElement(packed, 0);
        expect(outer.end).toBe(packed.length);
        expect(readElements(outer.body).map(({ body }) => [...body])).toEqual(bodies.map((body) => [...body]));
      }),
    );
  });

  test('whatever bytes come, they are elements or refused, and reading them ends', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
        for (const read of [
          () => readElements(Buffer.from(bytes)),
          () => readOid(Buffer.from(bytes)),
          () => readInteger(Buffer.from(bytes)),
        ])
          try {
            read();
          } catch (error) {
            expect(error).toBeInstanceOf(BerWrong);
          }
      }),
      { numRuns: 2000 },
    );
  });

  test('indefinite lengths, unfinished identifiers and numbers over 32 bits are refused', () => {
    for (const hex of ['3080', '30', '0485', '04020a', '048500000000010a'])
      expect(() => readElement(Buffer.from(hex, 'hex'), 0)).toThrow(BerWrong);
    for (const hex of ['', '2b80', '2b9080808000']) expect(() => readOid(Buffer.from(hex, 'hex'))).toThrow(BerWrong);
    for (const text of ['', '1', '3.1', '1.3.', '1.3.x']) expect(() => oidOf(text)).toThrow(BerWrong);
  });

  test('object identifiers are ordered number by number, a prefix first', () => {
    const sorted = ['1.3.6.1.2.1.2', '1.3.6.1.2.1.2.2.1.1.9', '1.3.6.1.2.1.2.2.1.1.10', '1.3.6.1.2.1.31', '1.3.6.1.4'].map(oidOf);
    expect([...sorted].reverse().sort(compareOids)).toEqual(sorted);
  });
});
