import type { Migration } from '../migrate.ts';

export const heartbeats: Migration = {
  number: 30,
  name: 'heartbeats: how often each source, domain and the reception is heard of, and how long it may be quiet',
  sql: `
create table heartbeat (
  id text primary key,
  rhythm text not null,
  limit_ms integer,
  updated_at integer not null
) strict, without rowid;
`,
};
