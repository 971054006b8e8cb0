import type { Instant } from '../id.ts';
import type { Action, Finding, Person, Refusal, Transition } from './action.ts';
import { changesTooOften, FLAP_QUIET_MS, withChange } from './flapping.ts';
import { CLOCK_STEP_MS } from './order.ts';
import type { Alarm, AlarmEvent, AlarmEventKind, Trend } from './record.ts';
import { isMoreSevere, type Severity, worse } from './severity.ts';
import { isUnhideable } from './unhideable.ts';

/** A condition that goes on and shows nothing new is written again after this long, so that `lastAt` is never older. */
export const REFRESH_MS = 60_000;

const refused = (code: Refusal): Transition => ({ accepted: false, code });

function accepted(before: Alarm, changed: Partial<Alarm>, events: readonly AlarmEvent[], sounds = false): Transition {
  const version = before.version + 1;
  return { accepted: true, alarm: { ...before, ...changed, version, ...(sounds && { attentionVersion: version }) }, events, sounds };
}

function event(
  kind: AlarmEventKind,
  at: Instant,
  severity: Severity,
  person: Person | null = null,
  text: string | null = null,
): AlarmEvent {
  return { kind, at, by: person?.id ?? null, byName: person?.name ?? null, text, severity };
}

/** The newest instant the alarm knows of its condition, whichever way it went. */
export function newestAt(alarm: Pick<Alarm, 'lastAt' | 'cleared' | 'changes'>): Instant {
  return Math.max(alarm.lastAt, alarm.cleared?.at ?? 0, alarm.changes.at(-1) ?? 0);
}

const isLate = (alarm: Alarm, action: { readonly at: Instant; readonly receivedAt: Instant }, isSameLate: boolean): boolean => {
  const newest = newestAt(alarm);
  return (isSameLate ? action.at <= newest : action.at < newest) && newest <= action.receivedAt + CLOCK_STEP_MS;
};

/** Severity and trend after a finding. While flapping the severity only rises: one that toggles between two would sound for ever. */
function assess(alarm: Alarm, finding: Finding): { readonly severity: Severity; readonly trend: Trend; readonly isRaised: boolean } {
  const severity = alarm.isFlapping ? worse(alarm.severity, finding.severity) : finding.severity;
  const isRaised = isMoreSevere(severity, alarm.severity);
  const trend = isRaised ? 'moreSevere' : severity === alarm.severity ? 'noChange' : 'lessSevere';
  return { severity, trend, isRaised };
}

/** What an active alarm takes over from a finding. A rise withdraws the acknowledgement; reasons stay those of the severity they explain. */
function take(
  alarm: Alarm,
  finding: Finding,
  at: Instant,
): { readonly changed: Partial<Alarm>; readonly events: AlarmEvent[]; readonly sounds: boolean } {
  const { severity, trend, isRaised } = assess(alarm, finding);
  const isChanged = severity !== alarm.severity;
  const events = isChanged ? [event('severityChanged', at, severity)] : [];
  if (isRaised && alarm.acknowledged) events.push(event('unacknowledged', at, severity));
  return {
    changed: {
      severity,
      trend,
      threshold: finding.threshold,
      specificProblem: finding.specificProblem,
      additionalText: finding.additionalText,
      lastAt: Math.max(alarm.lastAt, at),
      ...(isChanged && { reasons: finding.reasons }),
      ...(isRaised && { acknowledged: null }),
    },
    events,
    sounds: isRaised,
  };
}

/** The condition occurred while the alarm is active: one more. While flapping that is a change of the condition, and quiet. */
export function repeat(alarm: Alarm, action: Action<'report'> | Action<'persist'>): Transition {
  if (isLate(alarm, action, true)) return refused('late');
  const { changed, events, sounds } = take(alarm, action.finding, action.at);
  const counted = { ...changed, count: alarm.count + (action.times ?? 1), isPresent: true };
  if (!alarm.isPresent) return accepted(alarm, { ...counted, changes: withChange(alarm.changes, action.at) }, events, sounds);
  return accepted(alarm, counted, [event('repeated', action.at, changed.severity ?? alarm.severity), ...events], sounds);
}

const showsSame = (a: Alarm, b: Partial<Alarm>): boolean =>
  a.severity === b.severity &&
  a.trend === b.trend &&
  a.specificProblem === b.specificProblem &&
  a.additionalText === b.additionalText &&
  a.threshold?.observed === b.threshold?.observed &&
  a.threshold?.level === b.threshold?.level;

/** The condition still holds: newest time, value and severity follow. Nothing is written while nothing shows. */
export function refresh(alarm: Alarm, action: Action<'persist'>): Transition {
  if (!alarm.isPresent) return repeat(alarm, action);
  if (isLate(alarm, action, true)) return refused('late');
  const { changed, events, sounds } = take(alarm, action.finding, action.at);
  if (showsSame(alarm, changed) && action.at < alarm.lastAt + REFRESH_MS) return { accepted: true, alarm, events: [], sounds: false };
  return accepted(alarm, changed, events, sounds);
}

/** The condition is there again although the alarm was cleared: the same row is active and asks for attention. */
export function comeBack(alarm: Alarm, action: Action<'report'> | Action<'persist'>): Transition {
  if (isLate(alarm, action, true)) return refused('late');
  const { at, finding } = action;
  const { severity, trend } = assess(alarm, finding);
  // After a manual clear the condition never went away: that it is found again is no change of it.
  const changes = alarm.isPresent ? alarm.changes : withChange(alarm.changes, at);
  const isFlapping = !alarm.isPresent && changesTooOften(changes);
  const events = [event('returned', at, severity), ...(isFlapping ? [event('flapping', at, severity)] : [])];
  const changed: Partial<Alarm> = {
    ...finding,
    severity,
    trend,
    cleared: null,
    count: alarm.count + (action.times ?? 1),
    lastAt: Math.max(alarm.lastAt, at),
    activeAt: Math.max(alarm.firstAt, at),
    isPresent: true,
    isFlapping,
    changes,
  };
  return accepted(alarm, changed, events, true);
}

/** The condition ended, or the alarm is cleared from outside. A flapping one stays active and notes that its condition is gone. */
export function clear(alarm: Alarm, action: Action<'clear'>): Transition {
  const { at, clearKind, person, reason } = action;
  const cleared = { at: Math.max(at, alarm.activeAt), kind: clearKind, by: person?.id ?? null, reason };
  const line = event('cleared', at, alarm.severity, person, reason);
  if (clearKind === 'manual' && alarm.isPresent && isUnhideable(alarm)) return refused('unhideable');
  if (clearKind === 'manual') return accepted(alarm, { cleared, isFlapping: false }, [line]);
  if (clearKind === 'retired' || action.isFinal) return accepted(alarm, { cleared, isFlapping: false, isPresent: false }, [line]);
  if (!alarm.isPresent) return refused('alreadyCleared');
  if (isLate(alarm, action, false)) return refused('late');
  const changes = withChange(alarm.changes, at);
  if (alarm.isFlapping) return accepted(alarm, { isPresent: false, changes }, []);
  if (changesTooOften(changes))
    return accepted(alarm, { isPresent: false, isFlapping: true, changes }, [event('flapping', at, alarm.severity)]);
  return accepted(alarm, { cleared, isPresent: false, changes }, [line]);
}

/** The condition of an alarm that was cleared by hand ended: nothing to show, but the next report is a new beginning. */
export function noteAbsence(alarm: Alarm, action: Action<'clear'>): Transition {
  if (action.clearKind !== 'automatic' || !alarm.isPresent) return refused('alreadyCleared');
  // The hand that cleared it said nothing of the condition: only what was seen of that can be newer.
  if (isLate({ ...alarm, cleared: null }, action, false)) return refused('late');
  return accepted(alarm, { isPresent: false, changes: withChange(alarm.changes, action.at) }, []);
}

/** A person has seen it. Refused where it asked for attention after what the person looked at. */
export function acknowledge(alarm: Alarm, action: Action<'acknowledge'>): Transition {
  const { at, person, comment: text, seenVersion } = action;
  if (seenVersion !== null && seenVersion < alarm.attentionVersion) return refused('changed');
  const acknowledged = { at, by: person.id, byName: person.name, comment: text };
  return accepted(alarm, { acknowledged }, [event('acknowledged', at, alarm.severity, person, text)]);
}

export function unacknowledge(alarm: Alarm, action: Action<'unacknowledge'>): Transition {
  const { at, person, reason } = action;
  return accepted(alarm, { acknowledged: null }, [event('unacknowledged', at, alarm.severity, person, reason)]);
}

export function comment(alarm: Alarm, action: Action<'comment'>): Transition {
  const { at, person, text } = action;
  return accepted(alarm, { comments: alarm.comments + 1 }, [event('commented', at, alarm.severity, person, text)]);
}

/** A flapping alarm whose condition did not change for the quiet time takes its true state, announced once. */
export function settle(alarm: Alarm, action: Action<'settle'>): Transition {
  if (!alarm.isFlapping) return refused('notFlapping');
  const changedAt = alarm.changes.at(-1) ?? alarm.lastAt;
  // The distance, not the difference: after the clock was set back the last change lies ahead.
  if (Math.abs(action.at - changedAt) < FLAP_QUIET_MS) return refused('notQuiet');
  const settled = event('settled', action.at, alarm.severity);
  if (alarm.isPresent) return accepted(alarm, { isFlapping: false, changes: [] }, [settled]);
  const cleared = { at: Math.max(changedAt, alarm.activeAt), kind: 'automatic', by: null, reason: null } as const;
  const line = event('cleared', cleared.at, alarm.severity);
  return accepted(alarm, { isFlapping: false, changes: [], cleared }, [settled, line]);
}

/** The alarm is a consequence: nothing but its sounding is held back, and its clearing is not. The same again changes nothing. */
export function suppress(alarm: Alarm, { at, cause }: Action<'suppress'>): Transition {
  if (isUnhideable(alarm)) return refused('unhideable');
  const { kind, resourceId, component, name, certainty } = cause;
  const known = alarm.cause;
  const isSame =
    known !== null &&
    known.kind === kind &&
    known.resourceId === resourceId &&
    known.component === component &&
    known.name === name &&
    known.certainty === certainty;
  if (isSame) return { accepted: true, alarm, events: [], sounds: false };
  const given = { kind, resourceId, component, name, certainty };
  const line: AlarmEvent = { ...event('suppressed', at, alarm.severity, null, name), cause: given };
  return accepted(alarm, { cause: { ...given, at } }, [line]);
}

/** It stands on its own again and asks for attention, unless somebody has seen it meanwhile. */
export function unsuppress(alarm: Alarm, { at }: Action<'unsuppress'>): Transition {
  if (alarm.cause === null) return refused('notSuppressed');
  const line = event('unsuppressed', at, alarm.severity, null, alarm.cause.name);
  return accepted(alarm, { cause: null }, [line], alarm.acknowledged === null);
}
