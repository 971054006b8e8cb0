import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import { type Evidence, evidenceKey, FORGET_MS } from '../../../../shared/domain/topology/evidence.ts';
import { linksOf } from '../../../../shared/domain/topology/links.ts';
import { locate, macsOf, soughtOf } from '../../../../shared/domain/topology/locate.ts';
import type { Neighbour } from '../../../../shared/domain/topology/neighbour.ts';
import { type Device, type DeviceIdentity, devicesOf } from '../../../../shared/domain/topology/nodes.ts';
import type { ThreadEvent } from '../rpc.ts';
import { openWriter, type Sqlite } from '../sqlite.ts';
import { isDamage } from '../telemetry/faults.ts';
import { type Network, networkOf, type Telling, tellingOf, toldLink } from './network.ts';
import { createPast, PAST_SCHEMA, type Recorded } from './past.ts';
import { type Sighting, type TopologyCalls, TopologyError } from './store.ts';

const FILE = 'topology.db';
const VERSION = 2;
const SCHEMA = `
  create table device (resource_id text primary key, at integer not null, identity text not null) strict, without rowid;
  create table evidence (
    resource_id text not null,
    key text not null,
    first_at integer not null,
    at integer not null,
    neighbour text not null,
    primary key (resource_id, key)
  ) strict, without rowid;
  create index evidence_at on evidence (at)`;
/** What is too old is thrown away after so many calls that write. */
const CLEAN_EVERY = 500;
/** Evidence of one device: one that invents neighbours without end fills no disk; its newest stand. */
const MOST_EVIDENCE = 10_000;

/** Hardware addresses of one network address that are followed: more than one is a fault already. */
const MOST_LOCATED = 20;

interface DeviceRow {
  readonly resource_id: string;
  readonly identity: string;
}

interface EvidenceRow {
  readonly resource_id: string;
  readonly at: number;
  readonly neighbour: string;
}

const deviceOf = (row: DeviceRow): Device => ({ id: row.resource_id as ResourceId, ...(JSON.parse(row.identity) as DeviceIdentity) });
const evidenceOf = (row: EvidenceRow): Evidence => ({
  ...{ resourceId: row.resource_id as ResourceId, at: row.at },
  ...(JSON.parse(row.neighbour) as Neighbour),
});

function open(file: string): Sqlite {
  const first = new Database(file);
  try {
    const version = Number(first.pragma('user_version', { simple: true }));
    if (version > VERSION)
      throw new TopologyError('topology.fromTheFuture', `${file} is of version ${version}, this program knows ${VERSION}`);
    const steps = [SCHEMA, PAST_SCHEMA].slice(version);
    if (steps.length > 0) first.exec(`begin; ${steps.join(';')}; pragma user_version = ${VERSION}; commit`);
  } finally {
    first.close();
  }
  return openWriter(file);
}

/** Opens the file, or a new one beside a damaged one: the network says all of it again within an hour. */
function openOrBegin(folder: string, report: (event: ThreadEvent) => void): Sqlite {
  const file = join(folder, FILE);
  try {
    return open(file);
  } catch (error) {
    if (!isDamage(error)) throw error;
    report({ level: 'error', event: 'topology set aside', fields: { error: String(error) } });
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

/** What the thread of the topology answers. */
export function serveTopology(folder: string, report: (event: ThreadEvent) => void): TopologyCalls {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const db = openOrBegin(folder, report);
  const putDevice = db.prepare<[string, number, string]>(
    `insert into device values (?, ?, ?)
     on conflict do update set at = excluded.at, identity = excluded.identity where excluded.at >= at`,
  );
  const putEvidence = db.prepare<[string, string, number, number, string]>(
    `insert into evidence values (?, ?, ?, ?, ?)
     on conflict do update set at = excluded.at, neighbour = excluded.neighbour where excluded.at >= at`,
  );
  const forget = db.prepare<[number]>('delete from evidence where at < ?');
  const devices = db.prepare<[], DeviceRow>('select resource_id, identity from device');
  const evidence = db.prepare<[number], EvidenceRow>('select resource_id, at, neighbour from evidence where at >= ?');
  const count = db.prepare<[string], number>('select count(*) from evidence where resource_id = ?').pluck();
  const forgetOldest = db.prepare<[string, string, number]>(
    'delete from evidence where resource_id = ? and key in (select key from evidence where resource_id = ? order by at limit ?)',
  );
  // Escaped nowhere: what is looked for is an address, and has neither of the signs that mean anything here.
  const holding = db.prepare<[number, string], EvidenceRow>(
    'select resource_id, at, neighbour from evidence where at >= ? and neighbour like ? limit 5000',
  );
  const besideOf = db.prepare<[string, number], EvidenceRow>(
    `select resource_id, at, neighbour from evidence where resource_id = ? and at >= ?
     and (neighbour like '%"kind":"lldp"%' or neighbour like '%"kind":"cdp"%')`,
  );
  const identities = db.prepare<[string], DeviceRow>('select resource_id, identity from device where identity like ? limit 100');
  let puts = 0;
  let network: Network | null = null;
  const past = createPast(db);
  /** The moment that was last asked for: its map is asked for in several questions. */
  let then: { readonly recorded: Recorded; readonly telling: Telling } | null = null;
  function asOf(at: Instant): { readonly recorded: Recorded; readonly telling: Telling } {
    if (then?.recorded.at === at) return then;
    const recorded = past.asOf(at);
    then = { recorded, telling: tellingOf(recorded.links, at, (link) => link) };
    return then;
  }
  const telling = (at: Instant | null): Telling => (at === null ? workedOut() : asOf(at).telling);
  function workedOut(): Network {
    if (!network) throw new TopologyError('topology.notWorkedOut', 'nothing was worked out yet');
    return network;
  }

  const put = db.transaction((sightings: readonly Sighting[]) => {
    for (const { resourceId, at, ...seen } of sightings) {
      if ('identity' in seen) putDevice.run(resourceId, at, JSON.stringify(seen.identity));
      else {
        const key = evidenceKey({ resourceId, at, ...seen.neighbour } as Evidence);
        putEvidence.run(resourceId, key, at, at, JSON.stringify(seen.neighbour));
      }
    }
    for (const id of new Set(sightings.map(({ resourceId }) => resourceId))) {
      const excess = (count.get(id) ?? 0) - MOST_EVIDENCE;
      if (excess > 0) forgetOldest.run(id, id, excess);
    }
    puts += 1;
    if (puts % CLEAN_EVERY === 0) forget.run(sightings.reduce((latest, { at }) => Math.max(latest, at), 0) - FORGET_MS);
  });

  return {
    put: (sightings) => {
      if (sightings.length > 0) put(sightings);
    },
    workOut: ({ resourceIds, now }) => {
      const wanted = new Set<string>(resourceIds);
      const known = devices
        .all()
        .filter((row) => wanted.has(row.resource_id))
        .map(deviceOf);
      const seen: Evidence[] = [];
      for (const row of evidence.iterate(now - FORGET_MS)) {
        if (wanted.has(row.resource_id)) seen.push(evidenceOf(row));
      }
      const links = linksOf(devicesOf(known), seen);
      network = networkOf(links, now);
      past.links(now, links.map(toldLink));
      then = null;
      return network.overview;
    },
    linksOf: (resourceId) => workedOut().of(resourceId),
    around: ({ resourceId, hops, at }) => telling(at).around(resourceId, hops),
    paths: ({ from, to, most }) => workedOut().paths(from, to, most),
    among: ({ resourceIds, at }) => telling(at).among(resourceIds),
    bundles: ({ groups, at }) => telling(at).bundles(groups),
    whole: ({ resourceIds, at }) => telling(at).whole(resourceIds),
    record: ({ told, at, isWhole }) => past.resources(at, told, isWhole),
    past: (at) => asOf(at).recorded.resources,
    pastLinks: (at) => {
      const { links, lost } = asOf(at).recorded;
      return links.map(({ id, a, b }) => ({ id, a, b, isLost: lost.has(id) }));
    },
    spans: () => past.spans(),
    beside: (resources) => workedOut().sighted().beside(resources),
    roots: (sight) => workedOut().sighted().roots(sight),
    locate: ({ text, resourceIds, now }) => {
      const sought = soughtOf(text);
      if (!sought) return null;
      const wanted = new Set<string>(resourceIds);
      const like = (part: string): readonly Evidence[] =>
        holding.all(now - FORGET_MS, `%${part}%`).flatMap((row) => (wanted.has(row.resource_id) ? [evidenceOf(row)] : []));
      const macs = sought.kind === 'mac' ? [sought.mac] : macsOf(sought, like(`"address":"${sought.address}"`)).slice(0, MOST_LOCATED);
      if (macs.length === 0) return [];
      const found = macs.flatMap(like);
      const ports = [...new Set(found.map(({ resourceId }) => resourceId))];
      const leading = ports.flatMap((id) => besideOf.all(id, now - FORGET_MS).map(evidenceOf));
      const own = macs.flatMap((mac) => identities.all(`%${mac}%`)).filter((row) => wanted.has(row.resource_id));
      return locate(macs, [...new Map([...found, ...leading].map((one) => [evidenceKey(one), one])).values()], own.map(deviceOf));
    },
    stats: () => ({
      devices: Number(db.prepare('select count(*) from device').pluck().get()),
      evidence: Number(db.prepare('select count(*) from evidence').pluck().get()),
      bytes: Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true })),
    }),
    stop: () => {
      db.close();
    },
  };
}
