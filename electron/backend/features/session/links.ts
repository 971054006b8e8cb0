import type { Clock } from '../../lib/clock.ts';
import { newToken, sha256 } from '../../lib/crypto.ts';
import type { Work } from '../../storage/writer.ts';

/** How long a sign-in link is good. */
export const SIGN_IN_LINK_MS = 60 * 60_000;

interface OpenLink {
  readonly userId: string;
  readonly endsMono: number;
}

/** One-time sign-in links of a laboratory. Of a token only its SHA-256 is kept, and only in memory: a restart makes all of them useless. */
export interface SignInLinks {
  /** A new token for a person, told once; one made earlier for the same person is useless from now on. */
  make(userId: string): string;
  /** True while a person has a link that is good. */
  isOpen(userId: string): boolean;
  isGood(token: string): boolean;
  /** Whose it is, for once: it is used up with the transaction. Null for one that is wrong, used or expired. */
  take(work: Work, token: string): string | null;
}

/** Keeps links on the monotonic clock, so that setting the wall clock neither ends nor extends one. */
export function createSignInLinks(clock: Clock): SignInLinks {
  const byHash = new Map<string, OpenLink>();

  function good(hash: string): OpenLink | null {
    const link = byHash.get(hash);
    return link && clock.monotonic() < link.endsMono ? link : null;
  }
  function hashOf(userId: string): string | undefined {
    return [...byHash].find(([, link]) => link.userId === userId)?.[0];
  }

  return {
    make: (userId) => {
      const before = hashOf(userId);
      if (before !== undefined) byHash.delete(before);
      const token = newToken();
      byHash.set(sha256(token), { userId, endsMono: clock.monotonic() + SIGN_IN_LINK_MS });
      return token;
    },
    isOpen: (userId) => {
      const hash = hashOf(userId);
      return hash !== undefined && good(hash) !== null;
    },
    isGood: (token) => good(sha256(token)) !== null,
    take: (work, token) => {
      const hash = sha256(token);
      const link = good(hash);
      if (!link) return null;
      byHash.delete(hash);
      work.onRollback(() => byHash.set(hash, link));
      return link.userId;
    },
  };
}
