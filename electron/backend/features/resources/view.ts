import type { Alarm as AlarmView } from '../../../../shared/contracts/alarms.ts';
import type { Resource } from '../../../../shared/contracts/resources.ts';
import type { Severity } from '../../../../shared/domain/alarm/severity.ts';
import type { Instant, ResourceId } from '../../../../shared/domain/id.ts';
import type { ResourceShelf } from './book.ts';
import type { ResourceRecord } from './repository.ts';

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
    const checks = status.checks.filter(({ protocol }) => resource.checks.some((check) => check.protocol === protocol));
    const looks = [status.dataAt, ...checks.map(({ lastAt }) => lastAt)].filter((at) => at !== null);
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
      checkedAt: looks.length === 0 ? null : Math.max(...looks),
      reachable: reachability(checks),
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
