import type { Migration } from '../migrate.ts';

export const simulated: Migration = {
  number: 24,
  name: 'simulated: what a laboratory made says so for ever',
  sql: 'alter table resource add column is_simulated integer not null default 0 check (is_simulated in (0, 1));',
};
