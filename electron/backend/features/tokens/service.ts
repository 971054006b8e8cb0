import type { z } from 'zod';
import type { NewToken, NewTokenSecret, Token } from '../../../../shared/contracts/tokens.ts';
import { mayBeUsed } from '../../../../shared/domain/access/account.ts';
import type { Caller } from '../../../../shared/domain/access/can.ts';
import { excessOf, scopesInForce, TOKEN_SCOPES, tokenState } from '../../../../shared/domain/access/tokens.ts';
import type { UserId } from '../../../../shared/domain/id.ts';
import type { Deed, Outcome } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import { newToken as newRandom, sha256 } from '../../lib/crypto.ts';
import { newId } from '../../lib/ids.ts';
import type { Work } from '../../storage/writer.ts';
import type { UserBook } from '../users/index.ts';
import type { TokenBook, TokenRecord } from './book.ts';

const DAY = 86_400_000;

/** Begins every secret, so that it is known for what it is wherever it turns up. */
export const TOKEN_PREFIX = 'swt_';

/** A secret of 256 random bits. */
export const newSecret = (): string => `${TOKEN_PREFIX}${newRandom()}`;

export interface TokenService {
  list(): readonly Token[];
  create(
    work: Work,
    input: z.output<typeof NewToken>,
    creator: Extract<Caller, { kind: 'person' }>,
    secret: string,
  ): Promise<Outcome<z.output<typeof NewTokenSecret>>>;
  revoke(work: Work, id: string, by: UserId): Promise<Outcome<Token>>;
  /** The caller behind a secret, null for one that opens nothing now. */
  callerOf(secret: string, address: string): Extract<Caller, { kind: 'token' }> | null;
}

/** Tokens over the book. What one may do is worked out at every request from what its creator may do at that moment. */
export function createTokenService(book: TokenBook, users: UserBook, clock: Clock): TokenService {
  function stateOf(token: TokenRecord) {
    const creator = users.byId(token.createdBy);
    return tokenState(token, creator !== undefined && mayBeUsed(creator), clock.now());
  }

  const inForce = ({ scopes, createdBy }: TokenRecord) => scopesInForce(scopes, users.byId(createdBy)?.roles ?? []);
  const nameOf = (id: UserId) => users.byId(id)?.name ?? '';

  function view(token: TokenRecord): Token {
    const { secretHash: _secretHash, scopes, revokedBy, ...rest } = token;
    return {
      ...rest,
      scopes: [...scopes],
      inForce: [...inForce(token)],
      state: stateOf(token),
      createdByName: nameOf(token.createdBy),
      revokedByName: revokedBy === null ? null : nameOf(revokedBy),
    };
  }

  function deed(token: TokenRecord, before: TokenRecord | null): Deed {
    const visible = ({ name, scopes, expiresAt, revokedAt }: TokenRecord) => ({ name, scopes, expiresAt, revokedAt });
    return { objectType: 'token', objectId: token.id, objectName: token.name, before: before && visible(before), after: visible(token) };
  }

  return {
    list: () => book.all().map(view),
    create: async (work, { name, scopes, days }, creator, secret) => {
      const [excess] = excessOf(scopes, creator.roles);
      if (excess) throw new Refusal('permission.missing', { values: { permission: excess } });
      const isTaken = book
        .within(work)
        .all()
        .some((other) => other.name === name && other.revokedAt === null && other.expiresAt > clock.now());
      if (isTaken) throw new Refusal('token.duplicate', { fields: [{ path: 'body.name', message: 'duplicate' }] });
      const now = clock.now();
      const token: TokenRecord = {
        id: newId(now),
        name,
        secretHash: sha256(secret),
        scopes: TOKEN_SCOPES.filter((scope) => scopes.includes(scope)),
        createdBy: creator.userId,
        createdAt: now,
        expiresAt: now + days * DAY,
        lastUsedAt: null,
        lastUsedFrom: null,
        revokedAt: null,
        revokedBy: null,
      };
      await book.save(work, token);
      return { response: { token: view(token), secret }, deed: deed(token, null) };
    },
    revoke: async (work, id, by) => {
      const before = book.within(work).byId(id);
      if (!before) throw new Refusal('token.notFound');
      const after = before.revokedAt === null ? { ...before, revokedAt: clock.now(), revokedBy: by } : before;
      await book.save(work, after);
      return { response: view(after), deed: deed(after, before) };
    },
    callerOf: (secret, address) => {
      const token = book.find(secret);
      if (!token || stateOf(token) !== 'active') return null;
      book.used(token.id, clock.now(), address);
      return { kind: 'token', tokenId: token.id, name: token.name, roles: [], scopes: inForce(token) };
    },
  };
}
