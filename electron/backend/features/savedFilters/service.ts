import type { z } from 'zod';
import {
  MAX_SAVED_FILTERS,
  type NewSavedFilter,
  type SavedFilter,
  type SavedFilterChange,
} from '../../../../shared/contracts/savedFilters.ts';
import type { UserId } from '../../../../shared/domain/id.ts';
import type { Deed, Outcome } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import { newId } from '../../lib/ids.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { Work } from '../../storage/writer.ts';
import { deleteFilter, filtersOf, saveFilter } from './repository.ts';

export interface SavedFilterService {
  /** By name. */
  list(owner: UserId): Promise<readonly SavedFilter[]>;
  create(work: Work, owner: UserId, input: z.output<typeof NewSavedFilter>): Promise<Outcome<SavedFilter>>;
  change(work: Work, owner: UserId, id: string, input: z.output<typeof SavedFilterChange>): Promise<Outcome<SavedFilter>>;
  remove(work: Work, owner: UserId, id: string, version: number): Promise<Outcome<SavedFilter>>;
}

const visible = ({ name, filter }: SavedFilter) => ({ name, filter: { ...filter } });

function deed(saved: SavedFilter, before: SavedFilter | null, after: SavedFilter | null): Deed {
  return {
    objectType: 'savedFilter',
    objectId: saved.id,
    objectName: saved.name,
    before: before && visible(before),
    after: after ? visible(after) : { removed: true },
  };
}

function requireUnique(own: readonly SavedFilter[], name: string, except: string | null): void {
  if (own.some((other) => other.name === name && other.id !== except))
    throw new Refusal('filter.duplicate', { fields: [{ path: 'body.name', message: 'duplicate' }] });
}

function find(own: readonly SavedFilter[], id: string, version: number): SavedFilter {
  const saved = own.find((one) => one.id === id);
  if (!saved) throw new Refusal('filter.notFound');
  if (saved.version !== version) throw new Refusal('filter.changed', { values: { version: saved.version } });
  return saved;
}

/** Filters with a name: each person has the own ones and meets no other's. */
export function createSavedFilterService(read: ReadDb, clock: Clock): SavedFilterService {
  return {
    list: async (owner) => [...(await filtersOf(read, owner))].sort((a, b) => a.name.localeCompare(b.name, 'zh-CN', { numeric: true })),
    create: async (work, owner, { name, filter }) => {
      const own = await filtersOf(work.db, owner);
      requireUnique(own, name, null);
      if (own.length >= MAX_SAVED_FILTERS) throw new Refusal('filter.tooMany', { values: { most: MAX_SAVED_FILTERS } });
      const now = clock.now();
      const saved: SavedFilter = { id: newId(now), name, filter, createdAt: now, updatedAt: now, version: 1 };
      await saveFilter(work, owner, saved);
      return { response: saved, deed: deed(saved, null, saved) };
    },
    change: async (work, owner, id, { name, filter, version }) => {
      const own = await filtersOf(work.db, owner);
      const before = find(own, id, version);
      requireUnique(own, name, id);
      const after: SavedFilter = { ...before, name, filter, updatedAt: clock.now(), version: version + 1 };
      await saveFilter(work, owner, after);
      return { response: after, deed: deed(after, before, after) };
    },
    remove: async (work, owner, id, version) => {
      const before = find(await filtersOf(work.db, owner), id, version);
      await deleteFilter(work, id);
      return { response: before, deed: deed(before, before, null) };
    },
  };
}
