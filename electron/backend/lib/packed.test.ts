import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTexts, PackReader, PackWriter } from './packed.ts';

interface Part {
  readonly kind: 'byte' | 'whole' | 'float' | 'text' | 'verbatim';
  readonly value: number | string;
}

const partsOf = (kind: Part['kind'], values: fc.Arbitrary<Part['value']>) => values.map((value): Part => ({ kind, value }));
const part = fc.oneof(
  partsOf('byte', fc.nat(255)),
  partsOf('whole', fc.maxSafeNat()),
  partsOf('float', fc.double()),
  partsOf('text', fc.string({ unit: 'grapheme' })),
  partsOf('verbatim', fc.string({ unit: 'grapheme' })),
);
const write = (writer: PackWriter, { kind, value }: Part): void => (writer[kind] as (value: Part['value']) => void).call(writer, value);

test('what is packed is the same when it is unpacked, also where the texts that have a number are over', () => {
  const texts = createTexts(5);
  const writer = new PackWriter(texts);
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const bytes = writer.pack(() => {
        for (const one of parts) write(writer, one);
      });
      const reader = new PackReader(bytes, texts);
      expect(parts.map(({ kind }) => reader[kind]())).toEqual(parts.map(({ value }) => value));
      expect(reader.isAtEnd()).toBe(true);
      expect(() => reader.byte()).toThrow(RangeError);
    }),
  );
});

test('a text that was seen before is a number, and what is long has room', () => {
  const texts = createTexts();
  const writer = new PackWriter(texts);
  const name = 'GigabitEthernet0/0/1';
  const first = writer.pack(() => writer.text(name));
  expect(first).toHaveLength(1);
  const long = '端口'.repeat(100_000);
  expect(
    new PackReader(
      writer.pack(() => writer.verbatim(long)),
      texts,
    ).verbatim(),
  ).toBe(long);
  expect(new PackReader(first, texts).text()).toBe(name);
});

test('what fails while it is written leaves nothing behind for the next', () => {
  const texts = createTexts();
  const writer = new PackWriter(texts);
  const failing = () => {
    writer.whole(5);
    throw new Error('no');
  };
  expect(() => writer.pack(failing)).toThrow('no');
  expect(
    new PackReader(
      writer.pack(() => writer.verbatim('x')),
      texts,
    ).verbatim(),
  ).toBe('x');
});
