import { join } from 'node:path';
import type { Config } from '../config/schema.ts';
import { type Bus, createBus } from '../events/bus.ts';
import { createOutbox, type Outbox } from '../events/outbox.ts';
import { type AlarmBook, type AlarmService, createAlarmService, openAlarmBook } from '../features/alarms/index.ts';
import { type Audit, createAudit } from '../features/audit/index.ts';
import { type CredentialBook, openCredentialBook } from '../features/credentials/index.ts';
import { type DeviceBook, openDeviceBook } from '../features/devices/index.ts';
import { type DiscoveryBook, openDiscoveryBook } from '../features/discovery/index.ts';
import { type EventRuleBook, type HitBook, openEventRuleBook, openHitBook } from '../features/eventRules/index.ts';
import { createSlowQueries, openSelfEvents, type SelfEvents, type SlowQueries } from '../features/health/index.ts';
import { openPolicyBook, openSilentBook, type PolicyBook, type SilentBook } from '../features/policies/index.ts';
import { alarmResourceOf, openResourceBook, type ResourceBook } from '../features/resources/index.ts';
import { openSessionBook, type SessionBook } from '../features/session/index.ts';
import { openTokenBook, type TokenBook } from '../features/tokens/index.ts';
import { openUserBook, type UserBook } from '../features/users/index.ts';
import type { Clock } from '../lib/clock.ts';
import { type Log, toLogFormat } from '../lib/log.ts';
import { type CoreDatabase, openCore } from '../storage/database.ts';
import { type LogStore, openLogs } from '../storage/logs/index.ts';
import { type NetworkStore, openNetwork } from '../storage/network/index.ts';
import { createDiskGuard, type DiskGuard, type DiskReading, type DiskState } from '../storage/reserve.ts';
import { HEAD_SAMPLE_BYTES, openTelemetry, type TelemetryStore } from '../storage/telemetry/index.ts';
import { openTopology, type TopologyStore } from '../storage/topology/index.ts';

/** Everything the station keeps, open and loaded. */
export interface Stores {
  readonly core: CoreDatabase;
  readonly telemetry: TelemetryStore;
  readonly logs: LogStore;
  readonly topology: TopologyStore;
  readonly network: NetworkStore;
  readonly disk: DiskGuard;
  readonly bus: Bus;
  readonly outbox: Outbox;
  readonly audit: Audit;
  readonly users: UserBook;
  readonly devices: DeviceBook;
  readonly sessions: SessionBook;
  readonly tokens: TokenBook;
  readonly resources: ResourceBook;
  readonly policies: PolicyBook;
  readonly silent: SilentBook;
  readonly eventRules: EventRuleBook;
  readonly eventHits: HitBook;
  readonly credentials: CredentialBook;
  readonly discoveries: DiscoveryBook;
  readonly alarmBook: AlarmBook;
  readonly alarms: AlarmService;
  readonly selfEvents: SelfEvents;
  readonly slow: SlowQueries;
  /** Sequence number of the last stored item of each stream. */
  readonly sequences: ReadonlyMap<string, number>;
}

interface Options {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  onLost(error: Error): void;
  onDisk(reading: DiskReading, before: DiskState): void;
}

const READERS = 2;
/** What opening the databases needs on disk: logs and their indexes begin anew. */
const OPENING_BYTES = 1024 * 1024;

/** Opens the disk guard, the databases and all books, in this order. Rejects with ThreadFailed, TelemetryError or LogError. */
export async function openStores({ config, clock, log, onLost, onDisk }: Options): Promise<Stores> {
  const disk = await createDiskGuard({ folder: config.data, clock, ballastBytes: config.ballastMb * 1024 * 1024, onChange: onDisk });
  await disk.makeRoom(OPENING_BYTES);
  const slow = createSlowQueries();
  const memoryBytes = config.memoryMb === undefined ? null : config.memoryMb * 1_000_000;
  const core = await openCore({
    ...(memoryBytes !== null && { cacheBytes: memoryBytes / 4 }),
    file: join(config.data, 'core.db'),
    clock,
    log: log.child({ module: 'storage' }),
    readers: READERS,
    relieve: disk.relieve,
    onLost,
    onSlow: (name, sql, ms) => slow.add(name, sql, ms, clock.now()),
  });
  const telemetryLog = log.child({ module: 'telemetry' });
  const telemetry = await openTelemetry({
    folder: join(config.data, 'telemetry'),
    ...(memoryBytes !== null && { limits: { headSamples: Math.floor(memoryBytes / 2 / HEAD_SAMPLE_BYTES) }, cacheBytes: memoryBytes / 64 }),
    log: telemetryLog,
    clock,
    onFailure: (failure) => telemetryLog.error({ failure: toLogFormat(failure) }, 'telemetry thread failed'),
  });
  const logs = await openLogs({
    folder: join(config.data, 'logs'),
    log: log.child({ module: 'logs' }),
    clock,
    ...(memoryBytes !== null && { filterBytes: memoryBytes / 4, cacheBytes: memoryBytes / 64 }),
  });
  const topology = await openTopology({ folder: join(config.data, 'topology'), log: log.child({ module: 'topology' }), clock });
  const network = await openNetwork({ folder: join(config.data, 'network'), log: log.child({ module: 'network' }), clock });
  const bus = createBus();
  const outbox = createOutbox(bus, clock);
  const policies = await openPolicyBook(core.read, clock.now());
  const resources = await openResourceBook(
    core.read,
    (resource, work) => (work ? policies.within(work) : policies).resolve(resource).intervalS,
  );
  const alarmBook = await openAlarmBook(core.read, clock);
  const alarms = createAlarmService({
    book: alarmBook,
    outbox,
    clock,
    resource: (id, work) => {
      const seen = work ? resources.within(work) : resources;
      const resource = seen.byId(id);
      if (!resource) return null;
      const { dataAt, checks } = seen.status(id);
      return { resource: alarmResourceOf(resource), dataAt, checks, intervalMs: seen.intervalMs(resource) };
    },
  });
  const streams = await core.read.selectFrom('stream').select(['id', 'sequence']).execute();
  return {
    core,
    telemetry,
    logs,
    topology,
    network,
    disk,
    bus,
    outbox,
    resources,
    alarmBook,
    alarms,
    audit: createAudit(core.write, clock, log.child({ module: 'audit' })),
    users: await openUserBook(core.read),
    devices: await openDeviceBook(core.read),
    sessions: await openSessionBook(core.read, clock),
    tokens: await openTokenBook(core.read),
    policies,
    silent: await openSilentBook(core.read, clock.now()),
    eventRules: await openEventRuleBook(core.read, clock.now()),
    eventHits: await openHitBook(core.read, clock.now()),
    credentials: await openCredentialBook(core.read),
    discoveries: await openDiscoveryBook(core.read),
    slow,
    selfEvents: await openSelfEvents(core.read, clock),
    sequences: new Map(streams.map((row) => [row.id, row.sequence])),
  };
}
