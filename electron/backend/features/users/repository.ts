import type { Hold } from '../../../../shared/domain/access/account.ts';
import type { PersonRole } from '../../../../shared/domain/access/roles.ts';
import type { UserId } from '../../../../shared/domain/id.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { UserTable } from '../../storage/tables.ts';
import type { WriteDb } from '../../storage/writer.ts';

export interface UserRecord {
  readonly id: UserId;
  readonly account: string;
  readonly name: string;
  readonly staffNumber: string;
  /** PHC string. */
  readonly password: string;
  readonly roles: readonly PersonRole[];
  readonly failures: number;
  readonly lockedUntil: number | null;
  readonly disabledAt: number | null;
  readonly createdAt: number;
  readonly lastSignInAt: number | null;
  readonly hold: Hold | null;
  /** Until when the one-time password opens it; null for a password of the person's own choice. */
  readonly passwordExpiresAt: number | null;
  readonly version: number;
}

function hydrate(row: UserTable): UserRecord {
  return {
    id: row.id,
    account: row.account,
    name: row.name,
    staffNumber: row.staff_number,
    password: row.password,
    roles: JSON.parse(row.roles) as PersonRole[],
    failures: row.failures,
    lockedUntil: row.locked_until,
    disabledAt: row.disabled_at,
    createdAt: row.created_at,
    lastSignInAt: row.last_sign_in_at,
    hold: row.held_at === null || row.held_why === null ? null : { at: row.held_at, why: row.held_why },
    passwordExpiresAt: row.password_expires_at,
    version: row.version,
  };
}

function dehydrate(user: UserRecord): UserTable {
  return {
    id: user.id,
    account: user.account,
    name: user.name,
    staff_number: user.staffNumber,
    password: user.password,
    roles: JSON.stringify(user.roles),
    failures: user.failures,
    locked_until: user.lockedUntil,
    disabled_at: user.disabledAt,
    created_at: user.createdAt,
    last_sign_in_at: user.lastSignInAt,
    held_at: user.hold?.at ?? null,
    held_why: user.hold?.why ?? null,
    password_expires_at: user.passwordExpiresAt,
    version: user.version,
  };
}

/** All accounts, oldest first. */
export async function readUsers(db: ReadDb): Promise<readonly UserRecord[]> {
  return (await db.selectFrom('user').selectAll().orderBy('created_at').orderBy('id').execute()).map(hydrate);
}

/** Inserts or replaces one account. Rejects with SQLITE_CONSTRAINT_UNIQUE for an account or staff number in use. */
export async function saveUser(db: WriteDb, user: UserRecord): Promise<void> {
  const row = dehydrate(user);
  const { id: _id, ...rest } = row;
  await db
    .insertInto('user')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
    .execute();
}
