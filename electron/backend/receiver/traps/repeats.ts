import { createHash } from 'node:crypto';

/** Tells informs that were sent again, because their acknowledgement did not come in time, from new ones. */
export interface Repeats {
  /** True where the same address sent the same inform (identifier of the request and all variables) in the last minute. */
  isAgain(address: string, inform: Uint8Array): boolean;
  /** It was not kept: should it come again it is new. */
  forget(address: string, inform: Uint8Array): void;
}

const REMEMBERED_MS = 60_000;
const MOST = 20_000;

/** Remembers the informs of a minute, the newest ones where they are many: forgetting one means two records rather than none. */
export function createRepeats(monotonic: () => number): Repeats {
  let newer = new Set<string>();
  let older = new Set<string>();
  let turnedAt = monotonic();
  const keyOf = (address: string, inform: Uint8Array) => `${address} ${createHash('sha256').update(inform).digest('base64')}`;
  return {
    isAgain: (address, inform) => {
      const now = monotonic();
      if (now - turnedAt > REMEMBERED_MS || newer.size >= MOST) {
        older = now - turnedAt > 2 * REMEMBERED_MS ? new Set() : newer;
        newer = new Set();
        turnedAt = now;
      }
      const key = keyOf(address, inform);
      const isKnown = newer.has(key) || older.has(key);
      newer.add(key);
      return isKnown;
    },
    forget: (address, inform) => {
      const key = keyOf(address, inform);
      newer.delete(key);
      older.delete(key);
    },
  };
}
