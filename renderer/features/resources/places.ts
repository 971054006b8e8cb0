import type { Alarm } from '../../../shared/contracts/alarms.ts';
import type { Resource } from '../../../shared/contracts/resources.ts';
import { isWaiting } from '../../../shared/domain/alarm/counts.ts';
import { isMoreSevere, type Severity, severityRank } from '../../../shared/domain/alarm/severity.ts';
import type { Instant } from '../../../shared/domain/id.ts';
import { placeName } from '../../../shared/domain/inventory/place.ts';
import { isSilent } from './list/listModel.ts';

/** What stands at one place, by the worst thing there. */
export interface Place {
  readonly name: string;
  readonly count: number;
  /** Resources with an active alarm. */
  readonly abnormal: number;
  /** Resources of which nothing was heard for three intervals, or never. */
  readonly silent: number;
  readonly worst: Severity | null;
  /** Active alarms by severity. */
  readonly alarms: Readonly<Record<Severity, number>>;
  /** Nobody has acknowledged at least one alarm of the worst severity here. */
  readonly isWaiting: boolean;
  /** Newest look at anything here. */
  readonly checkedAt: Instant | null;
}

/** What of a resource its place is counted from. */
export type PlacedResource = Pick<
  Resource,
  'id' | 'location' | 'domain' | 'worst' | 'activeAlarms' | 'checkedAt' | 'effectiveIntervalS' | 'retiredAt'
>;

/** Resources by place, worst first, then most abnormal, then by name. Retired ones are nowhere. */
export function placesOf(resources: readonly PlacedResource[], alarms: readonly Alarm[], now: Instant): readonly Place[] {
  const waiting = new Map<string, Severity>();
  const active = grouped(
    alarms.filter((alarm) => alarm.cleared === null),
    (alarm) => alarm.resourceId,
  );
  for (const alarm of alarms) {
    const before = waiting.get(alarm.resourceId);
    if (isWaiting(alarm) && (before === undefined || isMoreSevere(alarm.severity, before))) waiting.set(alarm.resourceId, alarm.severity);
  }
  const groups = grouped(
    resources.filter((resource) => resource.retiredAt === null),
    placeName,
  );
  return [...groups].map(([name, members]) => placeOf(name, members, active, waiting, now)).sort(comparePlaces);
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

function placeOf(
  name: string,
  members: readonly PlacedResource[],
  active: ReadonlyMap<string, readonly Alarm[]>,
  waiting: ReadonlyMap<string, Severity>,
  now: Instant,
): Place {
  const here = members.flatMap((resource) => active.get(resource.id) ?? []);
  const count = (severity: Severity): number => here.filter((alarm) => alarm.severity === severity).length;
  const worst = members.reduce<Severity | null>(
    (found, { worst: own }) => (own !== null && (found === null || isMoreSevere(own, found)) ? own : found),
    null,
  );
  const times = members.flatMap((resource) => (resource.checkedAt === null ? [] : [resource.checkedAt]));
  return {
    name,
    count: members.length,
    abnormal: members.filter((resource) => resource.activeAlarms > 0).length,
    silent: members.filter((resource) => isSilent(resource, now)).length,
    worst,
    alarms: { critical: count('critical'), major: count('major'), minor: count('minor'), warning: count('warning') },
    isWaiting: members.some((resource) => worst !== null && waiting.get(resource.id) === worst),
    checkedAt: times.length === 0 ? null : Math.max(...times),
  };
}

function comparePlaces(a: Place, b: Place): number {
  const rank = (place: Place): number => (place.worst === null ? 9 : severityRank(place.worst));
  return rank(a) - rank(b) || b.abnormal - a.abnormal || a.name.localeCompare(b.name, 'zh-CN');
}
