import type { Migration } from '../migrate.ts';

export const dashboards: Migration = {
  number: 27,
  name: 'dashboards: performance views under a name, for oneself or for everybody',
  sql: `
create table dashboard (
  id text primary key,
  user_id text not null references user (id),
  name text not null,
  view text not null,
  shared integer not null check (shared in (0, 1)),
  created_at integer not null,
  updated_at integer not null,
  version integer not null,
  unique (user_id, name)
) strict;
create index dashboard_shared on dashboard (id) where shared = 1;
`,
};
