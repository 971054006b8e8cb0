import type { Alarm as AlarmView } from '../../../../shared/contracts/alarms.ts';
import type { Resource } from '../../../../shared/contracts/resources.ts';
import type { Severity } from '../../../../shared/domain/alarm/severity.ts';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import type { ResourceShelf } from './book.ts';
import type { ResourceRecord, ResourceStatus } from './repository.ts';

/** Newest values for the list, kept from the observations as they pass. */
export interface Glance {
  readonly cpu: number | null;
  readonly memory: number | null;
  readonly rttMs: number | null;
  readonly points: number;
}

export const NO_GLANCE: Glance = { cpu: null, memory: null, rttMs: null, points: 0 };

interface Parts {
  readonly book: ResourceShelf;
  glance(id: ResourceId): Glance;
  silentUntil(id: ResourceId): Instant | null;
  alarms(id: ResourceId): { readonly worst: Severity | null; readonly active: number };
}

/** Reachable when every check that answered last answered well; unknown while none has answered. */
function reachability(checks: readonly { readonly reachable: boolean | null }[]): boolean | null {
  const answered = checks.filter((check) => check.reachable !== null);
  return answered.length === 0 ? null : answered.every((check) => check.reachable === true);
}

/** How a resource stands by its checks, and when it was last looked at; null: nobody knows, never. */
export function standingOf(
  { checks: own }: Pick<ResourceRecord, 'checks'>,
  { checks: known, dataAt }: Pick<ResourceStatus, 'checks' | 'dataAt'>,
): { readonly reachable: boolean | null; readonly checkedAt: Instant | null } {
  const checks = known.filter(({ protocol }) => own.some((check) => check.protocol === protocol));
  const looks = [dataAt, ...checks.map(({ lastAt }) => lastAt)].filter((at) => at !== null);
  return { reachable: reachability(checks), checkedAt: looks.length === 0 ? null : Math.max(...looks) };
}

/** Makes the view of a resource that lists and the live topic send. */
export function createResourceView({ book, glance, silentUntil, alarms }: Parts): (resource: ResourceRecord) => Resource {
  return (resource) => {
    const status = book.status(resource.id);
    const { worst, active } = alarms(resource.id);
    const { cpu, memory, rttMs, points } = glance(resource.id);
    const {
      isLocal,
      isSimulated,
      version,
      createdAt,
      updatedAt,
      retiredAt,
      id,
      name,
      resourceClass,
      importance,
      address,
      domain,
      location,
      intervalS,
    } = resource;
    return {
      ...{
        id,
        name,
        resourceClass,
        importance,
        address,
        domain,
        location,
        intervalS,
        checks: [...resource.checks],
        tags: [...resource.tags],
      },
      ...{ isLocal, isSimulated, version, createdAt, updatedAt, retiredAt, points, cpu, memory, rttMs, worst },
      effectiveIntervalS: book.intervalMs(resource) / 1000,
      dataAt: status.dataAt,
      ...standingOf(resource, status),
      activeAlarms: active,
      silentUntil: silentUntil(resource.id),
    };
  };
}

/** What an alarm row shows of its resource; also kept with the alarm for the time after the resource. */
export type AlarmResource = Pick<
  AlarmView,
  'resourceName' | 'resourceClass' | 'importance' | 'domain' | 'location' | 'address' | 'isSimulated'
>;

export function alarmResourceOf(resource: ResourceRecord): AlarmResource {
  const { name, resourceClass, importance, domain, location, address, isSimulated } = resource;
  return { resourceName: name, resourceClass, importance, domain, location, address, isSimulated };
}
