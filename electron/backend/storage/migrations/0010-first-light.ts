import type { Migration } from '../migrate.ts';

export const firstLight: Migration = {
  number: 10,
  name: 'first light: identity, inventory, alarms, audit, streams',
  sql: `
create table setting (
  key text primary key,
  value text not null,
  updated_at integer not null
) strict;

create table user (
  id text primary key,
  account text not null unique collate nocase,
  name text not null,
  staff_number text not null unique collate nocase,
  password text not null,
  roles text not null,
  failures integer not null default 0,
  locked_until integer,
  disabled_at integer,
  created_at integer not null,
  last_sign_in_at integer,
  version integer not null
) strict;

create table device (
  id text primary key,
  name text not null,
  kind text not null check (kind in ('wall', 'workstation')),
  code_hash text,
  code_expires_at integer,
  public_key text,
  created_at integer not null,
  enrolled_at integer,
  last_seen_at integer,
  revoked_at integer
) strict;

create table session (
  id text primary key,
  token_hash text not null unique,
  user_id text references user (id),
  device_id text references device (id),
  started_at integer not null,
  ends_at integer not null,
  last_activity_at integer not null,
  locked_at integer,
  address text not null,
  agent text not null
) strict;
create index session_user on session (user_id);

create table resource (
  id text primary key,
  name text not null,
  class text not null,
  importance text not null check (importance in ('core', 'key', 'general')),
  address text not null,
  domain text not null,
  location text not null,
  interval_s integer check (interval_s is null or interval_s between 5 and 299),
  checks text not null,
  is_local integer not null check (is_local in (0, 1)),
  version integer not null,
  created_at integer not null,
  updated_at integer not null,
  retired_at integer
) strict;
create unique index resource_name on resource (name) where retired_at is null;

create table resource_state (
  resource_id text primary key references resource (id),
  detectors text not null,
  facts text not null,
  checks text not null,
  data_at integer,
  updated_at integer not null
) strict;

create table policy (
  id text primary key,
  definition text not null,
  version integer not null,
  updated_at integer not null
) strict;

create table alarm (
  id text primary key,
  number text not null unique,
  key text not null,
  resource_id text not null references resource (id),
  severity text not null,
  probable_cause text not null,
  first_at integer not null,
  last_at integer not null,
  cleared_at integer,
  acknowledged_at integer,
  is_open integer not null check (is_open in (0, 1)),
  record text not null,
  resource text not null,
  search text not null,
  version integer not null
) strict;
create unique index alarm_open_key on alarm (key) where is_open = 1;
create index alarm_first on alarm (first_at, id);
create index alarm_resource on alarm (resource_id, first_at);

create table alarm_event (
  id integer primary key,
  alarm_id text not null references alarm (id),
  at integer not null,
  kind text not null,
  by_id text,
  by_name text,
  text text,
  severity text not null
) strict;
create index alarm_event_alarm on alarm_event (alarm_id, id);

create table outbox (
  seq integer primary key autoincrement,
  at integer not null,
  topic text not null,
  ref text not null
) strict;

create table stream (
  id text primary key,
  sequence integer not null,
  updated_at integer not null
) strict;

create table self_event (
  id integer primary key,
  at integer not null,
  severity text,
  key text not null,
  "values" text not null
) strict;
create index self_event_at on self_event (at);

create table audit (
  seq integer primary key,
  at integer not null,
  actor_kind text not null,
  actor_id text,
  actor_name text not null,
  actor_roles text not null,
  action text not null,
  object_type text not null,
  object_id text,
  object_name text not null,
  result text not null check (result in ('done', 'refused')),
  code text,
  before text not null,
  after text not null,
  origin text not null,
  request_id text not null,
  prev_hash text not null,
  hash text not null
) strict;
create index audit_at on audit (at);
create trigger audit_no_update before update on audit begin select raise(abort, 'audit is append-only'); end;
create trigger audit_no_delete before delete on audit begin select raise(abort, 'audit is append-only'); end;
`,
};
