import type { User } from '../../../../shared/contracts/users.ts';
import { isConflict } from '../../../../shared/domain/access/can.ts';
import type { PersonRole } from '../../../../shared/domain/access/roles.ts';
import type { Deed, Outcome } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import { hashPassword } from '../../lib/crypto.ts';
import { newId } from '../../lib/ids.ts';
import type { Work } from '../../storage/writer.ts';
import type { UserBook } from './book.ts';
import type { UserRecord } from './repository.ts';

/** An account as administrators see it: everything but the password. */
export function toUser(user: UserRecord): User {
  const { password: _password, failures: _failures, roles, ...rest } = user;
  return { ...rest, roles: [...roles] };
}

function deed(user: UserRecord, before: UserRecord | null): Deed {
  return {
    objectType: 'user',
    objectId: user.id,
    objectName: `${user.account} ${user.name}`,
    before: before && { ...toUser(before) },
    after: { ...toUser(user) },
  };
}

export interface Person {
  readonly account: string;
  readonly name: string;
  readonly staffNumber: string;
  readonly password: string;
}

/** A new account with its password hashed; slow on purpose, so never inside a transaction. */
export async function prepareUser(person: Person, roles: readonly PersonRole[], now: number): Promise<UserRecord> {
  return {
    id: newId(now),
    account: person.account,
    name: person.name,
    staffNumber: person.staffNumber,
    password: await hashPassword(person.password),
    roles,
    failures: 0,
    lockedUntil: null,
    disabledAt: null,
    createdAt: now,
    lastSignInAt: null,
    version: 1,
  };
}

export interface UserService {
  list(): readonly User[];
  create(work: Work, user: UserRecord): Promise<Outcome<User>>;
  /** Changes one account under its optimistic lock. */
  change(work: Work, id: string, version: number | null, next: (user: UserRecord) => UserRecord): Promise<Outcome<User>>;
}

/** Accounts over the book; `onChanged` takes part in the transaction of every change (disabled: its sessions end with it). */
export function createUserService(book: UserBook, onChanged: (work: Work, user: UserRecord) => Promise<void>): UserService {
  return {
    list: () => book.all().map(toUser),
    create: async (work, user) => {
      const taken = book
        .within(work)
        .all()
        .some(
          (other) =>
            other.account.toLowerCase() === user.account.toLowerCase() ||
            other.staffNumber.toLowerCase() === user.staffNumber.toLowerCase(),
        );
      if (taken) throw new Refusal('user.duplicate');
      await book.save(work, user);
      return { response: toUser(user), deed: deed(user, null) };
    },
    change: async (work, id, version, next) => {
      const before = book.within(work).byId(id);
      if (!before) throw new Refusal('user.notFound');
      if (version !== null && before.version !== version) throw new Refusal('user.changed', { values: { version: before.version } });
      const after = { ...next(before), version: before.version + 1 };
      if (isConflict(after.roles)) throw new Refusal('user.conflict');
      await book.save(work, after);
      await onChanged(work, after);
      return { response: toUser(after), deed: deed(after, before) };
    },
  };
}
