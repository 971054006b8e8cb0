import type { Caller } from '../../../../shared/domain/access/can.ts';
import type { ReadDb } from '../../storage/database.ts';
import { createStagedMap } from '../../storage/staged.ts';
import type { Work } from '../../storage/writer.ts';
import { readUsers, saveUser, type UserRecord } from './repository.ts';

/** The accounts that may be seen: those stored. */
export interface UserShelf {
  all(): readonly UserRecord[];
  byId(id: string): UserRecord | undefined;
  /** Account names do not differ by case. */
  byAccount(account: string): UserRecord | undefined;
}

/** The accounts in memory; the database is written first, in the caller's transaction. */
export interface UserBook extends UserShelf {
  /** As the transaction has them. */
  within(work: Work): UserShelf;
  save(work: Work, user: UserRecord): Promise<void>;
}

/** Loads all accounts; a station has at most a few thousand. */
export async function openUserBook(db: ReadDb): Promise<UserBook> {
  const users = createStagedMap((await readUsers(db)).map((user) => [user.id, user] as const));
  const shelf = (seen: ReadonlyMap<string, UserRecord>): UserShelf => ({
    all: () => [...seen.values()],
    byId: (id) => seen.get(id),
    byAccount: (account) => [...seen.values()].find((user) => user.account.toLowerCase() === account.toLowerCase()),
  });
  return {
    ...shelf(users.durable),
    within: (work) => shelf(users.within(work)),
    save: async (work, user) => {
      await saveUser(work.db, user);
      users.set(work, user.id, user);
    },
  };
}

/** A person as the caller of a request. */
export function callerOf(user: UserRecord, deviceId: string | null): Extract<Caller, { kind: 'person' }> {
  return { kind: 'person', userId: user.id, name: user.name, roles: user.roles, deviceId };
}
