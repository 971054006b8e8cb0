import { z } from 'zod';
import type { Token } from '../../../../shared/contracts/tokens.ts';
import { MAX_TOKEN_DAYS } from '../../../../shared/domain/access/tokens.ts';

/** Filters and the open token in the URL. */
export const TokenSearch = z.object({
  q: z.string().max(200).optional().catch(undefined),
  /** Also those that work no more. */
  over: z.boolean().optional().catch(undefined),
  token: z.string().max(100).optional().catch(undefined),
});
export type TokenSearch = z.output<typeof TokenSearch>;

/** The lives a token can be given, in days. */
export const LIVES: readonly number[] = [7, 30, 90, 180, MAX_TOKEN_DAYS];

/** True while the token opens something, or will again when its creator may sign in. */
export function isAlive({ state }: Token): boolean {
  return state === 'active' || state === 'suspended';
}

/** The tokens that fit the filter, newest first as the station gives them. */
export function rowsOf(tokens: readonly Token[], { q, over }: TokenSearch): readonly Token[] {
  const words = (q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return tokens.filter((token) => {
    const text = `${token.name} ${token.createdByName}`.toLowerCase();
    return (over || isAlive(token)) && words.every((word) => text.includes(word));
  });
}
