import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../../lib/clock.ts';
import { isSameSecret, newToken } from '../../lib/crypto.ts';

/** How long a set-up token is good. */
export const SETUP_TOKEN_MS = 60 * 60_000;

/** The one-time token of the set-up page: in memory, in a 0600 file for the shell of the same user, and printed. */
export interface SetupToken {
  matches(token: string): boolean;
  /** Wall-clock end of the present token, null when set-up is done. */
  expiresAt(): number | null;
  /** Makes a new token when there is none or it has run out; returns it when it is new. */
  renew(): string | null;
  /** Set-up is done: no token is good any more. */
  retire(): void;
}

/** A token holder over `file` (removed when set-up is done); it starts without a token. */
export function createSetupToken(file: string, clock: Clock): SetupToken {
  let current: { readonly token: string; readonly endsMono: number } | null = null;
  return {
    matches: (token) => current !== null && clock.monotonic() < current.endsMono && isSameSecret(token, current.token),
    expiresAt: () => (current ? Math.round(clock.now() + current.endsMono - clock.monotonic()) : null),
    renew: () => {
      if (current && clock.monotonic() < current.endsMono) return null;
      current = { token: newToken(), endsMono: clock.monotonic() + SETUP_TOKEN_MS };
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      writeFileSync(file, current.token, { mode: 0o600 });
      return current.token;
    },
    retire: () => {
      current = null;
      rmSync(file, { force: true });
    },
  };
}
