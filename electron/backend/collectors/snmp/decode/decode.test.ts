import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { increase, perSecond, type Reading, readingOf } from './counter.ts';
import { decodeValue, macOf, numberOf, textOf, type Value } from './value.ts';

const octets = (bytes: Uint8Array | string): Value => ({ kind: 'octets', value: Buffer.from(bytes as string) });
const counter = (value: bigint, bits: 32 | 64 = 64): Reading => ({ value, bits });

describe('values', () => {
  it('RFC 2578 are read by their tag; exceptions and what no MIB uses are nothing', () => {
    expect(decodeValue(2, -5)).toEqual({ kind: 'number', value: -5 });
    expect(decodeValue(66, 4294967295)).toEqual({ kind: 'number', value: 4294967295 });
    expect(decodeValue(65, 4294967295)).toEqual({ kind: 'counter', value: 4294967295n, bits: 32 });
    expect(decodeValue(70, Buffer.from('00ffffffffffffffff', 'hex'))).toEqual({ kind: 'counter', value: 2n ** 64n - 1n, bits: 64 });
    expect(decodeValue(70, Buffer.alloc(0))).toEqual({ kind: 'counter', value: 0n, bits: 64 });
    expect(decodeValue(64, '10.0.0.1')).toEqual({ kind: 'address', value: '10.0.0.1' });
    for (const type of [1, 3, 5, 68, 128, 129, 130, 999]) expect(decodeValue(type, 1)).toBeNull();
    for (const [type, value] of [
      [2, 'x'],
      [4, 'x'],
      [6, 1],
      [70, 1],
    ] as const)
      expect(decodeValue(type, value)).toBeNull();
    expect([numberOf(readingValue(7n)), numberOf({ kind: 'number', value: 3 }), numberOf(null), numberOf(octets('3'))]).toEqual([
      7,
      3,
      null,
      null,
    ]);
  });
  const readingValue = (value: bigint): Value => ({ kind: 'counter', value, bits: 64 });

  it('texts of Chinese devices are read as UTF-8 or GB18030, without what a screen must not obey', () => {
    expect(textOf(octets('核心交换机 1'))).toBe('核心交换机 1');
    expect(textOf(octets(Buffer.from('bacbd0c4bdbbbbbbbbfa', 'hex')))).toBe('核心交换机');
    expect(textOf(octets('S5130\r\n  Comware\u0000rest'))).toBe('S5130   Comware');
    expect(textOf(octets('name\u202Egpj.exe\u200B\u001b[31m'))).toBe('namegpj.exe[31m');
    expect(textOf(octets('x'.repeat(60_000)))).toHaveLength(1000);
    expect(textOf(octets(`ab${'核'.repeat(1000)}`))).toBe(`ab${'核'.repeat(332)}`);
    expect([textOf(octets('')), textOf(null), textOf({ kind: 'number', value: 1 })]).toEqual(['', null, null]);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void expect(typeof textOf(octets(bytes))).toBe('string')));
  });

  it('hardware addresses are six octets that are not all zero', () => {
    expect(macOf(octets(Buffer.from('00e0fc123456', 'hex')))).toBe('00:e0:fc:12:34:56');
    for (const hex of ['', '000000000000', '00e0fc1234', '00e0fc12345678']) expect(macOf(octets(Buffer.from(hex, 'hex')))).toBeNull();
  });
});

describe('counters', () => {
  it('of 32 bits go round, of 64 bits begin again, and one that changed its size says nothing', () => {
    expect(increase(counter(4294967290n, 32), counter(4n, 32))).toBe(10);
    expect(increase(counter(100n), counter(4n))).toBeNull();
    expect(increase(counter(4n), counter(100n))).toBe(96);
    expect(increase(counter(4n, 32), counter(100n))).toBeNull();
    expect([increase(null, counter(1n)), increase(counter(1n), null)]).toEqual([null, null]);
    expect(readingOf(octets('1'))).toBeNull();
  });

  it('give a rate only over a time that passed', () => {
    expect(perSecond(counter(0n), counter(3000n), 30_000)).toBe(100);
    for (const elapsed of [0, -1]) expect(perSecond(counter(0n), counter(1n), elapsed)).toBeNull();
  });

  it('never give a negative rate', () => {
    const any = fc.record({ value: fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }), bits: fc.constantFrom(32 as const, 64 as const) });
    fc.assert(fc.property(any, any, (before, now) => (increase(before, now) ?? 0) >= 0));
  });
});
