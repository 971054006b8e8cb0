import type { Migration } from '../migrate.ts';

export const mapPlaces: Migration = {
  number: 31,
  name: 'map places: where people put nodes on the map around a resource, and every change of that',
  sql: `
create table map_place (
  view text not null,
  node text not null,
  x real not null,
  y real not null,
  primary key (view, node)
) strict, without rowid;
create table map_change (
  view text not null,
  version integer not null,
  at integer not null,
  by_id text not null,
  by_name text not null,
  moves text not null,
  undoes integer,
  primary key (view, version)
) strict, without rowid;
`,
};
