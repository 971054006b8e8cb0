import type { Migration } from '../migrate.ts';

export const hardware: Migration = {
  number: 34,
  name: 'hardware: the parts of devices with their serial numbers, what changed of them, and the power their ports give',
  sql: `
create table hardware (
  resource_id text primary key,
  at integer not null,
  is_cut integer not null,
  panel text not null,
  parts text not null
) strict, without rowid;
create table hardware_part (
  resource_id text not null,
  ordinal integer not null,
  component text not null,
  first_at integer not null,
  class text not null,
  model text not null,
  serial text not null,
  search text not null,
  part text not null,
  primary key (resource_id, ordinal)
) strict, without rowid;
create table hardware_change (
  id integer primary key,
  resource_id text not null,
  at integer not null,
  kind text not null,
  component text not null,
  class text not null,
  before text,
  after text
) strict;
create index hardware_change_resource on hardware_change (resource_id, id);
create table port_power (
  resource_id text primary key,
  at integer not null,
  power text not null
) strict, without rowid;
`,
};
