import type { z } from 'zod';
import type { Credential, CredentialChange, CredentialUses, NewCredential } from '../../../../shared/contracts/credentials.ts';
import {
  type AnySettings,
  foreignSecrets,
  goesElsewhere,
  keptSecrets,
  type Secrets,
  secretFaults,
} from '../../../../shared/domain/credential/snmp.ts';
import type { Deed, Json, Outcome } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import { newId } from '../../lib/ids.ts';
import { SealBroken, sealName, type Vault } from '../../lib/vault.ts';
import type { Work } from '../../storage/writer.ts';
import type { CredentialBook, CredentialRecord } from './book.ts';

interface Parts {
  readonly book: CredentialBook;
  readonly vault: Vault;
  readonly clock: Clock;
  /** The checks of monitored resources that use a set; in the transaction where one is given. */
  uses(id: string, work?: Work): CredentialUses['items'];
  /** True for the set with which samples are passed on. */
  isForRemoteWrite(id: string): boolean;
  /** After a change is durable: who uses it must be told. */
  onChanged(): void;
}

export interface CredentialService {
  list(): readonly Credential[];
  /** By name of the resource, at most `limit` of them. */
  uses(id: string, limit: number): CredentialUses;
  create(work: Work, input: z.output<typeof NewCredential>): Promise<Outcome<Credential>>;
  change(work: Work, id: string, input: z.output<typeof CredentialChange>): Promise<Outcome<Credential>>;
  /** Destroys the secrets of a set that nothing uses; its name stays in the audit. */
  remove(work: Work, id: string, version: number): Promise<Outcome<Credential>>;
}

/** The vault as people use it. Secrets go in and never come out: neither an answer nor a deed holds one. */
export function createCredentialService({ book, vault, clock, uses, isForRemoteWrite, onChanged }: Parts): CredentialService {
  const usedBy = (id: string, work?: Work): number => new Set(uses(id, work).map(({ resourceId }) => resourceId)).size;

  function view({ id, name, settings, createdAt, updatedAt, version }: CredentialRecord, work?: Work): Credential {
    return { id, name, settings, usedBy: usedBy(id, work), isForRemoteWrite: isForRemoteWrite(id), createdAt, updatedAt, version };
  }

  const visible = ({ name, settings }: CredentialRecord): { readonly [key: string]: Json } => ({ name, settings: { ...settings } });

  function deed(after: CredentialRecord, before: CredentialRecord | null, changedSecrets: readonly string[]): Deed {
    return {
      objectType: 'credential',
      objectId: after.id,
      objectName: after.name,
      before: before && visible(before),
      after: after.removedAt === null ? { ...visible(after), changedSecrets } : { removed: true },
    };
  }

  function requireUnique(work: Work, name: string, except: string | null): void {
    const isTaken = book
      .within(work)
      .all()
      .some((other) => other.name === name && other.id !== except);
    if (isTaken) throw new Refusal('credential.duplicate', { fields: [{ path: 'body.name', message: 'duplicate' }] });
  }

  function refuseForeign(settings: AnySettings, given: Secrets): void {
    const fields = foreignSecrets(settings, given).map((name) => ({ path: `body.secrets.${name}`, message: 'unsuited' as const }));
    if (fields.length > 0) throw new Refusal('request.invalid', { fields });
  }

  function sealedOf(id: string, settings: AnySettings, secrets: Secrets): string {
    const fields = secretFaults(settings, secrets).map(({ secret, code }) => ({ path: `body.secrets.${secret}`, message: code }));
    if (fields.length > 0) throw new Refusal('request.invalid', { fields });
    return vault.seal(sealName(id), JSON.stringify(secrets));
  }

  /** What was kept; nothing where the key it was sealed with is gone: then a change must bring every secret anew. */
  function openedOf({ id, sealed }: CredentialRecord): Secrets {
    try {
      return JSON.parse(vault.open(sealName(id), sealed)) as Secrets;
    } catch (error) {
      if (error instanceof SealBroken) return {};
      throw error;
    }
  }

  function find(work: Work, id: string, version: number): CredentialRecord {
    const record = book.within(work).byId(id);
    if (!record) throw new Refusal('credential.notFound');
    if (record.version !== version) throw new Refusal('credential.changed', { values: { version: record.version } });
    return record;
  }

  async function store(
    work: Work,
    after: CredentialRecord,
    before: CredentialRecord | null,
    changedSecrets: readonly string[],
  ): Promise<Outcome<Credential>> {
    await book.save(work, after);
    work.onCommit(onChanged);
    return { response: view(after, work), deed: deed(after, before, changedSecrets) };
  }

  return {
    list: () => book.all().map((record) => view(record)),
    uses: (id, limit) => {
      if (!book.byId(id)) throw new Refusal('credential.notFound');
      const all = [...uses(id)].sort((a, b) => a.name.localeCompare(b.name, 'zh-CN', { numeric: true }));
      return { items: all.slice(0, limit), total: all.length };
    },
    create: async (work, { name, settings, secrets }) => {
      requireUnique(work, name, null);
      refuseForeign(settings, secrets);
      const now = clock.now();
      const id = newId(now);
      const kept = keptSecrets(settings, {}, secrets);
      const sealed = sealedOf(id, settings, kept);
      const record: CredentialRecord = { id, name, settings, sealed, createdAt: now, updatedAt: now, removedAt: null, version: 1 };
      return store(work, record, null, Object.keys(kept));
    },
    change: async (work, id, { name, settings, secrets, version }) => {
      const before = find(work, id, version);
      requireUnique(work, name, id);
      if (before.settings.kind !== settings.kind) throw new Refusal('credential.kind');
      refuseForeign(settings, secrets);
      const sealed = sealedOf(
        id,
        settings,
        keptSecrets(settings, goesElsewhere(before.settings, settings) ? {} : openedOf(before), secrets),
      );
      const after = { ...before, name, settings, sealed, updatedAt: clock.now(), version: version + 1 };
      return store(work, after, before, Object.keys(secrets));
    },
    remove: async (work, id, version) => {
      const before = find(work, id, version);
      const count = usedBy(id, work) + (isForRemoteWrite(id) ? 1 : 0);
      if (count > 0) throw new Refusal('credential.inUse', { values: { count } });
      const now = clock.now();
      return store(work, { ...before, sealed: '', updatedAt: now, removedAt: now, version: version + 1 }, before, []);
    },
  };
}
