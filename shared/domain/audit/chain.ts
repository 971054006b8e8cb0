import { canonicalJson, type JsonValue } from './canonical.ts';

/** What the chain needs of a record: its place, the hash before it and its own. */
export interface Linked {
  readonly seq: number;
  readonly prevHash: string;
  readonly hash: string;
}

/** A place in the chain: sequence and hash of its newest record. */
export type ChainHead = Pick<Linked, 'seq' | 'hash'>;

/** The place before the first record, which has sequence 1 and an empty `prevHash`. */
export const GENESIS: ChainHead = { seq: 0, hash: '' };

export const CHAIN_PROBLEMS = ['content', 'link', 'gap', 'truncated'] as const;
export type ChainProblem = (typeof CHAIN_PROBLEMS)[number];

/** SHA-256 of a text in UTF-8, as lower-case hexadecimal. Comes from outside: this module has no crypto. */
export type Sha256 = (text: string) => string;

/** Text that is hashed: the canonical JSON (RFC 8785) of the record without its own hash. */
export function linkPayload(record: object): string {
  const { hash: _hash, ...rest } = record as { readonly hash?: string };
  return canonicalJson(rest as JsonValue);
}

/** Why a record does not follow from the one before, or null when it does. */
export function verifyLink(previous: ChainHead, record: Linked, sha256: Sha256): Exclude<ChainProblem, 'truncated'> | null {
  if (record.seq !== previous.seq + 1) return 'gap';
  if (record.prevHash !== previous.hash) return 'link';
  return sha256(linkPayload(record)) === record.hash ? null : 'content';
}

/** A verification on its way. `head`: the last record that holds; `broken`: the first number that does not, and why. */
export interface ChainCheck {
  readonly head: ChainHead;
  readonly broken: { readonly seq: number; readonly problem: ChainProblem } | null;
}

export const CHECK_BEGUN: ChainCheck = { head: GENESIS, broken: null };

/**
 * The verification after one more record, in order of sequence; nothing after the first break is looked at. `expected` is a
 * head known from elsewhere: who rewrites a record and all hashes after it is found only by it. A gap is named by the
 * first number that is missing.
 */
export function verifyNext(check: ChainCheck, record: Linked, sha256: Sha256, expected: ChainHead | null = null): ChainCheck {
  if (check.broken) return check;
  const problem = verifyLink(check.head, record, sha256);
  if (problem) return { head: check.head, broken: { seq: problem === 'gap' ? check.head.seq + 1 : record.seq, problem } };
  if (expected?.seq === record.seq && expected.hash !== record.hash)
    return { head: check.head, broken: { seq: record.seq, problem: 'content' } };
  return { head: { seq: record.seq, hash: record.hash }, broken: null };
}

/** The verification after the last record: a chain that ends before the expected head was cut. */
export function verifyEnd(check: ChainCheck, expected: ChainHead | null): ChainCheck {
  if (check.broken || !expected || check.head.seq >= expected.seq) return check;
  return { head: check.head, broken: { seq: check.head.seq + 1, problem: 'truncated' } };
}

/** A whole chain at once, for callers that have it in memory. */
export function verifyChain(records: Iterable<Linked>, sha256: Sha256, expected: ChainHead | null = null): ChainCheck {
  let check = CHECK_BEGUN;
  for (const record of records) {
    check = verifyNext(check, record, sha256, expected);
    if (check.broken) return check;
  }
  return verifyEnd(check, expected);
}
