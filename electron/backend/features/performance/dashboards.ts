import type { z } from 'zod';
import { type Dashboard, type DashboardChange, MAX_DASHBOARDS, type NewDashboard } from '../../../../shared/contracts/performance.ts';
import type { UserId } from '../../../../shared/domain/id.ts';
import type { Deed, Json, Outcome } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import { newId } from '../../lib/ids.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { Work } from '../../storage/writer.ts';
import { type DashboardRecord, dashboardsFor, deleteDashboard, saveDashboard } from './repository.ts';

export interface DashboardService {
  /** By name. `reader` null: a caller that is no person, and so has none of its own. */
  list(reader: UserId | null): Promise<Dashboard[]>;
  create(work: Work, owner: UserId, input: z.output<typeof NewDashboard>): Promise<Outcome<Dashboard>>;
  /** Refused with `dashboard.notOwn` for a shared one of somebody else. */
  change(work: Work, owner: UserId, id: string, input: z.output<typeof DashboardChange>): Promise<Outcome<Dashboard>>;
  remove(work: Work, owner: UserId, id: string, version: number): Promise<Outcome<Dashboard>>;
}

interface Parts {
  readonly read: ReadDb;
  readonly clock: Clock;
  /** Name of an account, '' for one that is not known. */
  nameOf(id: UserId): string;
}

function visible({ name, view, isShared }: DashboardRecord): { readonly [key: string]: Json } {
  return { name, isShared, view: JSON.parse(JSON.stringify(view)) as Json };
}

function deed(record: DashboardRecord, before: DashboardRecord | null, after: DashboardRecord | null): Deed {
  return {
    objectType: 'dashboard',
    objectId: record.id,
    objectName: record.name,
    before: before && visible(before),
    after: after ? visible(after) : { removed: true },
  };
}

function requireUnique(all: readonly DashboardRecord[], owner: UserId, name: string, except: string | null): void {
  if (all.some((other) => other.ownerId === owner && other.name === name && other.id !== except))
    throw new Refusal('dashboard.duplicate', { fields: [{ path: 'body.name', message: 'duplicate' }] });
}

function findOwn(all: readonly DashboardRecord[], owner: UserId, id: string, version: number): DashboardRecord {
  const record = all.find((one) => one.id === id);
  if (!record) throw new Refusal('dashboard.notFound');
  if (record.ownerId !== owner) throw new Refusal('dashboard.notOwn');
  if (record.version !== version) throw new Refusal('dashboard.changed', { values: { version: record.version } });
  return record;
}

/** Views with a name: each person has the own ones and sees what others share. */
export function createDashboardService({ read, clock, nameOf }: Parts): DashboardService {
  const viewOf = ({ ownerId, ...record }: DashboardRecord, reader: UserId | null): Dashboard => ({
    ...record,
    isOwn: ownerId === reader,
    ownerName: nameOf(ownerId),
  });
  return {
    list: async (reader) =>
      (await dashboardsFor(read, reader))
        .map((record) => viewOf(record, reader))
        .sort((a, b) => a.name.localeCompare(b.name, 'zh-CN', { numeric: true })),
    create: async (work, owner, { name, view, isShared }) => {
      const all = await dashboardsFor(work.db, owner);
      requireUnique(all, owner, name, null);
      if (all.filter(({ ownerId }) => ownerId === owner).length >= MAX_DASHBOARDS)
        throw new Refusal('dashboard.tooMany', { values: { most: MAX_DASHBOARDS } });
      const now = clock.now();
      const record: DashboardRecord = { id: newId(now), ownerId: owner, name, view, isShared, createdAt: now, updatedAt: now, version: 1 };
      await saveDashboard(work, record);
      return { response: viewOf(record, owner), deed: deed(record, null, record) };
    },
    change: async (work, owner, id, { name, view, isShared, version }) => {
      const all = await dashboardsFor(work.db, owner);
      const before = findOwn(all, owner, id, version);
      requireUnique(all, owner, name, id);
      const after: DashboardRecord = { ...before, name, view, isShared, updatedAt: clock.now(), version: version + 1 };
      await saveDashboard(work, after);
      return { response: viewOf(after, owner), deed: deed(after, before, after) };
    },
    remove: async (work, owner, id, version) => {
      const before = findOwn(await dashboardsFor(work.db, owner), owner, id, version);
      await deleteDashboard(work, id);
      return { response: viewOf(before, owner), deed: deed(before, before, null) };
    },
  };
}
