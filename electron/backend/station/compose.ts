import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Station as StationView } from '../../../shared/contracts/session.ts';
import type { Config } from '../config/schema.ts';
import { createAuditState, verifyAuditChain } from '../features/audit/index.ts';
import { createHardwareService } from '../features/hardware/index.ts';
import { createFigureHistory, createWindow, toPrometheus } from '../features/health/index.ts';
import { openHeartBook } from '../features/heartbeats/index.ts';
import { createForwarder, createRemoteWriteService, passedOn } from '../features/remoteWrite/index.ts';
import { createResourceTexts } from '../features/resources/index.ts';
import { createRetentionService, createRetentionUse } from '../features/retention/index.ts';
import { createSignInLinks } from '../features/session/index.ts';
import { createCauseFinder, createRecorder } from '../features/topology/index.ts';
import { createLiveHub } from '../http/live.ts';
import type { Mount } from '../http/mount.ts';
import { createServer } from '../http/server.ts';
import type { LiveSocket } from '../http/socket.ts';
import { readTls } from '../http/tls.ts';
import { startJobs } from '../jobs/scheduler.ts';
import { isLabAddress, openLab, provinceOf } from '../lab/index.ts';
import type { Clock } from '../lib/clock.ts';
import { type Log, toLogFormat } from '../lib/log.ts';
import { announceStation, loadIdentity, writeShellToken } from '../lib/stationKeys.ts';
import type { SupervisorMessage } from '../lib/supervision.ts';
import { openVault } from '../lib/vault.ts';
import { createReceiver, createSpool, linkAddress, linkTokenFile, type Receiver, writeLinkToken } from '../link/index.ts';
import { createStreams } from '../pipeline/streams.ts';
import { POLLER_STREAM } from '../poller/messages.ts';
import { RECEIVER_STREAM } from '../receiver/messages.ts';
import type { DiskReading, DiskState } from '../storage/reserve.ts';
import { mountApi } from './api.ts';
import { openStores, type Stores } from './books.ts';
import { createClockTrust } from './clockTrust.ts';
import { createCollectionBoard } from './collection.ts';
import { createTelemetryExpiry } from './expiry.ts';
import { completeFromFile, offerSetup } from './firstStart.ts';
import { createHealthBoard } from './health.ts';
import { createHeartbeats } from './heartbeats.ts';
import { stationJobs } from './jobs.ts';
import { offerLinks, seedLab } from './lab.ts';
import { requireLabTie } from './labTie.ts';
import { createSelfLimits } from './limits.ts';
import { topicSources } from './live.ts';
import { ensureLocalHost } from './localHost.ts';
import { openMonitoring } from './monitoring.ts';
import { openPeople } from './people.ts';
import { mountProbes } from './probes.ts';
import { createSelfAlarms } from './selfAlarms.ts';
import { VERSION } from './version.ts';
import { createWatch } from './watch.ts';

export interface StationOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  /** Folder of the built page. */
  readonly page: string;
  /** Lines for the person who starts the station. */
  print(line: string): void;
  /** A database thread died: the process must end and be started anew. */
  onLost(error: Error): void;
}

/** Bytes of samples that wait for an outside store: about a day of a thousand devices. */
const REMOTE_WRITE_BYTES = 256 * 1024 * 1024;
const SMALL_BLOCKS =
  '数据目录的文件系统块小于 4 KiB:磁盘写满时守望可能反复重启,腾出空间后恢复。建议改用 4 KiB 块。\nThe file system of the data folder has blocks below 4 KiB: when it is full the station may start again and again until there is room. Use 4 KiB blocks.';

const KEY_DAMAGED =
  '凭据库的密钥文件已损坏，已另存并换了新密钥:原有凭据不能再打开，请由安全管理员重新录入各组密钥。\nThe key file of the vault is damaged; it was set aside and replaced: the secrets of every set must be entered again.';

export interface Station {
  readonly port: number;
  readonly mount: Mount;
  told(message: SupervisorMessage): void;
  /** Stops in reverse order. */
  stop(): Promise<void>;
}

/** A full disk stops telemetry and logs first; audit and alarms go on from the reserve. */
function followDisk(stores: () => Stores | null, log: Log): (reading: DiskReading, before: DiskState) => void {
  return (reading, before) => {
    log.warn({ state: reading.state, before, free: reading.free }, 'disk state changed');
    const failed = (error: unknown) => log.error({ error: toLogFormat(error) }, 'a store did not follow the disk');
    for (const store of [stores()?.telemetry, stores()?.logs]) {
      if (reading.state === 'full') store?.pause('storage.full').catch(failed);
      else if (before === 'full') store?.resume().catch(failed);
    }
    stores()?.bus.publish({ topic: 'health', ids: ['health'] });
  };
}

/** The composition root: databases, books, features, pipeline, HTTP, live socket, jobs. Resolves when the station serves. */
export async function startStation({ config, clock, log, page, print, onLost }: StationOptions): Promise<Station> {
  const startedAt = clock.now();
  const tls = readTls(config);
  mkdirSync(config.data, { recursive: true, mode: 0o700 });
  const lab = openLab(config, startedAt);
  const identity = loadIdentity(config.data, startedAt);
  const shellToken = writeShellToken(config.data);
  const linkToken = writeLinkToken(linkTokenFile(config.data));

  let opened: Stores | null = null;
  const stores = await openStores({ config, clock, log, onLost, onDisk: followDisk(() => opened, log) });
  opened = stores;
  const { core, disk, bus, outbox, alarmBook, alarms, resources, sessions, telemetry, logs, topology, network } = stores;
  try {
    await requireLabTie(stores, lab, config.data);
  } catch (error) {
    await Promise.all([telemetry.stop(), logs.stop(), topology.stop(), network.stop()]);
    await core.close();
    throw error;
  }
  await disk.check();
  if (disk.hasSmallBlocks) print(SMALL_BLOCKS);
  const local = await ensureLocalHost(stores, clock);

  const remoteWriteLog = log.child({ module: 'remoteWrite' });
  const forwarder = createForwarder({
    queue: createSpool({ folder: join(config.data, 'remote-write'), log: remoteWriteLog, clock, maxBytes: REMOTE_WRITE_BYTES }),
    mostBytes: REMOTE_WRITE_BYTES,
    clock,
    log: remoteWriteLog,
    subjectOf: (id) => resources.byId(id),
  });
  const vault = openVault(config.data, (setAside) => {
    log.error({ setAside }, 'the key of the vault is damaged');
    print(KEY_DAMAGED);
  });
  const remoteWrite = createRemoteWriteService(core.read, forwarder, clock, { book: stores.credentials, vault });
  await remoteWrite.resume();
  const hardware = createHardwareService({ ...core, clock, log: log.child({ module: 'hardware' }) });
  let receiver: Receiver | null = null;
  const {
    ingest,
    resourceService,
    credentialService,
    discoveryService,
    policyService,
    silentService,
    eventRuleService,
    toolService,
    view,
    tellPoller,
    tellReceiver,
  } = await openMonitoring(
    { ...stores, telemetry: passedOn(telemetry, forwarder) },
    vault,
    clock,
    log,
    () => receiver,
    hardware,
    (address) => lab !== null && isLabAddress(address),
    { uses: remoteWrite.uses, changed: remoteWrite.credentialsChanged },
  );
  const self = createSelfAlarms(stores, () => resources.byId(local.id) ?? local, clock, log.child({ module: 'self' }));
  const restarted = alarmBook.ofResource(local.id).filter(({ alarm }) => alarm.probableCause === 'processRestarted' && !alarm.cleared);
  const clockTrust = createClockTrust(
    clock,
    stores.selfEvents.recent().map(({ at }) => at),
  );
  const watch = createWatch(
    ingest,
    self,
    clock,
    restarted.map(({ alarm }) => alarm.component),
    clockTrust.jumped,
  );
  const warnings = (): StationView['warnings'] => [
    ...(disk.reading().state === 'full' ? (['storageFull'] as const) : []),
    ...(watch.isPollerDown() ? (['pollerDown'] as const) : []),
    ...(watch.isReceiverDown() ? (['receiverDown'] as const) : []),
  ];
  const auditState = createAuditState(({ ok, brokenAt }) => void self.follow('auditBroken', 'audit', !ok, String(brokenAt ?? '')));

  let socket: LiveSocket | null = null;
  const people = await openPeople({ stores, config, shellToken, clock, isConnected: (sessionId) => socket?.holds(sessionId) ?? false });
  const links = lab && createSignInLinks(clock);
  if (lab) await seedLab({ stores, people, resourceService, credentialService, lab, province: provinceOf(lab), clock });
  let requestP95Ms: () => number | null = () => null;
  const endToEnd = createWindow(5 * 60_000);
  const health = createHealthBoard({
    stores,
    ingest,
    audit: auditState,
    clock,
    version: VERSION,
    data: config.data,
    startedAt,
    endToEnd,
    receiver: () => receiver,
    processes: watch.processes,
    collectors: watch.collectors,
    requestP95Ms: () => requestP95Ms(),
    sockets: () => socket?.count() ?? 0,
    clockStepMs: watch.clockStepMs,
    certificateEnd: tls?.notAfter ?? null,
    passing: remoteWrite.passing,
    reception: () => {
      const told = watch.reception();
      const dropped = told?.doors.flatMap(({ door, dropped: count }) => (count === null ? [] : [{ door, count }])) ?? [];
      return told && { shed: told.shed, dropped };
    },
  });
  const retention = createRetentionService({ read: core.read, clock, telemetry, resources: resources.all });
  const retentionUse = createRetentionUse({
    read: core.read,
    clock,
    telemetry,
    retention,
    logs,
    disk,
    coreFile: join(config.data, 'core.db'),
  });
  const history = createFigureHistory(telemetry, clock);
  const sampleSelf = createSelfLimits({
    ...{ history, self, log: log.child({ module: 'health' }), read: health.read },
    raised: () => self.raised('performanceDegraded'),
  });
  const hearts = await openHeartBook(core.read, clock.now);
  const heartbeats = createHeartbeats({ stores, book: hearts, watch, ingest, self, clock });
  const collection = createCollectionBoard({ watch, logs, self, heartbeats, clock, receiver: () => receiver });
  const text = createResourceTexts(view, bus, clock);
  const hub = createLiveHub(topicSources(stores, view, text, health), bus, clock, (topic) => {
    if (topic !== 'alarms') return;
    for (const raisedAt of alarms.takeRaised()) endToEnd.add(clock.now() - raisedAt, clock.monotonic());
  });

  let mount: Mount | undefined;
  const server = await createServer({
    config,
    tls,
    log,
    clock,
    page,
    mountApi: async (api) => {
      const mounted = mountApi(api, {
        config,
        clock,
        identity,
        stores,
        people,
        local,
        hub,
        auditState,
        resourceService,
        credentialService,
        links,
        discoveryService,
        policyService,
        silentService,
        eventRuleService,
        toolService,
        log,
        view,
        text,
        health: health.read,
        healthHistory: history.read,
        collection: collection.read,
        retention,
        retentionUse,
        remoteWrite,
        hearts,
        hardware,
        senderName: heartbeats.nameOf,
        warnings,
      });
      mount = mounted.mount;
      socket = mounted.socket;
    },
    mountRoot: async (app) => {
      const metrics = async () => toPrometheus(await health.read(), alarms.counts());
      mountProbes(app, { isReady: () => disk.reading().state !== 'full', metrics, token: shellToken });
    },
  });
  requestP95Ms = server.requestP95Ms;
  if (!mount) throw new Error('the API was not mounted');

  if (people.setup.isNeeded() && config.setupFile) await completeFromFile(stores, people.setup, config.setupFile, print);
  await outbox.recover(core.read);
  const streams = createStreams(ingest, logs);
  receiver = await createReceiver({
    socketPath: linkAddress(config.data),
    token: linkToken,
    log: log.child({ module: 'link' }),
    lastSequence: streams.lastSequence,
    onBatch: streams.batch,
    onStatus: watch.heard,
    onPeer: (streamId, state) => {
      watch.peer(streamId, state);
      if (state !== 'connected') return;
      if (streamId === POLLER_STREAM) tellPoller();
      if (streamId === RECEIVER_STREAM) tellReceiver();
    },
  });

  const port = await server.listen();
  const origin = () => `${tls ? 'https' : 'http'}://${config.host}:${port}`;
  const offer = () => offerSetup(people.setupToken, origin, print);
  const withdraw = announceStation(config.data, {
    stationId: identity.id,
    scheme: tls ? 'https' : 'http',
    certificate: tls?.fingerprint ?? null,
    host: config.host,
    port,
    version: VERSION,
    startedAt,
    publicKey: identity.publicKey,
  });
  if (people.setup.isNeeded()) offer();
  const giveLinks = links && (() => offerLinks({ stores, links, clock, origin, print }));
  await giveLinks?.();

  let areProcessesKept = false;
  const verify = async () => auditState.remember(await verifyAuditChain(core.read, clock, null));
  const jobs = startJobs(
    stationJobs({
      stores,
      watch,
      clockTrust,
      self,
      health,
      collection,
      heartbeats,
      tools: toolService,
      sampleSelf,
      causes: createCauseFinder({
        ...{ store: topology, resources, alarmBook, alarms, write: core.write, bus, clock },
        isWatching: () => !watch.isPollerDown(),
      }),
      recorder: createRecorder({ store: topology, resources, clock }),
      sessions,
      devices: people.devices,
      setup: people.setup,
      expireTelemetry: createTelemetryExpiry({ telemetry, retention, clock, log: log.child({ module: 'telemetry' }) }),
      renewSetup: offer,
      offerLinks: giveLinks,
      receiver: () => receiver,
      verify,
      clock,
    }),
    clock,
    log.child({ module: 'jobs' }),
  );
  await self.note('started', { version: VERSION });
  await sampleSelf();
  log.info({ port, ms: Math.round(clock.now() - startedAt) }, 'serving');
  const verifying = verify().catch((error: unknown) => log.error({ error: toLogFormat(error) }, 'audit verification at start'));

  return {
    port,
    mount,
    told: (message) => {
      watch.told(message);
      // What the supervisor tells comes after the first figures were kept; a minute without would be a gap.
      if (areProcessesKept || message.type !== 'processes' || message.processes.some(({ memory }) => memory === null)) return;
      areProcessesKept = true;
      void sampleSelf().catch((error: unknown) => log.error({ error: toLogFormat(error) }, 'own figures'));
    },
    stop: async () => {
      withdraw();
      await jobs.stop();
      await core
        .write('token.sweep', stores.tokens.sweep)
        .catch((error: unknown) => log.error({ error: toLogFormat(error) }, 'use of tokens'));
      await heartbeats.keep().catch((error: unknown) => log.error({ error: toLogFormat(error) }, 'heartbeats'));
      await verifying;
      await receiver?.stop();
      socket?.close();
      hub.stop();
      health.stop();
      await server.close();
      await forwarder.stop();
      await hardware.settled();
      await Promise.all([telemetry.stop(), logs.stop(), topology.stop(), network.stop()]);
      await core.close();
    },
  };
}
