import type { Migration } from '../migrate.ts';

export const savedFilters: Migration = {
  number: 25,
  name: 'saved filters: what a person looks for often, under names of the own',
  sql: `
create table saved_filter (
  id text primary key,
  user_id text not null references user (id),
  name text not null,
  filter text not null,
  created_at integer not null,
  updated_at integer not null,
  version integer not null,
  unique (user_id, name)
) strict;
`,
};
