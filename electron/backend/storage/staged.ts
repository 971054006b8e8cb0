import type { Work } from './writer.ts';

/** A map in memory beside its table, in two states: what is durable, and what the running transaction makes of it. */
export interface StagedMap<V> {
  /** What is on the disk: all that may be shown. */
  readonly durable: ReadonlyMap<string, V>;
  /** With what the use case and those before it in its group have set: for decisions inside the transaction only. */
  within(work: Work): ReadonlyMap<string, V>;
  /** Seen within the transaction at once, by everybody from its commit on, by nobody when it is rolled back. */
  set(work: Work, key: string, value: V): void;
}

/** Gives a key of a map back what it had, which may be nothing. */
export function restore<K, V>(map: Map<K, V>, key: K, before: V | undefined): void {
  if (before === undefined) map.delete(key);
  else map.set(key, before);
}

export function createStagedMap<V>(entries: Iterable<readonly [string, V]>): StagedMap<V> {
  const durable = new Map(entries);
  const working = new Map(durable);
  return {
    durable,
    within: () => working,
    set: (work, key, value) => {
      const before = working.get(key);
      work.onRollback(() => restore(working, key, before));
      work.onCommit(() => durable.set(key, value));
      working.set(key, value);
    },
  };
}
