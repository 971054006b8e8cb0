import type { Migration } from '../migrate.ts';

export const credentials: Migration = {
  number: 20,
  name: 'credentials: what may be seen as JSON, the secrets sealed; destroyed ones stay without them',
  sql: `
create table credential (
  id text primary key,
  name text not null,
  settings text not null,
  sealed text not null,
  created_at integer not null,
  updated_at integer not null,
  removed_at integer,
  version integer not null
) strict;
`,
};
