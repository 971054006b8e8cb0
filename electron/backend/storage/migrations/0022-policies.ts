import type { Migration } from '../migrate.ts';

/** Names of the policies the product brought before policies had names. */
const NAMES = Object.entries({
  'filesystem.utilisation': '文件系统使用率',
  'filesystem.inode.utilisation': 'inode 使用率',
  'cpu.utilisation': 'CPU 使用率',
  'memory.utilisation': '内存使用率',
  'swap.utilisation': '交换区使用率',
  'disk.utilisation': '磁盘繁忙率',
  'interface.in.errors': '入向错包',
  'interface.out.errors': '出向错包',
  'interface.in.utilisation': '入向利用率',
  'interface.out.utilisation': '出向利用率',
  'sensor.temperature': '温度',
  'ups.load': 'UPS 负载率',
  'ups.battery.charge': '电池电量',
  'icmp.loss': 'ICMP 丢包率',
  'icmp.rtt': 'ICMP 往返时延',
  'tls.certificate.days': '证书剩余天数',
})
  .map(([id, name]) => `when '${id}' then '${name}'`)
  .join(' ');

const part = (path: string): string => `json(json_extract(definition, '$.${path}'))`;
const value = (path: string): string => `json_extract(definition, '$.${path}')`;

export const policies: Migration = {
  number: 22,
  name: 'policies: targets, many metrics, versions; silent observation; tags of resources',
  sql: `
alter table resource add column tags text not null default '[]';
alter table policy add column removed_at integer;
update policy set definition = json_object(
  'name', case id ${NAMES} else id end,
  'targets', json_object(
    'classes', case when json_array_length(definition, '$.classes') = 10 then json('[]') else ${part('classes')} end,
    'importances', json('[]'), 'domains', json('[]'), 'tags', json('[]'), 'resourceIds', json('[]')),
  'priority', 0,
  'intervalS', null,
  'metrics', json_array(json_object(
    'metric', ${value('metric')},
    'isCollected', json('true'),
    'threshold', json_object(
      'direction', ${value('direction')}, 'levels', ${part('levels')}, 'durationMs', ${value('durationMs')},
      'hysteresis', ${value('hysteresis')}, 'n', ${value('n')}, 'm', ${value('m')}, 'windows', json('[]')))),
  'isApplied', json(case when ${value('enabled')} then 'true' else 'false' end));

create table policy_version (
  policy_id text not null,
  version integer not null,
  definition text not null,
  at integer not null,
  by_name text,
  primary key (policy_id, version)
) strict, without rowid;
insert into policy_version select id, version, definition, updated_at, null from policy;

create table silent_watch (
  id text primary key,
  name text not null,
  policy_id text,
  resource_ids text not null,
  started_at integer not null,
  started_by text not null,
  ends_at integer not null,
  ended_at integer,
  ended_by text
) strict;

create table silent_finding (
  watch_id text not null,
  key text not null,
  resource_id text not null,
  metric text not null,
  component text not null,
  severity text not null,
  observed real not null,
  level real not null,
  direction text not null,
  times integer not null,
  first_at integer not null,
  ended_at integer,
  primary key (watch_id, key)
) strict, without rowid;
`,
};
