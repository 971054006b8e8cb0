import { mkdirSync } from 'node:fs';
import type { ThreadEvent } from '../rpc.ts';
import { arpListing, fdbListing, interfaceListing, listsOf, vlanListing } from './lists.ts';
import { planOf } from './plan.ts';
import { openOrBegin } from './schema.ts';
import { statementsOf } from './sql.ts';
import { type NetworkCalls, NetworkError } from './store.ts';
import { writerOf } from './write.ts';

const PAGE = { offset: 0, limit: 1, descending: false } as const;

/** What the thread of the network store answers. */
export function serveNetwork(folder: string, report: (event: ThreadEvent) => void): NetworkCalls {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const db = openOrBegin(folder, report);
  db.exec('create temp table scope (resource_id text primary key, name text not null) strict, without rowid');
  const put = writerOf(db);
  const statements = statementsOf(db);
  const addScope = db.prepare<[string, string]>('insert or replace into scope values (?, ?)');
  const clearScope = db.prepare('delete from scope');
  const lists = listsOf(statements);
  const plan = planOf(statements);
  let isScoped = false;

  /** Without it every list would be empty and look as if nothing were there. */
  const scoped =
    <Query, Answer>(answer: (query: Query) => Answer) =>
    (query: Query): Answer => {
      if (!isScoped) throw new NetworkError('network.notScoped', 'nobody said which resources are watched');
      return answer(query);
    };
  const total = (table: string): number => statements.one<{ n: number }>(`select count(*) as n from ${table}`)?.n ?? 0;

  return {
    put: (told) => {
      if (told.length > 0) put(told);
    },
    scope: (resources) => {
      db.transaction(() => {
        clearScope.run();
        for (const { resourceId, name } of resources) addScope.run(resourceId, name);
      })();
      isScoped = true;
      plan.forget();
    },
    interfaces: scoped(lists.interfaces),
    vlans: scoped(lists.vlans),
    vlan: scoped(lists.vlan),
    subnets: scoped(plan.subnets),
    addresses: scoped(plan.addresses),
    arp: scoped(lists.arp),
    fdb: scoped(lists.fdb),
    history: scoped(lists.history),
    counts: scoped(({ q, days, now }) => ({
      interfaces: statements.count(interfaceListing({ q, sort: 'name', ...PAGE })),
      vlans: statements.count(vlanListing({ q, sort: 'id', ...PAGE })),
      arp: statements.count(arpListing({ q, sort: 'address', state: 'now', ...PAGE })),
      fdb: statements.count(fdbListing({ q, sort: 'mac', state: 'now', ...PAGE })),
      ...plan.counted(q, days, now),
    })),
    stats: () => ({
      interfaces: total('interface'),
      stays: total('arp') + total('fdb'),
      bytes: Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true })),
    }),
    stop: () => {
      db.close();
    },
  };
}
