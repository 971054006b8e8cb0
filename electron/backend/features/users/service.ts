import type { z } from 'zod';
import type { User, UserWithPassword } from '../../../../shared/contracts/users.ts';
import { orphanedRole } from '../../../../shared/domain/access/account.ts';
import { conflictOf } from '../../../../shared/domain/access/can.ts';
import { ONE_TIME_PASSWORD_MS } from '../../../../shared/domain/access/limits.ts';
import type { PersonRole } from '../../../../shared/domain/access/roles.ts';
import type { Instant } from '../../../../shared/domain/id.ts';
import type { Deed, Json, Outcome } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import { hashPassword } from '../../lib/crypto.ts';
import { newId } from '../../lib/ids.ts';
import type { Work } from '../../storage/writer.ts';
import type { UserBook } from './book.ts';
import type { UserRecord } from './repository.ts';

type WithPassword = z.output<typeof UserWithPassword>;

/** An account as administrators see it: everything but the password. */
export function toUser(user: UserRecord): User {
  const { password: _password, failures: _failures, roles, ...rest } = user;
  return { ...rest, roles: [...roles] };
}

function deed(user: UserRecord, before: UserRecord | null, more: { readonly [key: string]: Json } = {}): Deed {
  return {
    objectType: 'user',
    objectId: user.id,
    objectName: `${user.account} ${user.name}`,
    before: before && { ...toUser(before) },
    after: { ...toUser(user), ...more },
  };
}

export interface Person {
  readonly account: string;
  readonly name: string;
  readonly staffNumber: string;
  readonly password: string;
}

/** A new account with its password hashed; slow on purpose, so never inside a transaction. */
export async function prepareUser(person: Person, roles: readonly PersonRole[], now: Instant): Promise<UserRecord> {
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
    hold: null,
    passwordExpiresAt: null,
    version: 1,
  };
}

/** Until when a one-time password given now opens the account. */
export const oneTimeUntil = (now: Instant): Instant => now + ONE_TIME_PASSWORD_MS;

/** The account held from now on by decision; one that is held already stays so since then, for the reason it has. */
export function held(user: UserRecord, now: Instant): UserRecord {
  return { ...user, hold: user.hold ?? { at: now, why: 'manual' } };
}

/** The account without its lock-out and without its hold. */
export function lifted(user: UserRecord): UserRecord {
  return { ...user, failures: 0, lockedUntil: null, hold: null };
}

/**
 * The account with a one-time password. Who has roles is held for it, so that the one who resets cannot become the other alone; an earlier
 * hold gives way, for whoever lifts that one must know of the password.
 */
export function reset(user: UserRecord, hash: string, now: Instant): UserRecord {
  const renewed = { ...user, password: hash, passwordExpiresAt: oneTimeUntil(now), failures: 0, lockedUntil: null };
  return user.roles.length === 0 ? renewed : { ...renewed, hold: { at: now, why: 'passwordReset' } };
}

type Next = (user: UserRecord) => UserRecord;

export interface UserService {
  list(): readonly User[];
  /** Answers the one-time password it was prepared with. */
  create(work: Work, user: UserRecord, password: string): Promise<Outcome<WithPassword>>;
  /** Changes one account under its optimistic lock. `more` goes into the audit beside it. */
  change(work: Work, id: string, version: number, next: Next, more?: { readonly [key: string]: Json }): Promise<Outcome<User>>;
  /** A change that answers the one-time password it gave. */
  reset(work: Work, id: string, version: number, next: Next, password: string): Promise<Outcome<WithPassword>>;
}

/** Accounts over the book; `onChanged` takes part in the transaction of every change (its sessions may end with it). */
export function createUserService(
  book: UserBook,
  onChanged: (work: Work, after: UserRecord, before: UserRecord) => Promise<void>,
): UserService {
  function requireUnique(work: Work, user: UserRecord): void {
    const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
    const isTaken = book
      .within(work)
      .all()
      .some((other) => same(other.account, user.account) || same(other.staffNumber, user.staffNumber));
    if (isTaken) throw new Refusal('user.duplicate');
  }

  async function store(work: Work, id: string, version: number, next: Next) {
    const before = book.within(work).byId(id);
    if (!before) throw new Refusal('user.notFound');
    if (before.version !== version) throw new Refusal('user.changed', { values: { version: before.version } });
    const after = { ...next(before), version: before.version + 1 };
    const conflict = conflictOf(after.roles);
    if (conflict) throw new Refusal('user.conflict', { values: { reason: conflict } });
    const all = book.within(work).all();
    const role = orphanedRole(
      all,
      all.map((user) => (user.id === id ? after : user)),
    );
    if (role) throw new Refusal('user.last', { values: { role } });
    await book.save(work, after);
    await onChanged(work, after, before);
    return { before, after };
  }

  return {
    list: () => book.all().map(toUser),
    create: async (work, user, password) => {
      requireUnique(work, user);
      await book.save(work, user);
      return { response: { user: toUser(user), password }, deed: deed(user, null) };
    },
    change: async (work, id, version, next, more) => {
      const { before, after } = await store(work, id, version, next);
      return { response: toUser(after), deed: deed(after, before, more) };
    },
    reset: async (work, id, version, next, password) => {
      const { before, after } = await store(work, id, version, next);
      return { response: { user: toUser(after), password }, deed: deed(after, before) };
    },
  };
}

/** True when whoever is signed in must sign in anew: he may not, must not, or may something else than before. */
export function endsSessions(after: UserRecord, before: UserRecord): boolean {
  const sameRoles = after.roles.length === before.roles.length && after.roles.every((role) => before.roles.includes(role));
  return after.disabledAt !== null || after.hold !== null || !sameRoles || after.password !== before.password;
}
