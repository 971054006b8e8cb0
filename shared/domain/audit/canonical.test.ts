import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type JsonValue } from './canonical.ts';

/** RFC 8785 appendix B: a double as the hexadecimal of its bits, and how it is written. */
const NUMBERS = [
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
] as const;

function double(bits: string): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${bits}`));
  return view.getFloat64(0);
}

describe('D-AUD-1 canonical JSON (RFC 8785)', () => {
  it.each(NUMBERS)('writes the number %s as %s (appendix B)', (bits, text) => {
    expect(canonicalJson(double(bits))).toBe(text);
  });

  it('writes the sample of section 3.2.2 byte for byte', () => {
    const input = JSON.parse(String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`);
    const expected =
      '7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e756d62657273223a5b3333333333333333332e333333333333332c' +
      '31652b33302c342e352c302e3030322c31652d32375d2c22737472696e67223a22e282ac245c75303030665c6e4127425c225c5c5c5c5c222f227d';
    expect(Buffer.from(canonicalJson(input), 'utf8').toString('hex')).toBe(expected);
  });

  it('sorts the members of section 3.2.3 by UTF-16 code units, not by code points', () => {
    const names = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, ö: 7 };
    expect(Object.keys(JSON.parse(canonicalJson({ z: names })).z)).toEqual(['1', '\r', '\u0080', 'ö', '€', '\ud83d\ude00', '\ufb33']);
    expect(
      canonicalJson(names)
        .replace(/[^0-9,]/g, '')
        .split(',').length,
    ).toBe(7);
    expect(canonicalJson(names)).toMatch(/^\{"\\r":2,"1":4,/);
  });

  it('escapes control characters as short as it may and nothing else', () => {
    expect(canonicalJson('\b\t\n\f\r\u0000\u001f\u007f\u2028"\\/告警')).toBe('"\\b\\t\\n\\f\\r\\u0000\\u001f\u007f\u2028\\"\\\\/告警"');
  });

  it('refuses what JSON cannot carry instead of leaving it out', () => {
    const values: unknown[] = [
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      '\ud800',
      { '\udc00': 1 },
      undefined,
      { a: undefined },
      [undefined],
      Array(2),
      1n,
      () => 1,
      Symbol('x'),
      new Date(0),
      new Map(),
    ];
    for (const value of values) expect(() => canonicalJson(value as JsonValue), String(value)).toThrow(TypeError);
  });

  it('knows members of Object.prototype as names like any other', () => {
    expect(canonicalJson(JSON.parse('{"constructor":1,"__proto__":2}'))).toBe('{"__proto__":2,"constructor":1}');
  });

  it('means the same value, is its own canonical form, and does not depend on the order of members', () => {
    const unit = fc.constantFrom('a', '"', '\\', '/', '\n', '\u0000', '\u007f', '\u2028', 'é', '€', '告', '\ufb33', '\ud83d\ude00');
    const text = fc.string({ unit });
    // Names without escapes: JSON.parse of Node 24 may read an escaped name as another it has read before (nodejs/node#63785).
    const name = fc.string({ unit: fc.constantFrom('a', '/', '\u007f', '\u2028', 'é', '€', '告', '\ufb33', '\ud83d\ude00') });
    const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom(null, true, false),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        text,
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(name, tie('value'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(value, (candidate) => {
        const canonical = canonicalJson(candidate);
        expect(JSON.parse(canonical)).toEqual(JSON.parse(JSON.stringify(candidate)));
        expect(canonicalJson(JSON.parse(canonical))).toBe(canonical);
      }),
    );
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(text, fc.integer()), { selector: ([name]) => name }), (members) => {
        expect(canonicalJson(Object.fromEntries(members.toReversed()))).toBe(canonicalJson(Object.fromEntries(members)));
      }),
    );
  });
});
