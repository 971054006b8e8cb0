import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everything, type LogQuery } from '../../../../shared/domain/log/query.ts';
import { type LogRecord, RECORD_KINDS, RECORD_MARKS, TRANSPORTS } from '../../../../shared/domain/log/record.ts';
import { SYSLOG_FACILITIES, SYSLOG_SEVERITIES } from '../../../../shared/domain/syslog/message.ts';
import { batchOf, decodeBatch, encodeBatch, joinBatches, recordAt, sliceBatch } from '../../records/batch.ts';
import { BatchDamaged } from '../../records/columns.ts';
import { foldText, unfoldText } from './fold.ts';
import { decodeGrams, encodeGrams, gramsOf } from './grams.ts';
import { matcherOf } from './match.ts';

const piece = fc.constantFrom('端口', '断开', 'down', 'DOWN', ' ', '10.0.0.', '7', 'é', '😀', 'IFNET', '接口 ', '\n', '%', 'x');
const words = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
const name = fc.option(fc.constantFrom('SW-CORE-1', 'sw-acc-2', '交换机', 'fw', '__proto__'), { nil: null });
const record: fc.Arbitrary<LogRecord> = fc
  .record({
    receivedAt: fc.integer({ min: 1_780_000_000_000, max: 1_780_000_100_000 }),
    at: fc.option(fc.integer({ min: 0, max: 4_000_000_000_000 }), { nil: null }),
    kind: fc.constantFrom(...RECORD_KINDS),
    transport: fc.constantFrom(...TRANSPORTS),
    source: fc.constantFrom('10.0.0.1', '10.0.0.2', 'fe80::1', ''),
    resourceId: name,
    host: name,
    app: name,
    processId: name,
    messageId: name,
    facility: fc.option(fc.constantFrom(...SYSLOG_FACILITIES), { nil: null }),
    severity: fc.option(fc.constantFrom(...SYSLOG_SEVERITIES), { nil: null }),
    marks: fc.subarray([...RECORD_MARKS]),
    line: words,
    textFrom: fc.nat(6),
  })
  .map((one) => ({ ...one, textFrom: Math.min(one.textFrom, one.line.length) }))
  // A place inside a pair of surrogates is none that a parser gives.
  .filter(({ line, textFrom }) => !/[\uDC00-\uDFFF]/.test(line[textFrom] ?? ''));
/** Every piece of it another. */
const varied = (): string => Array.from({ length: 20_000 }, (_, index) => Math.imul(index + 1, 0x9e37_79b1).toString(36)).join(' ');
const records = fc.array(record, { maxLength: 40 });
const kept = (one: LogRecord): LogRecord => ({ ...one, line: one.line.replaceAll('\n', '␊') });

describe('R-8.4.3-b6-1 a batch of records', () => {
  it('gives back every record as it was, through its bytes', () => {
    fc.assert(
      fc.property(records, (list) => {
        const batch = decodeBatch(encodeBatch(batchOf(list)));
        expect(
          Array.from({ length: batch.count }, (_, index) => recordAt(batch, index, (from, to) => batch.text.subarray(from, to))),
        ).toEqual(list.map(kept));
      }),
    );
  });

  it('gives any part of itself', () => {
    fc.assert(
      fc.property(records, fc.nat(40), fc.nat(40), (list, one, other) => {
        const [from, to] = [one, other].map((at) => Math.min(at, list.length)).sort((a, b) => a - b) as [number, number];
        const part = decodeBatch(encodeBatch(sliceBatch(batchOf(list), from, to)));
        expect(Array.from({ length: part.count }, (_, index) => recordAt(part, index, (a, b) => part.text.subarray(a, b)))).toEqual(
          list.slice(from, to).map(kept),
        );
        for (const [word, values] of Object.entries(part.lists)) expect(new Set(values).size, word).toBe(values.length);
      }),
    );
  });

  it('may be joined from several', () => {
    fc.assert(
      fc.property(fc.array(records, { maxLength: 4 }), (lists) => {
        const batch = joinBatches(lists.map(batchOf));
        expect(
          Array.from({ length: batch.count }, (_, index) => recordAt(batch, index, (from, to) => batch.text.subarray(from, to))),
        ).toEqual(lists.flat().map(kept));
      }),
    );
  });

  it('says of bytes that are none that they are damaged, and nothing else', () => {
    const whole = encodeBatch(batchOf([{ ...fc.sample(record, { numRuns: 1, seed: 7 })[0]!, line: '端口 down' }]));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1 }), fc.nat(whole.length), (edits, end) => {
        const bytes = Buffer.from(whole.subarray(0, end));
        for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value;
        try {
          const batch = decodeBatch(bytes);
          for (let index = 0; index < batch.count; index++) recordAt(batch, index, (from, to) => batch.text.subarray(from, to));
        } catch (error) {
          expect(error).toBeInstanceOf(BatchDamaged);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

/** The same question asked of each record alone, plainly; a text of nothing asks nothing. */
function plainly(query: LogQuery, one: LogRecord): boolean {
  const small = (text: string) => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
  const isWord = (value: string | null, wanted: string | null) =>
    value === null || wanted === null
      ? value === wanted
      : wanted.endsWith('*')
        ? value.toLowerCase().startsWith(wanted.slice(0, -1).toLowerCase())
        : value.toLowerCase() === wanted.toLowerCase();
  return (
    one.receivedAt >= query.from &&
    one.receivedAt < query.to &&
    query.terms.every(({ text: sought, isNot }) => sought === '' || small(one.line).includes(small(sought)) !== isNot) &&
    query.severity.every(({ values, isNot }) => values.includes(one.severity) !== isNot) &&
    query.kind.every(({ values, isNot }) => values.includes(one.kind) !== isNot) &&
    (['resourceId', 'source', 'host', 'app', 'messageId'] as const).every((field) =>
      (query[field] as LogQuery['app']).every(({ values, isNot }) => values.some((wanted) => isWord(one[field], wanted)) !== isNot),
    )
  );
}

const condition = <T>(value: fc.Arbitrary<T>) =>
  fc.array(fc.record({ values: fc.array(value, { minLength: 1, maxLength: 2 }), isNot: fc.boolean() }), { maxLength: 1 });
const text = fc.constantFrom('down', 'Down', '断开', '口', '10.0.0.7', 'x', 'absent', '端口断', 'é', '', '😀');
const query: fc.Arbitrary<LogQuery> = fc.record({
  from: fc.constantFrom(0, 1_780_000_050_000),
  to: fc.constantFrom(1_780_000_060_000, 9e12),
  terms: fc.array(fc.record({ text, isNot: fc.boolean() }), { maxLength: 3 }),
  severity: condition(fc.option(fc.constantFrom(...SYSLOG_SEVERITIES), { nil: null })),
  kind: condition(fc.constantFrom(...RECORD_KINDS)),
  resourceId: condition(fc.option(fc.constantFrom('SW-CORE-1', '交换机'), { nil: null })),
  source: condition(fc.constantFrom('10.0.0.1', 'fe80*')),
  host: condition(fc.constantFrom('sw-*', 'fw')),
  app: condition(fc.constantFrom('交换机', 'SW-core-1')),
  messageId: condition(fc.constantFrom('*', 'fw')),
});

describe('R-8.4.3-b6-1 folded text', () => {
  it('is found however it is written, and becomes again what it was', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.array(words), (bytes, lines) => {
        for (const original of [Buffer.from(bytes), Buffer.from(lines.join('\n'))]) {
          const { text, capitals } = foldText(original);
          expect(text.toString('latin1')).toBe(original.toString('latin1').replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()));
          expect(unfoldText(text, capitals, 0, text.length).equals(original)).toBe(true);
          const middle = text.length >> 1;
          expect(unfoldText(text, capitals, middle, text.length).equals(original.subarray(middle))).toBe(true);
        }
      }),
    );
  });
});

describe('R-8.4.3-b6-1 a question to a batch', () => {
  it('finds what each record alone says, and its filters never hide one', () => {
    fc.assert(
      fc.property(records, query, (list, asked) => {
        const batch = batchOf(list);
        const matcher = matcherOf(asked);
        const { text: folded } = foldText(batch.text);
        const found = [...matcher.texts(batch, folded, matcher.fields(batch))];
        const wanted = list.flatMap((one, index) => (plainly(asked, kept(one)) ? [index] : []));
        expect(found).toEqual(wanted);
        // Nothing but wanted texts and lines: then `mayText` says exactly whether a record is found.
        const alone = { ...everything(-1e15, 1e15), terms: asked.terms.filter(({ text, isNot }) => text !== '' && !isNot) };
        if (alone.terms.length > 0) expect(matcher.mayText(folded)).toBe(list.some((one) => plainly(alone, kept(one))));
        if (wanted.length > 0) expect([matcher.may(gramsOf(folded)), matcher.mayText(folded)]).toEqual([true, true]);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads the filters of the first version, of one size and one bit a piece', () => {
    const first = Buffer.alloc((1 << 13) + (1 << 16), 0xff);
    const may = matcherOf({ ...everything(0, 1), terms: [{ text: '断开', isNot: false }] }).may;
    expect(may(decodeGrams(first)!)).toBe(true);
    expect(may(decodeGrams(first.fill(0, 1 << 13))!)).toBe(false);
    expect([decodeGrams(first.subarray(1)), decodeGrams(Buffer.alloc(0)), decodeGrams(Buffer.from([2, 3, 3]))]).toEqual([null, null, null]);
  });

  it('is answered by filters alone for what is nowhere, in any language', () => {
    const list = Array.from(
      { length: 4096 },
      (_, index) => `<187>接口 GigabitEthernet0/0/${index % 48} 状态变为 down，邻居 10.12.${index % 256}.7`,
    );
    const filters = decodeGrams(encodeGrams(gramsOf(foldText(Buffer.from(list.join('\n'))).text)));
    const may = (sought: string) => matcherOf({ ...everything(0, 1), terms: [{ text: sought, isNot: false }] }).may(filters!);
    for (const there of ['接口', 'down', 'DOWN', '10.12.255.7', '邻居 10', 'gigabit', '0']) expect(may(there), there).toBe(true);
    expect(filters?.long.length, 'as large as the text is varied').toBeLessThan(gramsOf(Buffer.from(varied())).long.length);
    for (const absent of ['风扇', 'fan failed', '10.99.1.7', 'zwfw']) expect(may(absent), absent).toBe(false);
  });
});
