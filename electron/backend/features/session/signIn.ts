import type { Session } from '../../../../shared/contracts/session.ts';
import type { Caller } from '../../../../shared/domain/access/can.ts';
import { permissionsOf } from '../../../../shared/domain/access/can.ts';
import { attemptsLeft, countFailure, isLockedOut, type LockOut, sessionLimits } from '../../../../shared/domain/access/limits.ts';
import { ROLES } from '../../../../shared/domain/access/roles.ts';
import type { Context, Outcome } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import { hashPassword } from '../../lib/crypto.ts';
import type { Work } from '../../storage/writer.ts';
import { callerOf, type UserBook, type UserRecord } from '../users/index.ts';
import { type Attempt, attemptOf } from './attempt.ts';
import type { LiveSession, SessionBook } from './sessions.ts';

const STRANGERS_KEPT = 1000;

export interface SignIn {
  /** Throws the refusal `request.invalid` for a new password that is the old one. */
  attempt(account: string, password: string, newPassword?: string): Promise<Attempt>;
  /** The password given again by somebody signed in; failures count as at sign-in. */
  verify(work: Work, attempt: Attempt): Promise<Outcome<{ readonly user: UserRecord }>>;
  /** Signs in or counts the failure; unknown accounts get the same answers in the same time. */
  settle(work: Work, attempt: Attempt, context: Context): Promise<Outcome<SignedIn>>;
  /** Begins the session of somebody who is known by other means than a password. */
  enter(work: Work, user: UserRecord, context: Context): Promise<Done<SignedIn>>;
}

type Done<R> = Extract<Outcome<R>, { readonly response: R }>;

export interface SignedIn {
  readonly token: string;
  readonly session: LiveSession;
  readonly caller: Caller;
}

/** The answer of the session routes. */
export function toSession(
  session: LiveSession,
  caller: Caller,
  account: string | null,
  deviceName: string | null,
  locked: boolean,
): Session {
  const limits = sessionLimits(caller.roles);
  return {
    kind: caller.kind === 'wall' ? 'wall' : 'person',
    userId: session.userId,
    account,
    name: caller.name,
    roles: ROLES.filter((role) => caller.roles.some((own) => own === role)),
    permissions: [...permissionsOf(caller.roles)],
    deviceId: session.deviceId,
    deviceName,
    startedAt: session.startedAt,
    endsAt: session.endsAt,
    idleLimitMs: Number.isFinite(limits.idleMs) ? limits.idleMs : limits.absoluteMs,
    locked,
  };
}

/** What the audit keeps of a password. */
const passwordOf = ({ id, passwordExpiresAt, version }: UserRecord) => ({ userId: id, passwordExpiresAt, version });

/** Sign-in by password with lock-out after five failures (R-6.2-a-3). */
export async function createSignIn(users: UserBook, sessions: SessionBook, clock: Clock): Promise<SignIn> {
  const decoy = await hashPassword('decoy for accounts that do not exist');
  const strangers = new Map<string, LockOut>();

  function remember(account: string, state: LockOut): void {
    strangers.delete(account);
    strangers.set(account, state);
    const oldest = strangers.keys().next().value;
    if (strangers.size > STRANGERS_KEPT && oldest !== undefined) strangers.delete(oldest);
  }

  function refusalOf(state: LockOut): Refusal {
    return isLockedOut(state, clock.now())
      ? new Refusal('session.lockedOut', { values: { until: state.lockedUntil } })
      : new Refusal('session.wrongCredentials', { values: { remaining: attemptsLeft(state) } });
  }

  function refuse(refusal: Refusal, account: string, user: UserRecord | undefined, reason: string): Outcome<never> {
    return { refusal, deed: { objectType: 'user', objectId: user?.id ?? null, objectName: account, before: null, after: { reason } } };
  }

  async function fail(work: Work, account: string, user: UserRecord | undefined): Promise<Outcome<never>> {
    const key = account.toLowerCase();
    const state = countFailure(user ?? strangers.get(key) ?? { failures: 0, lockedUntil: null }, clock.now());
    if (user) await users.save(work, { ...user, ...state });
    else remember(key, state);
    return refuse(refusalOf(state), account, user, user ? 'password' : 'account');
  }

  /** Told only to whoever knows the password: what else keeps the account shut. */
  function barOf(user: UserRecord, newHash: string | null): Refusal | null {
    if (user.hold !== null) return new Refusal('session.held');
    if (user.passwordExpiresAt === null) return null;
    if (user.passwordExpiresAt <= clock.now()) return new Refusal('session.passwordExpired');
    return newHash === null ? new Refusal('session.newPasswordNeeded') : null;
  }

  async function verify(work: Work, { account, hash, newHash }: Attempt): Promise<Outcome<{ readonly user: UserRecord }>> {
    const user = users.within(work).byAccount(account);
    const state = user ?? strangers.get(account.toLowerCase());
    if (state && isLockedOut(state, clock.now())) return refuse(refusalOf(state), account, user, 'lockedOut');
    // A password changed since the hash was checked is no longer the right one.
    if (!user || user.password !== hash) return fail(work, account, user);
    const barred = user.disabledAt !== null ? 'disabled' : user.roles.length === 0 ? 'noRole' : null;
    if (barred)
      return refuse(new Refusal('session.wrongCredentials', { values: { remaining: attemptsLeft(user) } }), account, user, barred);
    const bar = barOf(user, newHash);
    if (bar) return refuse(bar, account, user, bar.code);
    const cleared = { ...user, failures: 0, lockedUntil: null };
    await users.save(work, cleared);
    return {
      response: { user: cleared },
      deed: { objectType: 'user', objectId: user.id, objectName: user.account, before: null, after: null },
    };
  }

  /** The account with the password its person chose; the sessions of the one before end. */
  async function choose(work: Work, user: UserRecord, password: string): Promise<UserRecord> {
    await sessions.end(
      work,
      sessions.of({ userId: user.id }).map(({ id }) => id),
    );
    return { ...user, password, passwordExpiresAt: null, version: user.version + 1 };
  }

  async function enter(work: Work, user: UserRecord, { origin }: Context, newHash: string | null = null): Promise<Done<SignedIn>> {
    const known = newHash === null ? user : await choose(work, user, newHash);
    await users.save(work, { ...known, lastSignInAt: clock.now() });
    const begun = await sessions.begin(work, {
      userId: user.id,
      deviceId: null,
      roles: user.roles,
      address: origin.address,
      agent: origin.agent,
    });
    const caller = callerOf(user, null);
    return {
      response: { ...begun, caller },
      deed: {
        objectType: 'session',
        objectId: begun.session.id,
        objectName: user.account,
        before: known === user ? null : passwordOf(user),
        after: { roles: [...user.roles], ...(known !== user && { passwordChanged: true, ...passwordOf(known) }) },
        actor: caller,
      },
    };
  }

  return {
    attempt: (account, password, newPassword) => attemptOf({ account, password, newPassword }, users.byAccount(account)?.password, decoy),
    verify,
    settle: async (work, attempt, context) => {
      const outcome = await verify(work, attempt);
      return 'refusal' in outcome ? outcome : enter(work, outcome.response.user, context, attempt.newHash);
    },
    enter,
  };
}
