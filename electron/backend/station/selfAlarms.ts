import { severityOf } from '../../../shared/domain/alarm/causes.ts';
import type { Severity } from '../../../shared/domain/alarm/severity.ts';
import { type StationCause, stationFault, stationWell } from '../../../shared/domain/alarm/station.ts';
import type { ResourceRecord } from '../features/resources/index.ts';
import type { Clock } from '../lib/clock.ts';
import { type Log, toLogFormat } from '../lib/log.ts';
import type { Stores } from './books.ts';

/** Troubles of the station as alarms of its own machine and as lines on the page 自检. */
export interface SelfAlarms {
  fault(cause: StationCause, subject: string, detail?: string): Promise<void>;
  well(cause: StationCause, subject: string): Promise<void>;
  /** A line without an alarm (a start, a recovery). */
  note(key: string, values?: Record<string, string | number>): Promise<void>;
  /** Raises or ends according to a state that is asked again and again; nothing is written while it stays the same. */
  follow(cause: StationCause, subject: string, isFaulty: boolean, detail?: string): Promise<void>;
}

/** Never rejects: a trouble that cannot be stored is logged, and said again by whoever follows it. */
export function createSelfAlarms(
  { core, alarms, alarmBook, selfEvents, bus }: Stores,
  machine: () => ResourceRecord,
  clock: Clock,
  log: Log,
): SelfAlarms {
  async function attempt(name: string, use: Parameters<Stores['core']['write']>[1]): Promise<void> {
    try {
      await core.write(name, use);
      bus.publish({ topic: 'health', ids: ['health'] });
    } catch (error) {
      log.error({ error: toLogFormat(error), name }, 'own trouble could not be stored');
    }
  }

  async function fault(cause: StationCause, subject: string, detail = ''): Promise<void> {
    const { id, importance } = machine();
    const severity: Severity = severityOf(cause, importance);
    await attempt('self.fault', async (work) => {
      await alarms.report(work, [stationFault({ id, importance }, cause, subject, clock.now(), detail)]);
      await selfEvents.add(work, severity, cause, { subject, detail });
    });
  }

  async function well(cause: StationCause, subject: string): Promise<void> {
    await attempt('self.well', async (work) => {
      await alarms.report(work, [stationWell({ id: machine().id }, cause, subject, clock.now())]);
      await selfEvents.add(work, null, `${cause}.over`, { subject });
    });
  }

  const isRaised = (cause: StationCause, subject: string) =>
    alarmBook
      .ofResource(machine().id)
      .some(({ alarm }) => alarm.probableCause === cause && alarm.component === subject && alarm.cleared === null);

  return {
    fault,
    well,
    note: (key, values = {}) => attempt('self.note', (work) => selfEvents.add(work, null, key, values)),
    follow: async (cause, subject, isFaulty, detail) => {
      const raised = isRaised(cause, subject);
      if (isFaulty && !raised) await fault(cause, subject, detail);
      else if (!isFaulty && raised) await well(cause, subject);
    },
  };
}
