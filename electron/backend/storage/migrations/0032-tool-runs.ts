import type { Migration } from '../migrate.ts';

export const toolRuns: Migration = {
  number: 32,
  name: 'tool runs: what people ran against resources and what came of it, without rows of SNMP',
  sql: `
create table tool_run (
  id text primary key,
  resource_id text not null,
  resource_name text not null,
  address text not null,
  job text not null,
  state text not null,
  by_id text not null,
  by_name text not null,
  started_at integer not null,
  ended_at integer,
  result text,
  rows integer not null,
  problem text
) strict, without rowid;
create index tool_run_resource on tool_run (resource_id, id);
`,
};
