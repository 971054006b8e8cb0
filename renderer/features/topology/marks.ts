import type { Alarm } from '../../../shared/contracts/alarms.ts';
import type { NetworkLink } from '../../../shared/contracts/topology.ts';
import { SILENCES } from '../../../shared/domain/alarm/consequence.ts';
import type { Instant } from '../../../shared/domain/id.ts';
import { downSince } from '../../../shared/domain/topology/down.ts';

/** A device that others are silent by. */
export interface RootMark {
  /** The alarm of the device itself. */
  readonly alarm: Alarm;
  /** What is held for its consequence, by name. */
  readonly consequences: readonly Alarm[];
}

/** What alarms say of devices and links on the map. */
export interface NetworkMarks {
  rootOf(resourceId: string): RootMark | null;
  /** Why a device is held to be silent by something else. */
  causeOf(resourceId: string): NonNullable<Alarm['cause']> | null;
  /** Since when a port of one of its ends is down; null where none is known to be. */
  downSince(link: Pick<NetworkLink, 'a' | 'b'>): Instant | null;
}

const byName = (a: Alarm, b: Alarm): number => a.resourceName.localeCompare(b.resourceName, 'zh-CN', { numeric: true });

/** The marks of the alarms that are active. */
export function marksOf(alarms: readonly Alarm[]): NetworkMarks {
  const own = new Map<string, Alarm>();
  const held = new Map<string, Alarm>();
  const following = new Map<string, Alarm[]>();
  for (const alarm of alarms) {
    if (alarm.cleared !== null) continue;
    const { resourceId, cause } = alarm;
    if (cause === null) {
      if (SILENCES.includes(alarm.probableCause)) own.set(resourceId, alarm);
      continue;
    }
    // A device of which only a port is down by something answers itself.
    if (SILENCES.includes(alarm.probableCause)) held.set(resourceId, alarm);
    if (cause.kind === 'resource') following.set(cause.resourceId, [...(following.get(cause.resourceId) ?? []), alarm]);
  }
  return {
    rootOf: (resourceId) => {
      const alarm = own.get(resourceId);
      const consequences = following.get(resourceId);
      return alarm && consequences ? { alarm, consequences: [...consequences].sort(byName) } : null;
    },
    causeOf: (resourceId) => (own.has(resourceId) ? null : (held.get(resourceId)?.cause ?? null)),
    downSince: downSince(alarms),
  };
}
