import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { type LogRecord, RECORD_KINDS, RECORD_MARKS, TRANSPORTS } from '../../../shared/domain/log/record.ts';
import { SYSLOG_FACILITIES, SYSLOG_SEVERITIES } from '../../../shared/domain/syslog/message.ts';
import { BatchDamaged, columnReader, columnWriter } from './columns.ts';

/** The first number of a batch: the version of what follows. */
const VERSION = 1;
const WORDS = ['source', 'resourceId', 'host', 'app', 'processId', 'messageId'] as const;
type Word = (typeof WORDS)[number];

/** Records by columns: what repeats is a number of a list, and all lines lie in one piece to be searched as such. */
export interface Batch {
  readonly count: number;
  readonly receivedAt: Float64Array;
  /** NaN where the device said no time. */
  readonly at: Float64Array;
  /** Kind, transport, facility, severity and marks by their numbers; 255 for a facility or severity that was not said. */
  readonly kind: Uint8Array;
  readonly transport: Uint8Array;
  readonly facility: Uint8Array;
  readonly severity: Uint8Array;
  readonly marks: Uint8Array;
  /** What the words of a record are, 0 for null, else one more than the place in the list. */
  readonly lists: Readonly<Record<Word, readonly string[]>>;
  readonly words: Readonly<Record<Word, Uint32Array>>;
  /** In bytes of the line. */
  readonly textFrom: Uint32Array;
  /** Where each line begins in `text`; one more at the end. */
  readonly lineFrom: Uint32Array;
  /** Every line in UTF-8, each ended by a line feed, which none contains. */
  readonly text: Buffer;
}

/** A batch whose lines are not at hand. */
export type Columns = Omit<Batch, 'text'>;

const BYTE_COLUMNS = ['kind', 'transport', 'facility', 'severity', 'marks'] as const;
const UNSAID = 255;
const LINE_FEED = 10;
/** Of a batch that is believed: many times what any sender makes. */
const MOST_BYTES = 256 * 1024 * 1024;
const numberIn = <T>(list: readonly T[], value: T | null): number => (value === null ? UNSAID : list.indexOf(value));
const marksOf = (record: LogRecord): number => record.marks.reduce((bits, mark) => bits | (1 << RECORD_MARKS.indexOf(mark)), 0);
const inOneLine = (line: string): string => (line.includes('\n') ? line.replaceAll('\n', '␊') : line);

/** Every line of records in one piece, and where each begins and its words for people. */
function textOf(records: readonly LogRecord[]): Pick<Batch, 'text' | 'lineFrom' | 'textFrom'> {
  const lines = records.map(({ line }) => inOneLine(line));
  const room = lines.reduce((sum, line) => sum + line.length * 3 + 1, 0);
  const text = Buffer.allocUnsafe(room);
  const lineFrom = new Uint32Array(records.length + 1);
  const textFrom = new Uint32Array(records.length);
  let end = 0;
  for (const [index, line] of lines.entries()) {
    const from = records[index]?.textFrom ?? 0;
    const headEnd = end + text.write(line.slice(0, from), end, 'utf8');
    textFrom[index] = headEnd - end;
    end = headEnd + text.write(line.slice(from), headEnd, 'utf8');
    text[end++] = LINE_FEED;
    lineFrom[index + 1] = end;
  }
  return { text: Buffer.from(text.subarray(0, end)), lineFrom, textFrom };
}

/** Records as a batch, in their order. A line feed inside a line becomes its symbol. */
export function batchOf(records: readonly LogRecord[]): Batch {
  const count = records.length;
  const lists = {} as Record<Word, string[]>;
  const words = {} as Record<Word, Uint32Array>;
  for (const word of WORDS) {
    const places = new Map<string, number>();
    words[word] = Uint32Array.from(records, ({ [word]: value }) => {
      if (value === null) return 0;
      const place = places.get(value) ?? places.size + 1;
      places.set(value, place);
      return place;
    });
    lists[word] = [...places.keys()];
  }
  return {
    count,
    receivedAt: Float64Array.from(records, (one) => one.receivedAt),
    at: Float64Array.from(records, (one) => one.at ?? Number.NaN),
    kind: Uint8Array.from(records, (one) => RECORD_KINDS.indexOf(one.kind)),
    transport: Uint8Array.from(records, (one) => TRANSPORTS.indexOf(one.transport)),
    facility: Uint8Array.from(records, (one) => numberIn(SYSLOG_FACILITIES, one.facility)),
    severity: Uint8Array.from(records, (one) => numberIn(SYSLOG_SEVERITIES, one.severity)),
    marks: Uint8Array.from(records, marksOf),
    lists,
    words,
    ...textOf(records),
  };
}

/** Several batches as one, in their order. */
export function joinBatches(batches: readonly Batch[]): Batch {
  const [only] = batches;
  if (only && batches.length === 1) return only;
  const count = batches.reduce((sum, batch) => sum + batch.count, 0);
  const lists = {} as Record<Word, string[]>;
  const words = {} as Record<Word, Uint32Array>;
  for (const word of WORDS) {
    const places = new Map<string, number>();
    const joined = new Uint32Array(count);
    let at = 0;
    for (const { lists: own, words: column } of batches) {
      const moved = own[word].map((value) => {
        const place = places.get(value) ?? places.size + 1;
        places.set(value, place);
        return place;
      });
      for (const place of column[word]) joined[at++] = place === 0 ? 0 : (moved[place - 1] ?? 0);
    }
    lists[word] = [...places.keys()];
    words[word] = joined;
  }
  const lineFrom = new Uint32Array(count + 1);
  let line = 0;
  let begin = 0;
  for (const batch of batches) {
    for (let index = 0; index < batch.count; index++) lineFrom[line++] = begin + (batch.lineFrom[index] ?? 0);
    begin += batch.text.length;
  }
  lineFrom[count] = begin;
  const bytes = (column: (typeof BYTE_COLUMNS)[number]) => new Uint8Array(Buffer.concat(batches.map((batch) => batch[column])));
  const times = (column: 'receivedAt' | 'at') => {
    const joined = new Float64Array(count);
    let at = 0;
    for (const batch of batches) {
      joined.set(batch[column], at);
      at += batch.count;
    }
    return joined;
  };
  return {
    count,
    receivedAt: times('receivedAt'),
    at: times('at'),
    kind: bytes('kind'),
    transport: bytes('transport'),
    facility: bytes('facility'),
    severity: bytes('severity'),
    marks: bytes('marks'),
    lists,
    words,
    textFrom: Uint32Array.from(batches.flatMap((batch) => [...batch.textFrom])),
    lineFrom,
    text: Buffer.concat(batches.map((batch) => batch.text)),
  };
}

/** The records of a batch from `from` to before `to`, in their order; its lists hold only what they need. */
export function sliceBatch(batch: Batch, from: number, to: number): Batch {
  const lists = {} as Record<Word, string[]>;
  const words = {} as Record<Word, Uint32Array>;
  for (const word of WORDS) {
    const places = new Map<number, number>();
    const list: string[] = [];
    words[word] = batch.words[word].slice(from, to).map((whole) => {
      if (whole === 0) return 0;
      const known = places.get(whole);
      if (known !== undefined) return known;
      places.set(whole, list.push(batch.lists[word][whole - 1] ?? ''));
      return list.length;
    });
    lists[word] = list;
  }
  const begin = batch.lineFrom[from] ?? 0;
  return {
    count: to - from,
    receivedAt: batch.receivedAt.slice(from, to),
    at: batch.at.slice(from, to),
    kind: batch.kind.slice(from, to),
    transport: batch.transport.slice(from, to),
    facility: batch.facility.slice(from, to),
    severity: batch.severity.slice(from, to),
    marks: batch.marks.slice(from, to),
    lists,
    words,
    textFrom: batch.textFrom.slice(from, to),
    lineFrom: batch.lineFrom.slice(from, to + 1).map((at) => at - begin),
    text: batch.text.subarray(begin, batch.lineFrom[to] ?? 0),
  };
}

/** One record of a batch; `bytes` gives its line from where it begins in the text to before where it ends. */
export function recordAt(batch: Columns, index: number, bytes: (from: number, to: number) => Buffer): LogRecord {
  const word = (name: Word): string | null => batch.lists[name][(batch.words[name][index] ?? 0) - 1] ?? null;
  const bits = batch.marks[index] ?? 0;
  const at = batch.at[index] ?? Number.NaN;
  const line = bytes(batch.lineFrom[index] ?? 0, (batch.lineFrom[index + 1] ?? 1) - 1);
  const head = line.toString('utf8', 0, batch.textFrom[index] ?? 0);
  return {
    receivedAt: batch.receivedAt[index] ?? 0,
    at: Number.isNaN(at) ? null : at,
    kind: RECORD_KINDS[batch.kind[index] ?? 0] ?? 'event',
    transport: TRANSPORTS[batch.transport[index] ?? 0] ?? 'station',
    source: word('source') ?? '',
    resourceId: word('resourceId'),
    host: word('host'),
    app: word('app'),
    processId: word('processId'),
    messageId: word('messageId'),
    facility: SYSLOG_FACILITIES[batch.facility[index] ?? UNSAID] ?? null,
    severity: SYSLOG_SEVERITIES[batch.severity[index] ?? UNSAID] ?? null,
    marks: RECORD_MARKS.filter((_, bit) => bits & (1 << bit)),
    line: head + line.toString('utf8', batch.textFrom[index] ?? 0),
    textFrom: head.length,
  };
}

/** Everything of a batch but the words of its lines. */
export function encodeColumns(batch: Batch): Buffer {
  const out = columnWriter();
  out.number(VERSION);
  out.number(batch.count);
  out.times(batch.receivedAt);
  out.times(batch.at);
  for (const column of BYTE_COLUMNS) out.bytes(batch[column]);
  out.json(batch.lists);
  for (const word of WORDS) out.numbers(batch.words[word]);
  out.numbers(batch.textFrom);
  out.numbers(batch.lineFrom);
  return out.done();
}

/** A batch in one piece: columns behind their length, then the text. */
export function encodeBatch(batch: Batch): Buffer {
  const columns = encodeColumns(batch);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(columns.length);
  return Buffer.concat([length, columns, batch.text]);
}

/** The batch of these bytes. Throws BatchDamaged for bytes that are none, or of a later version. */
export function decodeBatch(bytes: Buffer): Batch {
  const end = bytes.length < 4 ? Number.POSITIVE_INFINITY : 4 + bytes.readUInt32LE(0);
  if (end > bytes.length) throw new BatchDamaged('batch ends early');
  return withText(decodeColumns(bytes.subarray(4, end)), bytes.subarray(end));
}

/** The batch with its lines. Throws BatchDamaged where they are not those of the columns. */
export function withText(columns: Columns, text: Buffer): Batch {
  if (columns.lineFrom[columns.count] !== text.length) throw new BatchDamaged('lines and text disagree');
  return { ...columns, text };
}

/** The columns of these bytes. Throws BatchDamaged for bytes that are none, or of a later version. */
export function decodeColumns(bytes: Uint8Array): Columns {
  const from = columnReader(bytes);
  const version = from.number();
  if (version !== VERSION) throw new BatchDamaged(`batch of version ${version}`);
  const count = from.number();
  const receivedAt = from.times(count);
  const at = from.times(count);
  const [kind, transport, facility, severity, marks] = BYTE_COLUMNS.map(() => from.bytes(count)) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  const lists = listsOf(from.json());
  const words = Object.fromEntries(WORDS.map((word) => [word, from.numbers(count)])) as Record<Word, Uint32Array>;
  const textFrom = from.numbers(count);
  const lineFrom = from.numbers(count + 1);
  return { count, receivedAt, at, kind, transport, facility, severity, marks, lists, words, textFrom, lineFrom };
}

function listsOf(lists: unknown): Record<Word, string[]> {
  if (typeof lists === 'object' && lists !== null && WORDS.every((word) => Array.isArray((lists as Record<string, unknown>)[word])))
    return lists as Record<Word, string[]>;
  throw new BatchDamaged('lists');
}

const HEAD_BYTES = 4;

/** A batch as it travels and waits: how many records it has, then itself, compressed. */
export function packBatch(batch: Batch): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32LE(batch.count);
  return Buffer.concat([head, zstdCompressSync(encodeBatch(batch))]);
}

/** Records of one batch at most. */
export const MOST_RECORDS = 65_536;

/** How many records these bytes say they have; 0 for what cannot be a batch. Nothing else is read. */
export function packedCount(bytes: Buffer): number {
  const count = bytes.length > HEAD_BYTES ? bytes.readUInt32LE(0) : 0;
  return count <= MOST_RECORDS ? count : 0;
}

/** The batch of these bytes. Throws BatchDamaged. */
export function unpackBatch(bytes: Buffer): Batch {
  const batch = decodeBatch(inflated(bytes.subarray(HEAD_BYTES)));
  if (batch.count !== packedCount(bytes)) throw new BatchDamaged('count');
  return batch;
}

function inflated(bytes: Buffer): Buffer {
  try {
    return zstdDecompressSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch {
    throw new BatchDamaged('zstd');
  }
}
