import { type Address, formatAddress, parseAddress } from './address.ts';

/** Most addresses of one run: what is more is split by people into runs they can review. */
export const MAX_ADDRESSES = 8192;

/** Neighbouring addresses of one family, both ends included. */
export interface Span {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** `syntax`: no address, prefix or range; `prefix`: a prefix length the family does not have; `inverted`: last before first; `mixed`: ends of two families. */
export type RangeFault = 'syntax' | 'prefix' | 'inverted' | 'mixed';

/** One entry as it was written, with what it stands for or why it stands for nothing. */
export interface RangeEntry {
  readonly text: string;
  readonly span: Span | null;
  readonly fault: RangeFault | null;
  /** Addresses it stands for, 0 for a faulty one. */
  readonly count: bigint;
}

const BITS = { 4: 32, 6: 128 } as const;
const SEPARATORS = /[\s,;，；、]+/;
const DASHES = /[-–—~～]/;

/** Entries of a text: separated by white space, commas or semicolons of both widths; `#` begins a comment. */
export function splitEntries(text: string): readonly string[] {
  return text.split('\n').flatMap((line) =>
    (line.split('#')[0] ?? '')
      .trim()
      .split(SEPARATORS)
      .filter((entry) => entry !== ''),
  );
}

type Read = { readonly span: Span } | { readonly fault: RangeFault };

/** What is asked leaves out network and broadcast address of a prefix; what must not be asked does not. */
type Manner = 'hosts' | 'whole';

function prefixOf(text: string, length: string, manner: Manner): Read {
  const base = parseAddress(text);
  if (!base || !/^\d{1,3}$/.test(length)) return { fault: 'syntax' };
  const bits = BITS[base.family];
  const prefix = Number(length);
  if (prefix > bits) return { fault: 'prefix' };
  const size = 1n << BigInt(bits - prefix);
  const first = base.value - (base.value % size);
  const last = first + size - 1n;
  // Network and broadcast address are no hosts; a /31 is a link between two routers (RFC 3021).
  const hasEnds = manner === 'hosts' && base.family === 4 && prefix < 31;
  return { span: { family: base.family, first: hasEnds ? first + 1n : first, last: hasEnds ? last - 1n : last } };
}

function rangeOf(from: string, to: string): Read {
  const first = parseAddress(from);
  if (!first) return { fault: 'syntax' };
  const short = first.family === 4 && /^\d{1,3}$/.test(to) ? `${from.slice(0, from.lastIndexOf('.'))}.${Number(to)}` : to;
  const last = parseAddress(short);
  if (!last) return { fault: 'syntax' };
  if (last.family !== first.family) return { fault: 'mixed' };
  if (last.value < first.value) return { fault: 'inverted' };
  return { span: { family: first.family, first: first.value, last: last.value } };
}

function readEntry(text: string, manner: Manner): Read {
  const [base = '', length] = text.split('/');
  if (length !== undefined) return text.split('/').length === 2 ? prefixOf(base, length, manner) : { fault: 'syntax' };
  const [from = '', to] = text.split(DASHES);
  if (to !== undefined) return text.split(DASHES).length === 2 ? rangeOf(from, to) : { fault: 'syntax' };
  const single = parseAddress(text);
  return single ? { span: { family: single.family, first: single.value, last: single.value } } : { fault: 'syntax' };
}

const sizeOf = ({ first, last }: Span): bigint => last - first + 1n;

/** What a text of ranges says: `10.0.0.0/24`, `10.0.0.5-10.0.1.9`, `10.0.0.5-9`, `10.0.0.7`, and the same in IPv6. */
export function readRanges(text: string, manner: Manner = 'hosts'): readonly RangeEntry[] {
  return splitEntries(text).map((entry) => {
    const read = readEntry(entry, manner);
    if ('fault' in read) return { text: entry, span: null, fault: read.fault, count: 0n };
    return { text: entry, span: read.span, fault: null, count: sizeOf(read.span) };
  });
}

const before = (a: Span, b: Span): number => a.family - b.family || (a.first < b.first ? -1 : a.first > b.first ? 1 : 0);

/** The same addresses as spans in order, none touching the next. */
export function mergeSpans(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort(before)) {
    const last = merged.at(-1);
    if (last && last.family === span.family && span.first <= last.last + 1n)
      merged[merged.length - 1] = { ...last, last: span.last > last.last ? span.last : last.last };
    else merged.push(span);
  }
  return merged;
}

/** What is left of merged spans without others. */
export function subtractSpans(spans: readonly Span[], without: readonly Span[]): readonly Span[] {
  const holes = mergeSpans(without);
  return mergeSpans(spans).flatMap((span) => {
    const left: Span[] = [];
    let { first } = span;
    for (const hole of holes) {
      if (hole.family !== span.family || hole.last < first || hole.first > span.last) continue;
      if (hole.first > first) left.push({ ...span, first, last: hole.first - 1n });
      first = hole.last + 1n;
    }
    return first <= span.last ? [...left, { ...span, first }] : left;
  });
}

const total = (spans: readonly Span[]): bigint => spans.reduce((sum, span) => sum + sizeOf(span), 0n);

/** What a run will ask, said before it starts. Numbers add up: `within` = `asked` + `excluded`. */
export interface Scope {
  readonly ranges: readonly RangeEntry[];
  readonly exclusions: readonly RangeEntry[];
  /** In the order in which they are asked. */
  readonly spans: readonly Span[];
  /** Different addresses of the ranges. */
  readonly within: bigint;
  readonly excluded: bigint;
  readonly asked: bigint;
  /** `empty`, `tooMany`, or a faulty entry; null where it can start. */
  readonly problem: 'empty' | 'tooMany' | 'faulty' | null;
}

/** Ranges without their exclusions, counted. A faulty exclusion stops the run as well: what it meant must not be asked. */
export function scopeOf(rangeText: string, exclusionText: string): Scope {
  const ranges = readRanges(rangeText);
  const exclusions = readRanges(exclusionText, 'whole');
  const all = mergeSpans(ranges.flatMap(({ span }) => span ?? []));
  const spans = subtractSpans(
    all,
    exclusions.flatMap(({ span }) => span ?? []),
  );
  const [within, asked] = [total(all), total(spans)];
  const isFaulty = [...ranges, ...exclusions].some(({ fault }) => fault !== null);
  const problem = isFaulty ? 'faulty' : asked === 0n ? 'empty' : asked > BigInt(MAX_ADDRESSES) ? 'tooMany' : null;
  return { ranges, exclusions, spans, within, asked, excluded: within - asked, problem };
}

/** Addresses number `from` to `from + count` of the spans as texts, fewer at the end. */
export function addressesAt(spans: readonly Span[], from: number, count: number): readonly string[] {
  const found: string[] = [];
  let skip = BigInt(from);
  for (const span of spans) {
    const size = sizeOf(span);
    if (skip >= size) {
      skip -= size;
      continue;
    }
    for (let value = span.first + skip; value <= span.last && found.length < count; value += 1n)
      found.push(formatAddress({ family: span.family, value }));
    skip = 0n;
    if (found.length >= count) break;
  }
  return found;
}

/** True for an address that lies in one of the spans. */
export function isWithin(spans: readonly Span[], address: Address): boolean {
  return spans.some(({ family, first, last }) => family === address.family && first <= address.value && address.value <= last);
}
