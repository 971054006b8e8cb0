import { z } from 'zod';
import type {
  RemoteWrite,
  RemoteWriteChange,
  RemoteWriteState,
  RemoteWriteTest,
  RemoteWriteTested,
} from '../../../../shared/contracts/remoteWrite.ts';
import { shownAddress } from '../../../../shared/domain/remoteWrite/address.ts';
import type { Deed, Json, Outcome } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import type { ReadDb } from '../../storage/database.ts';
import { versionedSetting } from '../../storage/versionedSetting.ts';
import type { Work } from '../../storage/writer.ts';
import { authoritiesOf } from './authorities.ts';
import { openChannel, type Receiver } from './channel.ts';
import { entryOf, type Keys, requireEntry } from './entry.ts';
import type { Forwarder } from './forwarder.ts';
import { encodeWriteRequest } from './message.ts';
import { compress } from './snappy.ts';

const TEST_MS = 10_000;
const Stored = z.object({
  url: z.string().nullable(),
  caCertificate: z.string().nullable().default(null),
  credentialId: z.string().nullable().default(null),
  version: z.int(),
  changedAt: z.number().nullable().default(null),
  changedBy: z.string().nullable().default(null),
});
type Stored = z.output<typeof Stored>;
const NOWHERE: Stored = { url: null, caCertificate: null, credentialId: null, version: 0, changedAt: null, changedBy: null };

/** The setting of remote write. */
export interface RemoteWriteService {
  read(): Promise<RemoteWrite>;
  /** `by`: who changes it. */
  change(work: Work, change: RemoteWriteChange, by: string): Promise<Outcome<RemoteWrite>>;
  /** Sends one request without a sample; what came of it, and that it was done. */
  test(test: RemoteWriteTest): Promise<{ readonly response: RemoteWriteTested; readonly deed: Deed }>;
  /** After a start: goes on as the setting says. */
  resume(): Promise<void>;
  /** Enters with what the vault holds now. */
  credentialsChanged(): void;
  /** True for the set of credentials with which samples are passed on. */
  uses(credentialId: string): boolean;
  /** How passing on goes; null while it is off. */
  passing(): RemoteWriteState | null;
}

interface Asked {
  readonly url: string | null;
  readonly caCertificate: string | null;
  readonly credentialId: string | null;
}

/** An empty text is none; what is no certificate is refused at its field. */
function requireAuthorities(given: string | null): string | null {
  const pem = given === '' ? null : given;
  if (pem !== null && authoritiesOf(pem) === null)
    throw new Refusal('request.invalid', { fields: [{ path: 'body.caCertificate', message: 'invalid_format' }] });
  return pem;
}

/** The service over the settings of core.db; the forwarder follows what is committed. */
export function createRemoteWriteService(read: ReadDb, forwarder: Forwarder, clock: Clock, keys: Keys): RemoteWriteService {
  const setting = versionedSetting({
    ...{ key: 'remoteWrite', schema: Stored, initial: NOWHERE, now: clock.now },
    refused: (version) => new Refusal('remoteWrite.changed', { values: { version } }),
  });
  let inUse: Asked = NOWHERE;
  const nameOf = (id: string | null): string | null => (id === null ? null : (keys.book.byId(id)?.name ?? null));
  const receiverOf = ({ url, caCertificate, credentialId }: Asked): Receiver | null =>
    url === null ? null : { url, caCertificate, ...entryOf(keys, credentialId, url) };
  function follow(asked: Asked): void {
    inUse = asked;
    forwarder.follow(receiverOf(asked));
  }
  /** As the audit keeps it: a certificate by its fingerprint, a set of credentials by its name. */
  function visible({ url, caCertificate, credentialId }: Asked): { readonly [key: string]: Json } {
    const authorities = caCertificate === null ? [] : (authoritiesOf(caCertificate) ?? []);
    return {
      url: url && shownAddress(url),
      ...(authorities.length > 0 && { authorities: authorities.map(({ subject, fingerprint }) => `${subject} ${fingerprint}`) }),
      ...(credentialId !== null && { credential: nameOf(credentialId) ?? credentialId }),
    };
  }
  const view = (stored: Stored): RemoteWrite => ({
    ...stored,
    credentialName: nameOf(stored.credentialId),
    url: stored.url && shownAddress(stored.url),
    authorities: stored.caCertificate === null ? [] : (authoritiesOf(stored.caCertificate) ?? []),
    state: forwarder.state(),
  });
  return {
    read: async () => view(await setting.read(read)),
    change: async (work, { url, version, ...given }, by) => {
      requireEntry(keys, given.credentialId, url);
      const next = { url, caCertificate: requireAuthorities(given.caCertificate), credentialId: given.credentialId };
      const { before, after } = await setting.change(work, { ...next, changedAt: clock.now(), changedBy: by }, version);
      work.onCommit(() => follow(next));
      const deed = { objectType: 'remoteWrite', objectId: null, objectName: url ?? '', before: visible(before), after: visible(next) };
      return { response: view(after), deed };
    },
    test: async ({ url, ...given }) => {
      requireEntry(keys, given.credentialId, url);
      const asked = { url, caCertificate: requireAuthorities(given.caCertificate), credentialId: given.credentialId };
      const channel = openChannel({ ...asked, ...entryOf(keys, asked.credentialId, url) });
      const from = clock.monotonic();
      const answer = await channel.post(compress(encodeWriteRequest([], () => undefined)), new AbortController().signal, TEST_MS);
      channel.close();
      const problem = answer.kind === 'taken' ? null : { code: answer.code, detail: answer.detail, at: clock.now() };
      const response = { isTaken: problem === null, ms: Math.round(clock.monotonic() - from), problem };
      const after = { ...visible(asked), problem: problem?.code ?? null };
      return { response, deed: { objectType: 'remoteWrite', objectId: null, objectName: url, before: null, after } };
    },
    resume: async () => follow(await setting.read(read)),
    credentialsChanged: () => follow(inUse),
    uses: (credentialId) => inUse.url !== null && inUse.credentialId === credentialId,
    passing: () => (inUse.url === null ? null : forwarder.state()),
  };
}
