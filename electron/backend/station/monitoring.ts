import { DISCOVERIES } from '../../../shared/contracts/discoveryLink.ts';
import type { Resource } from '../../../shared/contracts/resources.ts';
import { TOOL_RUNS } from '../../../shared/contracts/toolLink.ts';
import { policyOf } from '../../../shared/domain/alarm/policy.ts';
import { resume } from '../../../shared/domain/alarm/resume.ts';
import { severityRank } from '../../../shared/domain/alarm/severity.ts';
import type { DetectorState } from '../../../shared/domain/alarm/state.ts';
import { credentialsOf } from '../../../shared/domain/check/index.ts';
import { isSnmp } from '../../../shared/domain/credential/snmp.ts';
import { SILENT_HOURS } from '../../../shared/domain/policy/silent.ts';
import type { AlarmShelf, StoredAlarm } from '../features/alarms/index.ts';
import { type CredentialService, createCredentialService } from '../features/credentials/index.ts';
import { createDiscoveryService, type DiscoveryService } from '../features/discovery/index.ts';
import { createEventIntake, createEventRuleService, type EventRuleService, raisedBy } from '../features/eventRules/index.ts';
import type { HardwareService } from '../features/hardware/index.ts';
import { createPolicyService, createSilentService, type PolicyService, type SilentService } from '../features/policies/index.ts';
import {
  createResourceService,
  createResourceView,
  type ResourceRecord,
  type ResourceService,
  type ResourceShelf,
} from '../features/resources/index.ts';
import { openToolService, type ToolService } from '../features/tools/index.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { Vault } from '../lib/vault.ts';
import type { Receiver } from '../link/index.ts';
import { createIngest, type Ingest } from '../pipeline/ingest.ts';
import { POLLER_STREAM } from '../poller/messages.ts';
import { RECEIVER_STREAM, RECEPTION, type Reception } from '../receiver/messages.ts';
import { createAssigning } from './assigning.ts';
import type { Stores } from './books.ts';
import { sendersOf } from './senders.ts';

/** Changes of who sends are told together, at the latest after this. */
const RECEPTION_GATHER_MS = 500;

/** The pipeline and the inventory it works for. */
export interface Monitoring {
  readonly ingest: Ingest;
  readonly resourceService: ResourceService;
  view(resource: ResourceRecord): Resource;
  readonly credentialService: CredentialService;
  readonly discoveryService: DiscoveryService;
  readonly policyService: PolicyService;
  readonly silentService: SilentService;
  readonly eventRuleService: EventRuleService;
  readonly toolService: ToolService;
  /** Tells the poller everything it has to do, with what opens it, sealed; nothing happens while it is away. */
  tellPoller(): void;
  /** Tells the receiver whose messages are expected and what opens them, sealed; nothing happens while it is away. */
  tellReceiver(): void;
}

function createView(
  resources: ResourceShelf,
  alarmShelf: AlarmShelf,
  ingest: Ingest,
  silentService: SilentService,
): (resource: ResourceRecord) => Resource {
  return createResourceView({
    book: resources,
    glance: ingest.glance,
    silentUntil: silentService.resourceUntil,
    alarms: (id) => {
      const active = alarmShelf.ofResource(id).filter(({ alarm }) => alarm.cleared === null);
      const worst = active.map(({ alarm }) => alarm.severity).sort((a, b) => severityRank(a) - severityRank(b))[0];
      return { worst: worst ?? null, active: active.length };
    },
  });
}

/** Active alarms by the policy that raised them. */
function countByPolicy(open: readonly StoredAlarm[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { alarm } of open) {
    const policy = alarm.cleared ? null : policyOf(alarm);
    if (policy !== null) counts.set(policy, (counts.get(policy) ?? 0) + 1);
  }
  return counts;
}

/** Active alarms by the rule over events that raised them. */
function countByRule(open: readonly StoredAlarm[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { alarm } of open) {
    const rule = alarm.cleared ? null : raisedBy(alarm);
    if (rule !== null) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  return counts;
}

/** Opens the pipeline and takes up where the last run of the station stopped: detectors as stored, mended by the open alarms. */
export async function openMonitoring(
  stores: Stores,
  vault: Vault,
  clock: Clock,
  log: Log,
  receiver: () => Receiver | null,
  hardware: HardwareService,
  simulates: (address: string) => boolean,
  /** Whether samples are passed on with a set, and that one changed. */
  passing: { uses(credentialId: string): boolean; changed(): void },
): Promise<Monitoring> {
  const {
    core,
    resources,
    credentials,
    policies,
    silent,
    alarms,
    alarmBook,
    telemetry,
    topology,
    network,
    bus,
    outbox,
    sequences,
    discoveries,
  } = stores;
  const { eventRules, eventHits } = stores;
  const silentService = createSilentService({
    book: silent,
    read: core.read,
    clock,
    resourceName: (id) => resources.byId(id)?.name ?? id,
    isKnown: (work, what) =>
      'policyId' in what
        ? policies.within(work).byId(what.policyId) !== undefined
        : resources.within(work).byId(what.resourceId)?.retiredAt === null,
    onChanged: (work, ids) => outbox.add(work, 'resources', ids),
  });
  const eventIntake = createEventIntake({
    ...{ book: eventRules, hits: eventHits, resources, alarms, alarmBook, clock },
    log: log.child({ module: 'events' }),
  });
  const ingest = createIngest({
    resources,
    policies,
    silent: silentService,
    alarms,
    alarmBook,
    telemetry,
    topology,
    network,
    hardware,
    write: core.write,
    bus,
    clock,
    log: log.child({ module: 'pipeline' }),
    sequences,
    onDiscovered: (work, payload) => discoveryService.take(work, payload),
    onTool: (work, payload) => toolService.take(work, payload),
    onEvents: eventIntake.take,
  });
  await core.write('pipeline.resume', async (work) => {
    const seen = resources.within(work);
    for (const resource of seen.monitored()) {
      const status = seen.status(resource.id);
      const own = alarmBook
        .within(work)
        .ofResource(resource.id)
        .map((stored) => stored.alarm);
      resources.remember(work, resource.id, {
        ...status,
        detectors: resume(
          status.detectors as DetectorState | null,
          own,
          resource.checks.map(({ protocol }) => protocol),
        ),
      });
    }
    await ingest.review(work, seen.monitored());
  });
  await ingest.warm();

  const snmpSets = () => credentials.all().flatMap(({ id, settings, sealed }) => (isSnmp(settings) ? [{ id, settings, sealed }] : []));
  const startedAt = clock.now();
  let receptions = 0;
  const assigning = createAssigning({
    resources,
    startedAt,
    credentials: snmpSets,
    send: (kind, payload) => receiver()?.send(POLLER_STREAM, kind, payload),
  });
  function tellPoller(): void {
    assigning.all();
    tellDiscoveries();
    tellTools();
  }

  function tellReceiver(): void {
    receptions += 1;
    receiver()?.send(RECEIVER_STREAM, RECEPTION, {
      version: `${startedAt}.${receptions}`,
      sources: [...sendersOf(resources.monitored())],
      credentials: snmpSets(),
      rules: { version: `${startedAt}.${receptions}`, items: eventRuleService.inForce() },
    } satisfies Reception);
  }

  function tellDiscoveries(): void {
    receiver()?.send(POLLER_STREAM, DISCOVERIES, { runs: discoveryService.orders() });
  }

  function tellTools(): void {
    receiver()?.send(POLLER_STREAM, TOOL_RUNS, { runs: toolService.orders() });
  }

  let isTelling = false;
  /** A batch of five hundred accepted devices is told once: the receiver knows everybody by one list. */
  function tellReceiverSoon(): void {
    if (isTelling) return;
    isTelling = true;
    setTimeout(() => {
      isTelling = false;
      tellReceiver();
    }, RECEPTION_GATHER_MS);
  }

  const view = createView(resources, alarmBook, ingest, silentService);
  const resourceService = createResourceService({
    book: resources,
    clock,
    simulates,
    view: (work, resource) => createView(resources.within(work), alarmBook.within(work), ingest, silentService)(resource),
    onChanged: async (work, after, before, { person, reason }) => {
      if (after.retiredAt !== null) await alarms.retire(work, after.id, person, reason);
      else if (before) await ingest.review(work, [after]);
      await outbox.add(work, 'resources', [after.id]);
      work.onCommit(() => {
        assigning.changed([after.id]);
        tellReceiverSoon();
      });
    },
  });
  const credentialService = createCredentialService({
    book: credentials,
    vault,
    clock,
    uses: (id, work) =>
      (work ? resources.within(work) : resources)
        .monitored()
        .flatMap(({ id: resourceId, name, address, checks }) =>
          checks.filter((check) => credentialsOf(check).includes(id)).map(({ protocol }) => ({ resourceId, name, address, protocol })),
        ),
    isForRemoteWrite: passing.uses,
    onChanged: () => {
      tellPoller();
      tellReceiver();
      passing.changed();
    },
  });
  const discoveryService = createDiscoveryService({
    observeSilently: (work, name, resourceIds, byName) => silentService.welcome(work, name, resourceIds, SILENT_HOURS, byName),
    book: discoveries,
    resources,
    resourceService,
    credentials,
    clock,
    onChanged: tellDiscoveries,
  });
  const policyService = createPolicyService({
    book: policies,
    clock,
    surroundings: (work) => ({
      subjects: (work ? resources.within(work) : resources).monitored(),
      points: (id) => ingest.glance(id).points,
      alarms: countByPolicy((work ? alarmBook.within(work) : alarmBook).open()),
      silentUntil: silentService.policyUntil,
    }),
    onChanged: async (work, changed) => {
      const seen = resources.within(work);
      await ingest.review(
        work,
        changed.flatMap((id) => seen.byId(id) ?? []),
      );
      await outbox.add(work, 'resources', changed);
      work.onCommit(tellPoller);
    },
  });
  const eventRuleService = createEventRuleService({
    ...{ book: eventRules, hits: eventHits, clock },
    alarms: (work) => countByRule((work ? alarmBook.within(work) : alarmBook).open()),
    onChanged: async (work, ruleIds) => {
      await eventIntake.withdraw(work, ruleIds);
      work.onCommit(tellReceiver);
    },
  });
  const toolService = await openToolService({
    ...{ read: core.read, write: core.write, audit: stores.audit, clock },
    hasSet: (id) => credentials.byId(id) !== undefined,
    isPollerThere: () =>
      receiver()
        ?.streams()
        .some(({ streamId }) => streamId === POLLER_STREAM) ?? false,
    onChanged: tellTools,
  });
  const services = { toolService, resourceService, credentialService, discoveryService, policyService, silentService, eventRuleService };
  return { ingest, ...services, view, tellPoller, tellReceiver };
}
