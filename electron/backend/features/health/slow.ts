import type { Health } from '../../../../shared/contracts/health.ts';
import type { Instant } from '../../../../shared/domain/id.ts';

type Slow = Health['slow'][number];

export interface SlowQueries {
  add(name: string, sql: string, ms: number, at: Instant): void;
  /** The most frequent first. */
  list(): readonly Slow[];
}

const MOST = 20;

/** Reads have no name of their own: they are told by the table they begin with. */
function nameOf(name: string, sql: string): string {
  if (name !== 'read') return name;
  const table = /\bfrom\s+"?(\w+)"?/i.exec(sql)?.[1];
  return table === undefined ? name : `read ${table}`;
}

/** Slow statements by name, since the start; of more than twenty names the rarest are told together. */
export function createSlowQueries(): SlowQueries {
  const found = new Map<string, Slow>();
  return {
    add: (given, sql, ms, at) => {
      const wanted = nameOf(given, sql);
      const name = found.has(wanted) || found.size < MOST ? wanted : 'others';
      const before = found.get(name);
      found.set(name, { name, count: (before?.count ?? 0) + 1, worstMs: Math.max(before?.worstMs ?? 0, Math.round(ms)), lastAt: at });
    },
    list: () => [...found.values()].sort((a, b) => b.count - a.count || a.name.localeCompare(b.name)),
  };
}
