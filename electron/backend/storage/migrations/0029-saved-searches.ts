import type { Migration } from '../migrate.ts';

export const savedSearches: Migration = {
  number: 29,
  name: 'saved searches: questions to the logs under a name, for oneself or for everybody',
  sql: `
create table saved_search (
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
create index saved_search_shared on saved_search (id) where shared = 1;
`,
};
