import type { Permission } from '../../../../shared/domain/access/permissions.ts';
import { TOKEN_SCOPES, type TokenScope } from '../../../../shared/domain/access/tokens.ts';
import type { Instant, TokenId, UserId } from '../../../../shared/domain/id.ts';
import { sha256 } from '../../lib/crypto.ts';
import type { ReadDb } from '../../storage/database.ts';
import { createStagedMap } from '../../storage/staged.ts';
import type { TokenTable } from '../../storage/tables.ts';
import type { Work } from '../../storage/writer.ts';

export interface TokenRecord {
  readonly id: TokenId;
  readonly name: string;
  /** SHA-256 of what was told at its creation. */
  readonly secretHash: string;
  readonly scopes: readonly TokenScope[];
  readonly createdBy: UserId;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly lastUsedAt: Instant | null;
  readonly lastUsedFrom: string | null;
  readonly revokedAt: Instant | null;
  readonly revokedBy: UserId | null;
}

function hydrate(row: TokenTable): TokenRecord {
  const stored = JSON.parse(row.scopes) as readonly Permission[];
  return {
    id: row.id,
    name: row.name,
    secretHash: row.secret_hash,
    scopes: TOKEN_SCOPES.filter((scope) => stored.includes(scope)),
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    lastUsedFrom: row.last_used_from,
    revokedAt: row.revoked_at,
    revokedBy: row.revoked_by,
  };
}

function dehydrate(token: TokenRecord): Omit<TokenTable, 'id'> {
  return {
    name: token.name,
    secret_hash: token.secretHash,
    scopes: JSON.stringify(token.scopes),
    created_by: token.createdBy,
    created_at: token.createdAt,
    expires_at: token.expiresAt,
    last_used_at: token.lastUsedAt,
    last_used_from: token.lastUsedFrom,
    revoked_at: token.revokedAt,
    revoked_by: token.revokedBy,
  };
}

/** The tokens that may be seen: those stored, newest first. */
export interface TokenShelf {
  all(): readonly TokenRecord[];
  byId(id: string): TokenRecord | undefined;
}

/** The tokens in memory; the database is written first, in the caller's transaction. */
export interface TokenBook extends TokenShelf {
  /** As the transaction has them. */
  within(work: Work): TokenShelf;
  save(work: Work, token: TokenRecord): Promise<void>;
  /** The token of a secret, whatever its state. */
  find(secret: string): TokenRecord | undefined;
  /** A request came with the token; kept in memory until the next sweep. */
  used(id: string, at: Instant, from: string): void;
  /** Stores what was used; called every minute. */
  sweep(work: Work): Promise<void>;
}

export async function openTokenBook(db: ReadDb): Promise<TokenBook> {
  const rows = await db.selectFrom('token').selectAll().orderBy('id').execute();
  const tokens = createStagedMap(rows.map((row) => [row.id, hydrate(row)] as const));
  const uses = new Map<string, Pick<TokenRecord, 'lastUsedAt' | 'lastUsedFrom'>>();
  const current = (token: TokenRecord): TokenRecord => ({ ...token, ...uses.get(token.id) });
  const shelf = (seen: ReadonlyMap<string, TokenRecord>): TokenShelf => ({
    all: () => [...seen.values()].reverse().map(current),
    byId: (id) => {
      const token = seen.get(id);
      return token && current(token);
    },
  });

  async function save(work: Work, token: TokenRecord): Promise<void> {
    const values = dehydrate(token);
    await work.db
      .insertInto('token')
      .values({ id: token.id, ...values })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
      .execute();
    tokens.set(work, token.id, token);
  }

  return {
    ...shelf(tokens.durable),
    within: (work) => shelf(tokens.within(work)),
    save,
    find: (secret) => {
      const hash = sha256(secret);
      return [...tokens.durable.values()].find(({ secretHash }) => secretHash === hash);
    },
    used: (id, lastUsedAt, lastUsedFrom) => uses.set(id, { lastUsedAt, lastUsedFrom }),
    sweep: async (work) => {
      const swept = [...uses];
      for (const [id] of swept) {
        const token = shelf(tokens.within(work)).byId(id);
        if (token) await save(work, token);
      }
      work.onCommit(() => {
        for (const [id, use] of swept) if (uses.get(id) === use) uses.delete(id);
      });
    },
  };
}
