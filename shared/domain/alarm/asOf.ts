import type { Instant } from '../id.ts';
import type { Alarm, AlarmCause, AlarmEvent } from './record.ts';

/** A line of an alarm's life as it is kept: of what it was held to be a consequence is known since that is kept. */
export type KeptEvent = Omit<AlarmEvent, 'cause'> & { readonly cause: AlarmCause | null };

/**
 * An alarm as it was at a moment, by the lines of its life in their order; null where it was not active then. It began when the station
 * heard of it. Severity, activity, acknowledgement and what it was held to be a consequence of are those of then; counts and texts are the newest.
 */
export function alarmAsOf(alarm: Alarm, events: readonly KeptEvent[], at: Instant): Alarm | null {
  if (alarm.receivedAt > at) return null;
  let [isActive, isFlapping, activeAt, severity] = [false, false, alarm.firstAt, alarm.severity];
  let cause: Alarm['cause'] = null;
  let acknowledged: Alarm['acknowledged'] = null;
  // What settled tells of an end before it; nobody knew of that until then.
  let known = alarm.receivedAt;
  for (const event of events) {
    known = Math.max(known, event.at);
    if (known > at) break;
    severity = event.severity;
    switch (event.kind) {
      case 'raised':
        isActive = true;
        break;
      case 'returned':
        [isActive, activeAt] = [true, Math.max(alarm.firstAt, event.at)];
        break;
      case 'cleared':
        isActive = false;
        break;
      case 'suppressed':
        cause = event.cause && { ...event.cause, at: event.at };
        break;
      case 'acknowledged':
        acknowledged = { at: event.at, by: event.by ?? '', byName: event.byName ?? '', comment: event.text };
        break;
      case 'unacknowledged':
        acknowledged = null;
        break;
      case 'unsuppressed':
        cause = null;
        break;
      case 'flapping':
        isFlapping = true;
        break;
      case 'settled':
        isFlapping = false;
        break;
    }
  }
  if (!isActive) return null;
  return { ...alarm, severity, activeAt, cause, acknowledged, isFlapping, cleared: null, lastAt: Math.min(alarm.lastAt, at) };
}
