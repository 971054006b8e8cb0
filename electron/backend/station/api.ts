import type { FastifyInstance } from 'fastify';
import type { Collection } from '../../../shared/contracts/collection.ts';
import type { Health, HealthHistory } from '../../../shared/contracts/health.ts';
import { MAX_DASHBOARDS, PerformanceView } from '../../../shared/contracts/performance.ts';
import type { Resource } from '../../../shared/contracts/resources.ts';
import { LogSearchView, MAX_SAVED_SEARCHES } from '../../../shared/contracts/savedSearches.ts';
import type { Station as StationView } from '../../../shared/contracts/session.ts';
import type { UserId } from '../../../shared/domain/id.ts';
import type { Config } from '../config/schema.ts';
import { alarmRoutes, readActiveAt } from '../features/alarms/index.ts';
import { type AuditState, auditRoutes } from '../features/audit/index.ts';
import { collectionRoutes } from '../features/collection/index.ts';
import { type CredentialService, credentialRoutes } from '../features/credentials/index.ts';
import { deviceRoutes } from '../features/devices/index.ts';
import { type DiscoveryService, discoveryRoutes } from '../features/discovery/index.ts';
import { createEventReplays, type EventRuleService, eventRuleRoutes } from '../features/eventRules/index.ts';
import { type HardwareService, hardwareRoutes } from '../features/hardware/index.ts';
import { healthRoutes } from '../features/health/index.ts';
import { type HeartBook, heartbeatRoutes } from '../features/heartbeats/index.ts';
import { createLogService, logRoutes } from '../features/logs/index.ts';
import { createNamedViews } from '../features/namedViews/index.ts';
import { createLoadService, createNetworkService, networkRoutes } from '../features/network/index.ts';
import { doubtsOf, performanceRoutes } from '../features/performance/index.ts';
import {
  createReplays,
  type PolicyService,
  policyPreviewRoutes,
  policyRoutes,
  type SilentService,
  silentRoutes,
} from '../features/policies/index.ts';
import { type RemoteWriteService, remoteWriteRoutes } from '../features/remoteWrite/index.ts';
import { type ResourceRecord, type ResourceService, resourceRoutes } from '../features/resources/index.ts';
import { type RetentionService, type RetentionUseReader, retentionRoutes } from '../features/retention/index.ts';
import { createSavedFilterService, savedFilterRoutes } from '../features/savedFilters/index.ts';
import { COOKIE, type SignInLinks, sessionRoutes } from '../features/session/index.ts';
import { tokenRoutes } from '../features/tokens/index.ts';
import { type ToolService, toolRoutes } from '../features/tools/index.ts';
import { createPastService, createPlaceService, createTopologyService, topologyRoutes } from '../features/topology/index.ts';
import { userRoutes } from '../features/users/index.ts';
import type { LiveHub } from '../http/live.ts';
import { createMount, type Mount } from '../http/mount.ts';
import { buildOpenApi } from '../http/openapi.ts';
import { type LiveSocket, mountLive } from '../http/socket.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { StationIdentity } from '../lib/stationKeys.ts';
import type { Stores } from './books.ts';
import { readSetupState } from './firstStart.ts';
import type { People } from './people.ts';
import { thresholdOf } from './thresholds.ts';
import { VERSION } from './version.ts';

export interface ApiParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly identity: StationIdentity;
  readonly stores: Stores;
  readonly people: People;
  readonly local: ResourceRecord;
  readonly hub: LiveHub;
  readonly auditState: AuditState;
  readonly resourceService: ResourceService;
  readonly credentialService: CredentialService;
  readonly links: SignInLinks | null;
  readonly discoveryService: DiscoveryService;
  readonly policyService: PolicyService;
  readonly silentService: SilentService;
  readonly eventRuleService: EventRuleService;
  readonly toolService: ToolService;
  readonly hearts: HeartBook;
  readonly hardware: HardwareService;
  /** What the resource of an address is called; null for an address that is none's. */
  senderName(address: string): string | null;
  /** The station's own figures over the last hours. */
  healthHistory(hours: number): Promise<HealthHistory>;
  readonly log: Log;
  view(resource: ResourceRecord): Resource;
  text(resource: ResourceRecord): string;
  health(): Promise<Health>;
  collection(): Promise<Collection>;
  readonly retention: RetentionService;
  readonly retentionUse: RetentionUseReader;
  readonly remoteWrite: RemoteWriteService;
  warnings(): StationView['warnings'];
}

/** Mounts every route of the table, the OpenAPI document and the live socket on the instance below /api/v1. */
export function mountApi(api: FastifyInstance, parts: ApiParts): { readonly mount: Mount; readonly socket: LiveSocket } {
  const {
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
    health,
    healthHistory,
    collection,
    retention,
    retentionUse,
    remoteWrite,
    hearts,
    hardware,
    senderName,
    warnings,
  } = parts;
  const { core, telemetry, audit, users, sessions, resources, policies, alarmBook, alarms } = stores;
  const { authenticator } = people;
  const mount = createMount(api, {
    authenticate: authenticator.request,
    touch: sessions.touch,
    audit,
    write: core.write,
    checkResponses: config.checkResponses,
    cookieName: COOKIE,
    secureCookie: Boolean(config.tlsCertificate),
  });
  const stationName = async () => {
    const row = await core.read.selectFrom('setting').select('value').where('key', '=', 'station.name').executeTakeFirst();
    return row?.value ?? '';
  };

  sessionRoutes({
    mount,
    users,
    sessions,
    devices: people.devices,
    deviceBook: stores.devices,
    signing: people.signing,
    setup: people.setup,
    links,
    station: { id: identity.id, privateKey: identity.privateKey, version: VERSION },
    clock,
    stationName,
    warnings,
    setupState: () => readSetupState(stores, local, people.setupToken, config.data),
    isLocked: (id) => authenticator.session(id)?.locked ?? false,
  });
  deviceRoutes(mount, people.devices);
  userRoutes(mount, people.users, clock);
  tokenRoutes(mount, people.tokens);
  alarmRoutes({ mount, book: alarmBook, service: alarms, read: core.read, clock, version: () => hub.version('alarms') });
  resourceRoutes({
    mount,
    book: resources,
    service: resourceService,
    telemetry,
    clock,
    view,
    text,
    version: () => hub.version('resources'),
    threshold: (resource, metric) => thresholdOf(policies, resource, metric),
  });
  const topology = createTopologyService({ store: stores.topology, resources, telemetry, clock });
  topologyRoutes({
    mount,
    resources,
    places: createPlaceService(core.read, clock),
    topology,
    past: createPastService({
      ...{ store: stores.topology, clock },
      alarmsAt: async (at) => (await readActiveAt(core.read, at)).map(alarms.view),
    }),
  });
  networkRoutes({
    ...{ mount, resources },
    network: createNetworkService({ store: stores.network, resources, clock }),
    load: createLoadService({
      ...{ telemetry, resources, clock },
      linksOf: async (id) => (await topology.linksOf(id)).items,
      doubtsOf: (stretch) => doubtsOf(telemetry, stretch),
    }),
  });
  hardwareRoutes(mount, hardware, resources);
  const named = { read: core.read, clock, nameOf: (id: UserId) => users.byId(id)?.name ?? '' };
  performanceRoutes({
    mount,
    book: resources,
    telemetry,
    dashboards: createNamedViews({
      ...named,
      ...{ store: 'dashboard', kind: 'dashboard', most: MAX_DASHBOARDS },
      parse: (stored) => PerformanceView.safeParse(stored).data ?? null,
    }),
    clock,
    threshold: (resource, metric) => policies.resolve(resource).thresholds.get(metric),
  });
  toolRoutes({ mount, resources, service: toolService });
  savedFilterRoutes(mount, createSavedFilterService(core.read, clock));
  credentialRoutes(mount, credentialService);
  discoveryRoutes({ mount, book: stores.discoveries, service: discoveryService, resources, read: core.read, clock });
  policyRoutes({ mount, book: policies, service: policyService, subject: resources.byId });
  policyPreviewRoutes({
    mount,
    book: policies,
    clock,
    subjects: resources.monitored,
    alarms: () =>
      alarmBook
        .open()
        .flatMap(({ alarm: { cleared, threshold, resourceId } }) =>
          cleared === null && threshold ? [{ resourceId, metric: threshold.metric }] : [],
        ),
    replays: createReplays({ book: policies, telemetry, clock, log: log.child({ module: 'replay' }), subjects: resources.monitored }),
  });
  silentRoutes(mount, silentService);
  eventRuleRoutes({
    ...{ mount, book: stores.eventRules, service: eventRuleService },
    replays: createEventReplays({
      ...{ service: eventRuleService, logs: stores.logs, clock, log: log.child({ module: 'replay' }) },
      resourceName: (id) => resources.byId(id)?.name ?? null,
    }),
  });
  auditRoutes(mount, core.read, auditState, clock, () => null);
  healthRoutes(mount, health, healthHistory);
  collectionRoutes(mount, collection);
  retentionRoutes(mount, retention, retentionUse);
  remoteWriteRoutes(mount, remoteWrite);
  heartbeatRoutes(mount, hearts, senderName);
  logRoutes(
    mount,
    createLogService({ logs: stores.logs, clock, resources: resources.all, resource: resources.byId }),
    createNamedViews({
      ...named,
      ...{ store: 'saved_search', kind: 'savedSearch', most: MAX_SAVED_SEARCHES },
      parse: (stored) => LogSearchView.safeParse(stored).data ?? null,
    }),
  );

  const document = buildOpenApi(VERSION);
  api.get('/openapi.json', async () => document);
  const socket = mountLive(api, {
    hub,
    clock,
    authenticate: authenticator.request,
    judge: authenticator.session,
    touch: sessions.touch,
    warnings,
  });
  return { mount, socket };
}
