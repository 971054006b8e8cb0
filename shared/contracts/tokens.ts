import { z } from 'zod';
import { MAX_TOKEN_DAYS, TOKEN_SCOPES, TOKEN_STATES } from '../domain/access/tokens.ts';
import { IdParams, InstantMs, Uuid } from './common.ts';
import { defineRoute } from './route.ts';

const Scopes = z.array(z.enum(TOKEN_SCOPES));

/** A token as people see it. What opens the station with it is told once, at its creation. */
export const Token = z
  .object({
    id: Uuid,
    name: z.string(),
    /** As they were chosen. */
    scopes: Scopes,
    /** Those of them that its creator holds at present: what it may really do. */
    inForce: Scopes,
    state: z.enum(TOKEN_STATES),
    createdBy: Uuid,
    createdByName: z.string(),
    createdAt: InstantMs,
    expiresAt: InstantMs,
    lastUsedAt: InstantMs.nullable(),
    lastUsedFrom: z.string().nullable(),
    revokedAt: InstantMs.nullable(),
    revokedByName: z.string().nullable(),
  })
  .meta({ id: 'Token' });
export type Token = z.output<typeof Token>;
export const TokenList = z.object({ items: z.array(Token) }).meta({ id: 'TokenList' });
export const NewToken = z
  .object({ name: z.string().trim().min(1).max(50), scopes: Scopes.min(1), days: z.int().min(1).max(MAX_TOKEN_DAYS) })
  .strict()
  .meta({ id: 'NewToken' });
/** `secret` goes into `Authorization: Bearer`; it is told this once and kept nowhere. */
export const NewTokenSecret = z.object({ token: Token, secret: z.string() }).meta({ id: 'NewTokenSecret' });

export const listTokens = defineRoute({
  id: 'listTokens',
  method: 'GET',
  path: '/tokens',
  access: { permission: 'token.read' },
  summary: 'Tokens of programs, newest first, also those that work no more',
  response: TokenList,
});
export const createToken = defineRoute({
  id: 'createToken',
  method: 'POST',
  path: '/tokens',
  access: { permission: 'token.create' },
  summary: 'Make a token for a program; it never holds more than its creator',
  body: NewToken,
  response: NewTokenSecret,
});
export const revokeToken = defineRoute({
  id: 'revokeToken',
  method: 'POST',
  path: '/tokens/:id/revoke',
  access: { permission: 'token.revoke' },
  summary: 'Revoke a token; it is refused at once',
  params: IdParams,
  response: Token,
});
