import type { Caller } from '../../../../shared/domain/access/can.ts';
import type { UserId } from '../../../../shared/domain/id.ts';
import type { Deed, Json, Outcome } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import { newId } from '../../lib/ids.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { Work } from '../../storage/writer.ts';
import { deleteNamedView, type NamedViewRecord, type NamedViewStore, namedViewsFor, saveNamedView, type ViewReader } from './repository.ts';

/** A view as one person sees it. */
export type NamedView<View> = Omit<NamedViewRecord<View>, 'ownerId'> & { readonly isOwn: boolean; readonly ownerName: string };

interface Input<View> {
  readonly name: string;
  readonly view: View;
  readonly isShared: boolean;
}

export interface NamedViews<View> {
  /** By name. `reader` null: a caller that is no person, and so has none of its own. */
  list(reader: UserId | null): Promise<NamedView<View>[]>;
  create(work: Work, owner: UserId, input: Input<View>): Promise<Outcome<NamedView<View>>>;
  /** Refused with `<kind>.notOwn` for a shared one of somebody else. */
  change(work: Work, owner: UserId, id: string, input: Input<View> & { readonly version: number }): Promise<Outcome<NamedView<View>>>;
  remove(work: Work, owner: UserId, id: string, version: number): Promise<Outcome<NamedView<View>>>;
}

interface Parts<View> {
  readonly store: NamedViewStore;
  /** What the audit calls one of them, and the beginning of the codes of refusals. */
  readonly kind: 'dashboard' | 'savedSearch';
  /** How many one person can keep. */
  readonly most: number;
  readonly parse: ViewReader<View>;
  readonly read: ReadDb;
  readonly clock: Clock;
  /** Name of an account, '' for one that is not known. */
  nameOf(id: UserId): string;
}

/** The person that calls: only roles of people hold the permissions of writing such views. */
export function ownerOf(caller: Caller | null): UserId {
  if (caller?.kind !== 'person') throw new Refusal('session.missing');
  return caller.userId;
}

/** Views with a name: each person has the own ones, under names of their own, and sees what others share. */
export function createNamedViews<View>({ store, kind, most, parse, read, clock, nameOf }: Parts<View>): NamedViews<View> {
  type Kept = NamedViewRecord<View>;

  const visible = ({ name, view, isShared }: Kept): { readonly [key: string]: Json } => ({
    name,
    isShared,
    view: JSON.parse(JSON.stringify(view)) as Json,
  });

  const deed = (record: Kept, before: Kept | null, after: Kept | null): Deed => ({
    objectType: kind,
    objectId: record.id,
    objectName: record.name,
    before: before && visible(before),
    after: after ? visible(after) : { removed: true },
  });

  function requireUnique(all: readonly Kept[], owner: UserId, name: string, except: string | null): void {
    if (all.some((other) => other.ownerId === owner && other.name === name && other.id !== except))
      throw new Refusal(`${kind}.duplicate`, { fields: [{ path: 'body.name', message: 'duplicate' }] });
  }

  function findOwn(all: readonly Kept[], owner: UserId, id: string, version: number): Kept {
    const record = all.find((one) => one.id === id);
    if (!record) throw new Refusal(`${kind}.notFound`);
    if (record.ownerId !== owner) throw new Refusal(`${kind}.notOwn`);
    if (record.version !== version) throw new Refusal(`${kind}.changed`, { values: { version: record.version } });
    return record;
  }

  const viewOf = ({ ownerId, ...record }: Kept, reader: UserId | null): NamedView<View> => ({
    ...record,
    isOwn: ownerId === reader,
    ownerName: nameOf(ownerId),
  });

  return {
    list: async (reader) =>
      (await namedViewsFor(read, store, reader, parse))
        .map((record) => viewOf(record, reader))
        .sort((a, b) => a.name.localeCompare(b.name, 'zh-CN', { numeric: true })),
    create: async (work, owner, { name, view, isShared }) => {
      const all = await namedViewsFor(work.db, store, owner, parse);
      requireUnique(all, owner, name, null);
      if (all.filter(({ ownerId }) => ownerId === owner).length >= most) throw new Refusal(`${kind}.tooMany`, { values: { most } });
      const now = clock.now();
      const record: Kept = { id: newId(now), ownerId: owner, name, view, isShared, createdAt: now, updatedAt: now, version: 1 };
      await saveNamedView(work, store, record);
      return { response: viewOf(record, owner), deed: deed(record, null, record) };
    },
    change: async (work, owner, id, { name, view, isShared, version }) => {
      const all = await namedViewsFor(work.db, store, owner, parse);
      const before = findOwn(all, owner, id, version);
      requireUnique(all, owner, name, id);
      const after: Kept = { ...before, name, view, isShared, updatedAt: clock.now(), version: version + 1 };
      await saveNamedView(work, store, after);
      return { response: viewOf(after, owner), deed: deed(after, before, after) };
    },
    remove: async (work, owner, id, version) => {
      const before = findOwn(await namedViewsFor(work.db, store, owner, parse), owner, id, version);
      await deleteNamedView(work, store, id);
      return { response: viewOf(before, owner), deed: deed(before, before, null) };
    },
  };
}
