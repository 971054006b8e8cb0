import type { z } from 'zod';
import type { ReadDb } from './database.ts';
import type { Work } from './writer.ts';

interface Versioned {
  readonly version: number;
}

export interface VersionedSetting<Value extends Versioned> {
  /** As it is stored; what it is at first where it never was. */
  read(db: ReadDb | Work['db']): Promise<Value>;
  /** Stores the next version in the caller's transaction; `seen`: the version it was changed from. */
  change(work: Work, next: Omit<Value, 'version'>, seen: number): Promise<{ readonly before: Value; readonly after: Value }>;
}

interface Parts<Value extends Versioned> {
  readonly key: string;
  readonly schema: z.ZodType<Value>;
  readonly initial: Value;
  now(): number;
  /** The refusal of a change of another version than the one that is stored. */
  refused(version: number): Error;
}

/** One setting of the station that people change, each of whom says which version they saw. */
export function versionedSetting<Value extends Versioned>({ key, schema, initial, now, refused }: Parts<Value>): VersionedSetting<Value> {
  async function read(db: ReadDb | Work['db']): Promise<Value> {
    const row = await (db as ReadDb).selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
    return row ? schema.parse(JSON.parse(row.value)) : initial;
  }
  return {
    read,
    change: async (work, next, seen) => {
      const before = await read(work.db);
      if (before.version !== seen) throw refused(before.version);
      const after = { ...next, version: seen + 1 } as Value;
      const row = { value: JSON.stringify(after), updated_at: now() };
      await work.db
        .insertInto('setting')
        .values({ key, ...row })
        .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
        .execute();
      return { before, after };
    },
  };
}
