import { severityOf } from '../../../shared/domain/alarm/causes.ts';
import type { Severity } from '../../../shared/domain/alarm/severity.ts';
import { RULES } from '../../../shared/domain/alarm/state.ts';
import { type StationCause, stationFault, stationWell } from '../../../shared/domain/alarm/station.ts';
import type { AlarmShelf } from '../features/alarms/index.ts';
import type { ResourceRecord } from '../features/resources/index.ts';
import type { Clock } from '../lib/clock.ts';
import { type Log, toLogFormat } from '../lib/log.ts';
import type { Work } from '../storage/writer.ts';
import type { Stores } from './books.ts';

/** Troubles of the station as alarms of its own machine and as lines on the page 自检. */
export interface SelfAlarms {
  fault(cause: StationCause, subject: string, detail?: string): Promise<void>;
  well(cause: StationCause, subject: string): Promise<void>;
  /** A line without an alarm (a start, a recovery). */
  note(key: string, values?: Record<string, string | number>): Promise<void>;
  /** Raises or ends according to a state that is asked again and again; nothing is written while it stays the same. */
  follow(cause: StationCause, subject: string, isFaulty: boolean, detail?: string): Promise<void>;
  /** Of what a trouble is told now. */
  raised(cause: StationCause): readonly string[];
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

  async function fault(work: Work, cause: StationCause, subject: string, detail = ''): Promise<void> {
    const { id, importance } = machine();
    const severity: Severity = severityOf(cause, importance);
    await alarms.report(work, [stationFault({ id, importance }, cause, subject, clock.now(), detail)]);
    await selfEvents.add(work, severity, cause, { subject, detail });
  }

  async function well(work: Work, cause: StationCause, subject: string): Promise<void> {
    await alarms.report(work, [stationWell({ id: machine().id }, cause, subject, clock.now())]);
    await selfEvents.add(work, null, `${cause}.over`, { subject });
  }

  const raisedIn = (shelf: AlarmShelf, cause: StationCause): readonly string[] =>
    shelf
      .ofResource(machine().id)
      .flatMap(({ alarm }) =>
        alarm.probableCause === cause && alarm.rule === RULES.station && alarm.cleared === null ? [alarm.component] : [],
      );
  const isRaised = (shelf: AlarmShelf, cause: StationCause, subject: string) => raisedIn(shelf, cause).includes(subject);

  return {
    fault: (cause, subject, detail) => attempt('self.fault', (work) => fault(work, cause, subject, detail)),
    well: (cause, subject) => attempt('self.well', (work) => well(work, cause, subject)),
    note: (key, values = {}) => attempt('self.note', (work) => selfEvents.add(work, null, key, values)),
    follow: async (cause, subject, isFaulty, detail) => {
      if (isRaised(alarmBook, cause, subject) === isFaulty) return;
      await attempt('self.follow', async (work) => {
        // Asked again inside: what another follower wrote may not be durable yet, and must not be written twice.
        if (isRaised(alarmBook.within(work), cause, subject) === isFaulty) return;
        await (isFaulty ? fault(work, cause, subject, detail) : well(work, cause, subject));
      });
    },
    raised: (cause) => raisedIn(alarmBook, cause),
  };
}
