import { sessionLimits } from '../../../../shared/domain/access/limits.ts';
import type { Role } from '../../../../shared/domain/access/roles.ts';
import type { Clock } from '../../lib/clock.ts';
import { newToken, sha256 } from '../../lib/crypto.ts';
import { newId } from '../../lib/ids.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { SessionTable } from '../../storage/tables.ts';
import type { Work } from '../../storage/writer.ts';

/** A session in memory. Its limits run on the monotonic clock, so that setting the wall clock ends and extends nothing. */
export interface LiveSession {
  readonly id: string;
  readonly tokenHash: string;
  readonly userId: string | null;
  deviceId: string | null;
  readonly startedAt: number;
  readonly endsAt: number;
  readonly endsMono: number;
  activeMono: number;
}

export interface NewSession {
  readonly userId: string | null;
  readonly deviceId: string | null;
  readonly roles: readonly Role[];
  readonly address: string;
  readonly agent: string;
}

export interface SessionBook {
  /** Begins a session in the caller's transaction; the token is told once and stored only as its hash. */
  begin(work: Work, session: NewSession): Promise<{ readonly token: string; readonly session: LiveSession }>;
  /** The session of a cookie, or undefined when it has ended. */
  find(token: string): LiveSession | undefined;
  byId(id: string): LiveSession | undefined;
  /** Ends sessions in the caller's transaction; they are refused from the commit on. */
  end(work: Work, ids: readonly string[]): Promise<void>;
  /** Forgets a session whose time is over; its row goes with the next sweep. */
  drop(id: string): void;
  /** At once, so that what ends the sessions of the device in the same group finds this one. */
  bindDevice(work: Work, id: string, deviceId: string): Promise<void>;
  /** A person touched something now. */
  touch(id: string): void;
  of(match: { readonly userId?: string; readonly deviceId?: string }): readonly LiveSession[];
  count(): number;
  /** Stores activity and deletes rows of ended sessions; called every minute. */
  sweep(work: Work): Promise<void>;
}

function hydrate(row: SessionTable, clock: Clock): LiveSession {
  const offset = clock.monotonic() - clock.now();
  return {
    id: row.id,
    tokenHash: row.token_hash,
    userId: row.user_id,
    deviceId: row.device_id,
    startedAt: row.started_at,
    endsAt: row.ends_at,
    endsMono: row.ends_at + offset,
    activeMono: row.last_activity_at + offset,
  };
}

/** Loads the sessions that had not ended; a restart of the station signs nobody out. */
export async function openSessionBook(db: ReadDb, clock: Clock): Promise<SessionBook> {
  const byHash = new Map<string, LiveSession>();
  const byId = new Map<string, LiveSession>();
  const add = (session: LiveSession) => {
    byHash.set(session.tokenHash, session);
    byId.set(session.id, session);
  };
  const remove = (session: LiveSession) => {
    byHash.delete(session.tokenHash);
    byId.delete(session.id);
  };
  for (const row of await db.selectFrom('session').selectAll().where('ends_at', '>', clock.now()).execute()) add(hydrate(row, clock));

  const isOver = (session: LiveSession) => clock.monotonic() >= session.endsMono;

  return {
    begin: async (work, { userId, deviceId, roles, address, agent }) => {
      const now = clock.now();
      const mono = clock.monotonic();
      const { absoluteMs } = sessionLimits(roles);
      const token = newToken();
      const session: LiveSession = {
        id: newId(now),
        tokenHash: sha256(token),
        userId,
        deviceId,
        startedAt: now,
        endsAt: now + absoluteMs,
        endsMono: mono + absoluteMs,
        activeMono: mono,
      };
      await work.db
        .insertInto('session')
        .values({
          id: session.id,
          token_hash: session.tokenHash,
          user_id: userId,
          device_id: deviceId,
          started_at: now,
          ends_at: session.endsAt,
          last_activity_at: now,
          locked_at: null,
          address,
          agent,
        })
        .execute();
      work.onRollback(() => remove(session));
      add(session);
      return { token, session };
    },
    find: (token) => {
      const session = byHash.get(sha256(token));
      return session && !isOver(session) ? session : undefined;
    },
    byId: (id) => byId.get(id),
    end: async (work, ids) => {
      if (ids.length === 0) return;
      await work.db
        .deleteFrom('session')
        .where('id', 'in', [...ids])
        .execute();
      work.onCommit(() => {
        for (const id of ids) {
          const session = byId.get(id);
          if (session) remove(session);
        }
      });
    },
    drop: (id) => {
      const session = byId.get(id);
      if (session) remove(session);
    },
    bindDevice: async (work, id, deviceId) => {
      await work.db.updateTable('session').set({ device_id: deviceId }).where('id', '=', id).execute();
      const session = byId.get(id);
      if (!session) return;
      const before = session.deviceId;
      work.onRollback(() => {
        session.deviceId = before;
      });
      session.deviceId = deviceId;
    },
    touch: (id) => {
      const session = byId.get(id);
      if (session) session.activeMono = clock.monotonic();
    },
    of: ({ userId, deviceId }) =>
      [...byId.values()].filter(
        (session) => (userId !== undefined && session.userId === userId) || (deviceId !== undefined && session.deviceId === deviceId),
      ),
    count: () => byId.size,
    sweep: async (work) => {
      const offset = clock.now() - clock.monotonic();
      for (const session of byId.values()) {
        if (isOver(session)) remove(session);
        else
          await work.db
            .updateTable('session')
            .set({ last_activity_at: Math.round(session.activeMono + offset) })
            .where('id', '=', session.id)
            .execute();
      }
      await work.db.deleteFrom('session').where('ends_at', '<=', clock.now()).execute();
    },
  };
}
