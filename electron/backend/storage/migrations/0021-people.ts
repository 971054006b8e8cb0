import type { Migration } from '../migrate.ts';

export const people: Migration = {
  number: 21,
  name: 'people: held accounts, one-time passwords; tokens of programs, of which only a hash is kept',
  sql: `
alter table user add column held_at integer;
alter table user add column held_why text check (held_why in ('manual', 'passwordReset'));
alter table user add column password_expires_at integer;

create table token (
  id text primary key,
  name text not null,
  secret_hash text not null unique,
  scopes text not null,
  created_by text not null references user (id),
  created_at integer not null,
  expires_at integer not null,
  last_used_at integer,
  last_used_from text,
  revoked_at integer,
  revoked_by text
) strict;
`,
};
