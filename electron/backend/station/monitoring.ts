import { DISCOVERIES } from '../../../shared/contracts/discoveryLink.ts';
import type { Resource } from '../../../shared/contracts/resources.ts';
import { resume } from '../../../shared/domain/alarm/resume.ts';
import { severityRank } from '../../../shared/domain/alarm/severity.ts';
import type { DetectorState } from '../../../shared/domain/alarm/state.ts';
import { credentialsOf } from '../../../shared/domain/check/index.ts';
import type { AlarmShelf } from '../features/alarms/index.ts';
import { type CredentialService, createCredentialService } from '../features/credentials/index.ts';
import { createDiscoveryService, type DiscoveryService } from '../features/discovery/index.ts';
import {
  createResourceService,
  createResourceView,
  type ResourceRecord,
  type ResourceService,
  type ResourceShelf,
} from '../features/resources/index.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { Vault } from '../lib/vault.ts';
import type { Receiver } from '../link/index.ts';
import { createIngest, type Ingest } from '../pipeline/ingest.ts';
import { ASSIGNMENTS, type AssignmentList, POLLER_STREAM } from '../poller/messages.ts';
import type { Stores } from './books.ts';

/** The pipeline and the inventory it works for. */
export interface Monitoring {
  readonly ingest: Ingest;
  readonly resourceService: ResourceService;
  view(resource: ResourceRecord): Resource;
  readonly credentialService: CredentialService;
  readonly discoveryService: DiscoveryService;
  /** Tells the poller everything it has to do, with what opens it, sealed; nothing happens while it is away. */
  tellPoller(): void;
}

function createView(resources: ResourceShelf, alarmShelf: AlarmShelf, ingest: Ingest): (resource: ResourceRecord) => Resource {
  return createResourceView({
    book: resources,
    glance: ingest.glance,
    alarms: (id) => {
      const active = alarmShelf.ofResource(id).filter(({ alarm }) => alarm.cleared === null);
      const worst = active.map(({ alarm }) => alarm.severity).sort((a, b) => severityRank(a) - severityRank(b))[0];
      return { worst: worst ?? null, active: active.length };
    },
  });
}

/** Opens the pipeline and takes up where the last run of the station stopped: detectors as stored, mended by the open alarms. */
export async function openMonitoring(
  stores: Stores,
  vault: Vault,
  clock: Clock,
  log: Log,
  receiver: () => Receiver | null,
  simulates: (address: string) => boolean,
): Promise<Monitoring> {
  const { core, resources, credentials, policies, alarms, alarmBook, telemetry, bus, outbox, sequences, discoveries } = stores;
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
    sequences,
    onDiscovered: (work, payload) => discoveryService.take(work, payload),
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

  const startedAt = clock.now();
  let assigned = 0;
  function tellPoller(): void {
    assigned += 1;
    receiver()?.send(POLLER_STREAM, ASSIGNMENTS, {
      version: `${startedAt}.${assigned}`,
      items: resources.assignments(),
      credentials: credentials.all().map(({ id, settings, sealed }) => ({ id, settings, sealed })),
    } satisfies AssignmentList);
    tellDiscoveries();
  }

  function tellDiscoveries(): void {
    receiver()?.send(POLLER_STREAM, DISCOVERIES, { runs: discoveryService.orders() });
  }

  let isTelling = false;
  /** A batch of five hundred accepted devices is told once. */
  function tellPollerSoon(): void {
    if (isTelling) return;
    isTelling = true;
    setImmediate(() => {
      isTelling = false;
      tellPoller();
    });
  }

  const view = createView(resources, alarmBook, ingest);
  const resourceService = createResourceService({
    book: resources,
    clock,
    simulates,
    view: (work, resource) => createView(resources.within(work), alarmBook.within(work), ingest)(resource),
    onChanged: async (work, after, before, { person, reason }) => {
      if (after.retiredAt !== null) await alarms.retire(work, after.id, person, reason);
      else if (before) await ingest.review(work, [after]);
      await outbox.add(work, 'resources', [after.id]);
      work.onCommit(tellPollerSoon);
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
    onChanged: tellPoller,
  });
  const discoveryService = createDiscoveryService({
    book: discoveries,
    resources,
    resourceService,
    credentials,
    clock,
    onChanged: tellDiscoveries,
  });
  return { ingest, resourceService, credentialService, discoveryService, view, tellPoller };
}
