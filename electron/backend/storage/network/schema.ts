import { renameSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { ThreadEvent } from '../rpc.ts';
import { openWriter, type Sqlite } from '../sqlite.ts';
import { isDamage } from '../telemetry/faults.ts';
import { NetworkError } from './store.ts';

const FILE = 'network.db';
const VERSION = 2;
/** `part`: when which part of a device was told last. Texts in `..._key` are in the order in which people count. VLAN -1 is none. */
const SCHEMA = `
  create table part (
    resource_id text not null, part text not null, at integer not null, is_cut integer not null, rows integer not null,
    primary key (resource_id, part)
  ) strict, without rowid;
  create table interface (
    resource_id text not null, port text not null, port_key text not null, idx integer, alias text not null, type integer, speed real,
    mtu integer, mac text not null, pvid integer, changed_at integer, is_admin_up integer, oper integer, state_at integer not null,
    at integer not null, primary key (resource_id, port)
  ) strict, without rowid;
  create table address (
    resource_id text not null, address text not null, address_key text not null, port text not null, prefix integer,
    first_at integer not null, at integer not null, primary key (resource_id, address)
  ) strict, without rowid;
  create index address_by_key on address (address_key);
  create table vlan (
    resource_id text not null, vlan integer not null, name text not null, at integer not null, primary key (resource_id, vlan)
  ) strict, without rowid;
  create index vlan_by_number on vlan (vlan);
  create table vlan_port (
    resource_id text not null, vlan integer not null, port text not null, is_tagged integer not null,
    primary key (resource_id, vlan, port)
  ) strict, without rowid;
  create table arp (
    resource_id text not null, address text not null, address_key text not null, mac text not null, port text not null,
    first_at integer not null, at integer not null, primary key (resource_id, address, port, first_at)
  ) strict, without rowid;
  create index arp_by_key on arp (address_key, at);
  create index arp_by_mac on arp (mac);
  create index arp_by_time on arp (at);
  create table fdb (
    resource_id text not null, mac text not null, vlan integer not null, port text not null,
    first_at integer not null, at integer not null, primary key (resource_id, mac, vlan, first_at)
  ) strict, without rowid;
  create index fdb_by_mac on fdb (mac);
  create index fdb_by_port on fdb (resource_id, port, at);
  create index fdb_by_time on fdb (at)`;
/** What each later version adds to the one before, the second first. */
const STEPS: readonly string[] = ['create index vlan_port_by_number on vlan_port (vlan, resource_id, is_tagged)'];

function open(file: string): Sqlite {
  const first = new Database(file);
  try {
    const version = Number(first.pragma('user_version', { simple: true }));
    if (version > VERSION)
      throw new NetworkError('network.fromTheFuture', `${file} is of version ${version}, this program knows ${VERSION}`);
    const missing = version === 0 ? [SCHEMA, ...STEPS] : STEPS.slice(version - 1);
    if (missing.length > 0) first.exec(`begin; ${missing.join('; ')}; pragma user_version = ${VERSION}; commit`);
  } finally {
    first.close();
  }
  return openWriter(file);
}

/** Opens the file, or a new one beside a damaged one: devices tell all of it again within an hour, but for what they have forgotten. */
export function openOrBegin(folder: string, report: (event: ThreadEvent) => void): Sqlite {
  const file = join(folder, FILE);
  try {
    return open(file);
  } catch (error) {
    if (!isDamage(error)) throw error;
    report({ level: 'error', event: 'network set aside', fields: { error: String(error) } });
    for (const suffix of ['', '-wal', '-shm']) {
      try {
        renameSync(`${file}${suffix}`, `${file}.damaged${suffix}`);
      } catch {
        // Not every one is there.
      }
    }
    return open(file);
  }
}
