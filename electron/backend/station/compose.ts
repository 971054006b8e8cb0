import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Station as StationView } from '../../../shared/contracts/session.ts';
import { resume } from '../../../shared/domain/alarm/resume.ts';
import { severityRank } from '../../../shared/domain/alarm/severity.ts';
import type { DetectorState } from '../../../shared/domain/alarm/state.ts';
import type { Config } from '../config/schema.ts';
import { alarmRoutes } from '../features/alarms/index.ts';
import { auditRoutes, createAuditState, verifyAuditChain } from '../features/audit/index.ts';
import { createDeviceService, deviceRoutes } from '../features/devices/index.ts';
import { createWindow, healthRoutes } from '../features/health/index.ts';
import { policyRoutes } from '../features/policies/index.ts';
import { createResourceService, createResourceView, resourceRoutes } from '../features/resources/index.ts';
import { COOKIE, createAuthenticator, createSetup, createSetupToken, createSignIn, sessionRoutes } from '../features/session/index.ts';
import { createUserService, userRoutes } from '../features/users/index.ts';
import { createLiveHub } from '../http/live.ts';
import { createMount, type Mount } from '../http/mount.ts';
import { buildOpenApi } from '../http/openapi.ts';
import { createServer } from '../http/server.ts';
import { type LiveSocket, mountLive } from '../http/socket.ts';
import { startJobs } from '../jobs/scheduler.ts';
import type { Clock } from '../lib/clock.ts';
import { type Log, toLogFormat } from '../lib/log.ts';
import { announceStation, loadIdentity, writeShellToken } from '../lib/stationKeys.ts';
import type { SupervisorMessage } from '../lib/supervision.ts';
import { createReceiver, linkAddress, linkTokenFile, type Receiver, writeLinkToken } from '../link/index.ts';
import { createIngest } from '../pipeline/ingest.ts';
import { ASSIGNMENTS, type AssignmentList, POLLER_STREAM } from '../poller/messages.ts';
import { openStores } from './books.ts';
import { completeFromFile, offerSetup, readSetupState } from './firstStart.ts';
import { createHealthBoard, toPrometheus } from './health.ts';
import { stationJobs } from './jobs.ts';
import { topicSources } from './live.ts';
import { ensureLocalHost } from './localHost.ts';
import { mountProbes } from './probes.ts';
import { createSelfAlarms } from './selfAlarms.ts';
import { thresholdOf } from './thresholds.ts';
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

export interface Station {
  readonly port: number;
  readonly mount: Mount;
  told(message: SupervisorMessage): void;
  /** Stops in reverse order; each step is bounded by its own part. */
  stop(): Promise<void>;
}

/** The composition root: databases, books, features, pipeline, HTTP, live socket, jobs. Resolves when the station serves. */
export async function startStation({ config, clock, log, page, print, onLost }: StationOptions): Promise<Station> {
  const startedAt = clock.now();
  mkdirSync(config.data, { recursive: true, mode: 0o700 });
  const identity = loadIdentity(config.data, startedAt);
  const shellToken = writeShellToken(config.data);
  const linkToken = writeLinkToken(linkTokenFile(config.data));

  const stores = await openStores({
    config,
    clock,
    log,
    onLost,
    onDisk: (reading, before) => {
      log.warn({ state: reading.state, before, free: reading.free }, 'disk state changed');
      if (reading.state === 'full')
        void stores.telemetry.pause('storage.full').catch((error: unknown) => log.error({ error: toLogFormat(error) }, 'telemetry pause'));
      else if (before === 'full')
        void stores.telemetry.resume().catch((error: unknown) => log.error({ error: toLogFormat(error) }, 'telemetry resume'));
      stores.bus.publish({ topic: 'health', ids: ['health'] });
    },
  });
  const { core, telemetry, disk, bus, outbox, audit, users, devices, sessions, resources, policies, alarmBook, alarms } = stores;
  await disk.check();
  const local = await ensureLocalHost(stores, clock);
  const machine = () => resources.byId(local.id) ?? local;
  const self = createSelfAlarms(stores, machine, clock, log.child({ module: 'self' }));

  const endToEnd = createWindow(5 * 60_000);
  const ingest = createIngest({
    resources,
    policies,
    alarms,
    alarmBook,
    telemetry,
    write: core.write,
    bus,
    clock,
    log: log.child({ module: 'pipeline' }),
    sequences: stores.sequences,
  });
  await core.write('pipeline.resume', async (work) => {
    for (const resource of resources.monitored()) {
      const status = resources.status(resource.id);
      const own = alarmBook.ofResource(resource.id).map((stored) => stored.alarm);
      resources.remember(work, resource.id, { ...status, detectors: resume(status.detectors as DetectorState | null, own) });
    }
    await ingest.review(work, resources.monitored());
  });
  await ingest.warm();

  const raisedRestarts = alarmBook
    .ofResource(local.id)
    .flatMap(({ alarm }) => (alarm.probableCause === 'processRestarted' && !alarm.cleared ? [alarm.component] : []));
  const watch = createWatch(ingest, self, clock, raisedRestarts);
  const warnings = (): StationView['warnings'] => [
    ...(disk.reading().state === 'full' ? (['storageFull'] as const) : []),
    ...(watch.isPollerDown() ? (['pollerDown'] as const) : []),
  ];

  const auditState = createAuditState(
    (verification) =>
      void self.follow('auditBroken', 'audit', !verification.ok, verification.brokenAt === null ? '' : String(verification.brokenAt)),
  );
  const setupToken = createSetupToken(join(config.data, 'run', 'setup.token'), clock);
  const setup = createSetup(users, setupToken, clock);
  const signing = await createSignIn(users, sessions, clock);
  const deviceService = createDeviceService(devices, clock, async (work, device) =>
    sessions.end(
      work,
      sessions.of({ deviceId: device.id }).map((one) => one.id),
    ),
  );
  const userService = createUserService(users, (user) => {
    if (user.disabledAt === null && user.roles.length > 0) return;
    const ids = sessions.of({ userId: user.id }).map((one) => one.id);
    void core
      .write('session.endOfUser', (work) => sessions.end(work, ids))
      .catch((error: unknown) => log.error({ error: toLogFormat(error) }, 'sessions of a disabled account'));
  });
  const authenticator = createAuthenticator({ users, devices, sessions, setup: setupToken, shellToken, clock });

  const view = createResourceView({
    book: resources,
    glance: ingest.glance,
    alarms: (id) => {
      const active = alarmBook.ofResource(id).filter(({ alarm }) => alarm.cleared === null);
      const worst = active.map(({ alarm }) => alarm.severity).sort((a, b) => severityRank(a) - severityRank(b))[0];
      return { worst: worst ?? null, active: active.length };
    },
  });

  let receiver: Receiver | null = null;
  let assigned = 0;
  const tellPoller = () =>
    receiver?.send(POLLER_STREAM, ASSIGNMENTS, {
      version: `${startedAt}.${++assigned}`,
      items: resources.assignments(),
    } satisfies AssignmentList);
  const resourceService = createResourceService({
    book: resources,
    clock,
    view,
    onChanged: async (work, after, before, { person, reason }) => {
      if (after.retiredAt !== null) await alarms.retire(work, after.id, person, reason);
      else if (before) await ingest.review(work, [after]);
      await outbox.add(work, 'resources', [after.id]);
      work.onCommit(tellPoller);
    },
  });

  let socket: LiveSocket | null = null;
  let requestP95Ms: () => number | null = () => null;
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
  });
  const hub = createLiveHub(topicSources(stores, view, health), bus, clock, (topic) => {
    if (topic !== 'alarms') return;
    for (const raisedAt of alarms.takeRaised()) endToEnd.add(clock.now() - raisedAt, clock.monotonic());
  });

  let mount: Mount | undefined;
  const stationName = async () =>
    (await core.read.selectFrom('setting').select('value').where('key', '=', 'station.name').executeTakeFirst())?.value ?? '';
  const server = await createServer({
    config,
    log,
    clock,
    page,
    mountApi: async (api) => {
      mount = createMount(api, {
        authenticate: authenticator.request,
        touch: sessions.touch,
        audit,
        write: core.write,
        checkResponses: config.checkResponses,
        cookieName: COOKIE,
        secureCookie: Boolean(config.tlsCertificate),
      });
      sessionRoutes({
        mount,
        users,
        sessions,
        devices: deviceService,
        signing,
        setup,
        station: { id: identity.id, privateKey: identity.privateKey, version: VERSION },
        clock,
        stationName,
        warnings,
        setupState: () => readSetupState(stores, local, setupToken, config.data),
        isLocked: (id) => authenticator.session(id)?.locked ?? false,
      });
      deviceRoutes(mount, deviceService);
      userRoutes(mount, userService, clock);
      alarmRoutes({ mount, book: alarmBook, service: alarms, read: core.read, clock, version: () => hub.version('alarms') });
      resourceRoutes({
        mount,
        book: resources,
        service: resourceService,
        telemetry,
        clock,
        view,
        version: () => hub.version('resources'),
        threshold: (resource, metric) => thresholdOf(policies.all(), resource, metric),
      });
      policyRoutes(mount, policies, clock, (work) => ingest.review(work, resources.monitored()));
      auditRoutes(mount, core.read, auditState, clock, () => null);
      healthRoutes(mount, health.read);
      const document = buildOpenApi(VERSION);
      api.get('/openapi.json', async () => document);
      socket = mountLive(api, {
        hub,
        clock,
        authenticate: authenticator.request,
        judge: authenticator.session,
        touch: sessions.touch,
        warnings,
      });
    },
    mountRoot: async (app) =>
      mountProbes(app, {
        isReady: () => disk.reading().state !== 'full',
        metrics: async () => toPrometheus(await health.read(), alarms.counts()),
        token: shellToken,
      }),
  });
  requestP95Ms = server.requestP95Ms;
  if (!mount) throw new Error('the API was not mounted');

  if (setup.isNeeded() && config.setupFile) await completeFromFile(stores, setup, config.setupFile);
  await outbox.recover(core.read);

  receiver = await createReceiver({
    socketPath: linkAddress(config.data),
    token: linkToken,
    log: log.child({ module: 'link' }),
    lastSequence: ingest.lastSequence,
    onBatch: ingest.batch,
    onPeer: (streamId, state) => {
      if (streamId !== POLLER_STREAM) return;
      watch.peer(state);
      if (state === 'connected') tellPoller();
    },
  });

  const port = await server.listen();
  const origin = () => `http${config.tlsCertificate ? 's' : ''}://${config.host}:${port}`;
  const withdraw = announceStation(config.data, {
    stationId: identity.id,
    host: config.host,
    port,
    version: VERSION,
    startedAt,
    publicKey: identity.publicKey,
  });
  if (setup.isNeeded()) offerSetup(setupToken, origin, print);

  const jobs = startJobs(
    stationJobs({
      stores,
      watch,
      self,
      health,
      sessions,
      setup,
      renewSetup: () => offerSetup(setupToken, origin, print),
      receiver: () => receiver,
      verify: async () => auditState.remember(await verifyAuditChain(core.read, clock, null)),
      clock,
    }),
    clock,
    log.child({ module: 'jobs' }),
  );
  await self.note('started', { version: VERSION });
  log.info({ port, ms: Math.round(clock.now() - startedAt) }, 'serving');

  return {
    port,
    mount,
    told: watch.told,
    stop: async () => {
      withdraw();
      await jobs.stop();
      await receiver?.stop();
      socket?.close();
      hub.stop();
      health.stop();
      await server.close();
      await telemetry.stop();
      await core.close();
    },
  };
}
