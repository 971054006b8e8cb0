import type { Migration } from '../migrate.ts';

export const discovery: Migration = {
  number: 23,
  name: 'discovery: runs and imported lists, what answered, the rows of their reviews; who a resource is, kept from its acceptance',
  sql: `
create table discovery (
  id text primary key,
  number text not null unique,
  kind text not null,
  name text not null,
  state text not null,
  definition text not null,
  progress text not null,
  created_at integer not null,
  created_by text not null,
  ended_at integer,
  accepted_at integer,
  undone_at integer,
  version integer not null
) strict;
create table discovery_finding (
  discovery_id text not null references discovery(id),
  address text not null,
  finding text not null,
  primary key (discovery_id, address)
) strict, without rowid;
create table discovery_candidate (
  id text primary key,
  discovery_id text not null references discovery(id),
  position integer not null,
  verdict text not null,
  decision text not null,
  resource_id text,
  made_version integer,
  summary text not null,
  content text not null
) strict;
create index discovery_candidate_order on discovery_candidate (discovery_id, position);
create table resource_identity (
  resource_id text primary key,
  discovery_id text not null,
  identity text not null,
  updated_at integer not null
) strict;
`,
};
