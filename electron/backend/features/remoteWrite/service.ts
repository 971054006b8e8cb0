import { z } from 'zod';
import type { RemoteWrite, RemoteWriteChange } from '../../../../shared/contracts/remoteWrite.ts';
import type { Outcome } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { Work } from '../../storage/writer.ts';
import type { Forwarder } from './forwarder.ts';

const KEY = 'remoteWrite';
const Stored = z.object({ url: z.string().nullable(), version: z.int() });
type Stored = z.output<typeof Stored>;

/** The setting of remote write. */
export interface RemoteWriteService {
  read(): Promise<RemoteWrite>;
  change(work: Work, change: RemoteWriteChange): Promise<Outcome<RemoteWrite>>;
  /** After a start: goes on where the setting says. */
  resume(): Promise<void>;
}

async function stored(db: ReadDb | Work['db']): Promise<Stored> {
  const row = await (db as ReadDb).selectFrom('setting').select('value').where('key', '=', KEY).executeTakeFirst();
  return row ? Stored.parse(JSON.parse(row.value)) : { url: null, version: 0 };
}

/** The service over the settings of core.db; the forwarder follows what is committed. */
export function createRemoteWriteService(read: ReadDb, forwarder: Forwarder, clock: Clock): RemoteWriteService {
  return {
    read: async () => ({ ...(await stored(read)), state: forwarder.state() }),
    change: async (work, { url, version }) => {
      const before = await stored(work.db);
      if (before.version !== version) throw new Refusal('remoteWrite.changed', { values: { version: before.version } });
      const after: Stored = { url, version: version + 1 };
      const row = { value: JSON.stringify(after), updated_at: clock.now() };
      await work.db
        .insertInto('setting')
        .values({ key: KEY, ...row })
        .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
        .execute();
      work.onCommit(() => forwarder.follow(url));
      const deed = { objectType: 'remoteWrite', objectId: null, objectName: url ?? '', before: { url: before.url }, after: { url } };
      return { response: { ...after, state: forwarder.state() }, deed };
    },
    resume: async () => forwarder.follow((await stored(read)).url),
  };
}
