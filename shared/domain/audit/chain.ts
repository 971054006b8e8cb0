import { canonicalJson, type JsonValue } from './canonical.ts';

/** What the chain needs of a record: its place, the hash before it and its own. */
export interface Linked {
  readonly seq: number;
  readonly prevHash: string;
  readonly hash: string;
}

export type ChainProblem = 'content' | 'link' | 'gap' | 'truncated';

/** Text that is hashed: the canonical JSON of the record without its own hash. */
export function linkPayload(record: object): string {
  const { hash: _hash, ...rest } = record as { readonly hash?: string };
  return canonicalJson(rest as JsonValue);
}

/** Why a record does not follow from the one before (`{ seq: 0, hash: '' }` before the first), or null. `sha256`: lower-case hexadecimal. */
export function verifyLink(previous: { readonly seq: number; readonly hash: string }, record: Linked, sha256: (text: string) => string): Exclude<ChainProblem, 'truncated'> | null {
  if (record.seq !== previous.seq + 1) return 'gap';
  if (record.prevHash !== previous.hash) return 'link';
  return sha256(linkPayload(record)) === record.hash ? null : 'content';
}
