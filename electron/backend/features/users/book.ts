import type { Caller } from '../../../../shared/domain/access/can.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { Work } from '../../storage/writer.ts';
import { readUsers, saveUser, type UserRecord } from './repository.ts';

/** The accounts in memory; the database is written first, in the caller's transaction. */
export interface UserBook {
  all(): readonly UserRecord[];
  byId(id: string): UserRecord | undefined;
  /** Account names do not differ by case. */
  byAccount(account: string): UserRecord | undefined;
  save(work: Work, user: UserRecord): Promise<void>;
}

/** Loads all accounts; a station has at most a few thousand. */
export async function openUserBook(db: ReadDb): Promise<UserBook> {
  const users = new Map<string, UserRecord>((await readUsers(db)).map((user) => [user.id, user]));
  return {
    all: () => [...users.values()],
    byId: (id) => users.get(id),
    byAccount: (account) => [...users.values()].find((user) => user.account.toLowerCase() === account.toLowerCase()),
    save: async (work, user) => {
      await saveUser(work.db, user);
      const before = users.get(user.id);
      work.onRollback(() => {
        if (before) users.set(user.id, before);
        else users.delete(user.id);
      });
      users.set(user.id, user);
    },
  };
}

/** A person as the caller of a request. */
export function callerOf(user: UserRecord, deviceId: string | null): Extract<Caller, { kind: 'person' }> {
  return { kind: 'person', userId: user.id, name: user.name, roles: user.roles, deviceId };
}
