import type { Migration } from '../migrate.ts';

export const eventRules: Migration = {
  number: 26,
  name: 'event rules: those of the station itself, what was decided of those of the product, versions, how often they found something',
  sql: `
create table event_rule (
  id text primary key,
  definition text not null,
  place integer not null,
  version integer not null,
  updated_at integer not null,
  removed_at integer
) strict;

create table event_rule_version (
  rule_id text not null,
  version integer not null,
  definition text not null,
  at integer not null,
  by_name text,
  primary key (rule_id, version)
) strict, without rowid;

create table event_rule_hit (
  rule_id text not null,
  hour integer not null,
  hits integer not null,
  strangers integer not null,
  last_at integer not null,
  primary key (rule_id, hour)
) strict, without rowid;
create index event_rule_hit_hour on event_rule_hit (hour);
`,
};
