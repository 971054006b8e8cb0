import type { Alarm } from '../../../shared/contracts/alarms.ts';
import { isWaiting } from '../../../shared/domain/alarm/counts.ts';
import { compareAlarms } from '../../../shared/domain/alarm/sort.ts';
import type { Instant } from '../../../shared/domain/id.ts';

/** Heights in wall units (1/2160 of the height). */
const TWO_LINES = 236;
const ONE_LINE = 116;

/** Width in wall units that a row of one line has for object and fault, and the least it leaves to the object: four characters. */
const ONE_LINE_ROOM = 960;
const OBJECT_ROOM = 320;
const WIDE_UNITS = 80;
const NARROW_UNITS = 46;

/** Width of a text on the wall in wall units: Chinese characters are square, others a little over half. */
function textUnits(text: string): number {
  return [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? WIDE_UNITS : NARROW_UNITS), 0);
}

/** True where object and fault do not stand in one line without cutting off what is wrong. */
export function needsTwoLines(object: string, fault: string): boolean {
  return Math.min(OBJECT_ROOM, textUnits(object)) + textUnits(fault) > ONE_LINE_ROOM;
}

/** Rows that fit whole into the height, and how many there are in all. Text never shrinks; rows go. */
export interface Fitted<Row> {
  readonly shown: readonly Row[];
  readonly total: number;
}

export interface FittedAlarm {
  readonly alarm: Alarm;
  readonly lines: 1 | 2;
}

/** Critical and major alarms in the order of the list, as many as fit: all with two lines where there is room, else a major one only where its text needs them. */
export function fitAlarms(alarms: readonly Alarm[], height: number, isLong: (alarm: Alarm) => boolean): Fitted<FittedAlarm> {
  const listed = alarms.filter((alarm) => alarm.severity === 'critical' || alarm.severity === 'major').sort(compareAlarms);
  const isRoomy = listed.length * TWO_LINES <= height;
  let left = height;
  const shown: FittedAlarm[] = [];
  for (const alarm of listed) {
    const lines = isRoomy || alarm.severity === 'critical' || isLong(alarm) ? 2 : 1;
    left -= lines === 2 ? TWO_LINES : ONE_LINE;
    if (left < 0) break;
    shown.push({ alarm, lines });
  }
  return { shown, total: listed.length };
}

/** Alarms that wait for somebody, no consequences, the longest waiting first. */
export function longestWaiting(alarms: readonly Alarm[], limit: number): readonly Alarm[] {
  return alarms
    .filter(isWaiting)
    .sort((a, b) => a.activeAt - b.activeAt || (a.id < b.id ? -1 : 1))
    .slice(0, limit);
}

/** The last thing that happened to an alarm. */
export interface Recent {
  readonly alarm: Alarm;
  readonly kind: 'raised' | 'cleared';
  readonly at: Instant;
}

/** The newest changes of the list, newest first: began, ended. */
export function recentChanges(alarms: readonly Alarm[], limit: number): readonly Recent[] {
  return alarms
    .flatMap((alarm): readonly Recent[] => [
      { alarm, kind: 'raised', at: alarm.activeAt },
      ...(alarm.cleared ? [{ alarm, kind: 'cleared' as const, at: alarm.cleared.at }] : []),
    ])
    .sort((a, b) => b.at - a.at)
    .slice(0, limit);
}

/** What changed while nothing was heard: alarms that are new, and active ones that are over. */
export function changedWhileAway(before: readonly Alarm[], after: readonly Alarm[]): { readonly added: number; readonly cleared: number } {
  const active = (alarms: readonly Alarm[]): ReadonlySet<string> =>
    new Set(alarms.filter((alarm) => alarm.cleared === null).map((alarm) => alarm.id));
  const was = active(before);
  const is = active(after);
  return {
    added: [...is].filter((id) => !was.has(id)).length,
    cleared: [...was].filter((id) => !is.has(id)).length,
  };
}
