import { z } from 'zod';
import type { RemoteWrite, RemoteWriteChange } from '../../../../shared/contracts/remoteWrite.ts';
import type { Outcome } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import type { ReadDb } from '../../storage/database.ts';
import { versionedSetting } from '../../storage/versionedSetting.ts';
import type { Work } from '../../storage/writer.ts';
import type { Forwarder } from './forwarder.ts';

const Stored = z.object({ url: z.string().nullable(), version: z.int() });

/** The setting of remote write. */
export interface RemoteWriteService {
  read(): Promise<RemoteWrite>;
  change(work: Work, change: RemoteWriteChange): Promise<Outcome<RemoteWrite>>;
  /** After a start: goes on where the setting says. */
  resume(): Promise<void>;
}

/** The service over the settings of core.db; the forwarder follows what is committed. */
export function createRemoteWriteService(read: ReadDb, forwarder: Forwarder, clock: Clock): RemoteWriteService {
  const setting = versionedSetting({
    ...{ key: 'remoteWrite', schema: Stored, initial: { url: null, version: 0 }, now: clock.now },
    refused: (version) => new Refusal('remoteWrite.changed', { values: { version } }),
  });
  return {
    read: async () => ({ ...(await setting.read(read)), state: forwarder.state() }),
    change: async (work, { url, version }) => {
      const { before, after } = await setting.change(work, { url }, version);
      work.onCommit(() => forwarder.follow(url));
      const deed = { objectType: 'remoteWrite', objectId: null, objectName: url ?? '', before: { url: before.url }, after: { url } };
      return { response: { ...after, state: forwarder.state() }, deed };
    },
    resume: async () => forwarder.follow((await setting.read(read)).url),
  };
}
