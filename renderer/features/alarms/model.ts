import type { Alarm, AlarmList } from '../../../shared/contracts/alarms.ts';
import { SILENCES } from '../../../shared/domain/alarm/consequence.ts';
import { isWaiting } from '../../../shared/domain/alarm/counts.ts';
import { SEVERITIES, type Severity, severityRank } from '../../../shared/domain/alarm/severity.ts';
import { compareAlarms } from '../../../shared/domain/alarm/sort.ts';
import type { Instant } from '../../../shared/domain/id.ts';
import type { MarkState } from '../../components/SeverityMark/SeverityMark.tsx';
import { resourceText } from '../../lib/resourceText.ts';
import type { Waiting } from '../../lib/sound.ts';
import type { AlarmSearch } from './search.ts';

/** State of the severity mark of an alarm: blinking, steady, that of a consequence, the outline of one that is over but unseen, or without colour when nothing is left to do. */
export function markStateOf(alarm: Pick<Alarm, 'cleared' | 'acknowledged' | 'cause'>): MarkState {
  if (alarm.cleared !== null) return isWaiting(alarm) ? 'cleared' : 'closed';
  if (alarm.cause !== null) return 'suppressed';
  return alarm.acknowledged === null ? 'unacknowledged' : 'acknowledged';
}

/** True while an alarm belongs in the current list: active, or over and not yet acknowledged. */
export function isCurrent(alarm: Pick<Alarm, 'cleared' | 'acknowledged' | 'cause'>): boolean {
  return alarm.cleared === null || isWaiting(alarm);
}

/** The list after one alarm changed; the same object when the list already has that version or a newer one. */
export function applyAlarm(list: AlarmList, alarm: Alarm): AlarmList {
  const at = list.items.findIndex((item) => item.id === alarm.id);
  const old = list.items[at];
  if (old !== undefined && old.version >= alarm.version) return list;
  const rest = list.items.filter((item) => item.id !== alarm.id);
  const items = isCurrent(alarm) ? [...rest, alarm] : rest;
  return { ...list, items, total: items.length };
}

/** Value of the location filter for alarms of resources without one. */
export const NO_LOCATION = '-';

function matchesText(alarm: Alarm, text: string, title: (alarm: Alarm) => string): boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const { resourceName, address, location, domain, component, number } = alarm;
  const all = [resourceName, address, location, domain, component, number, title(alarm)].join(' ').toLowerCase();
  return words.every((word) => all.includes(word));
}

/** Alarms that pass every given condition, in the order of the list: severity, unacknowledged first, newest first. */
export function filterAlarms(alarms: readonly Alarm[], search: AlarmSearch, title: (alarm: Alarm) => string): readonly Alarm[] {
  const { text, severity, acknowledged, suppressed, activity, importance, location } = search;
  return alarms
    .filter(
      (alarm) =>
        (severity === undefined || severity.includes(alarm.severity)) &&
        (acknowledged === undefined || (acknowledged === 'yes' ? alarm.acknowledged !== null : isWaiting(alarm))) &&
        (suppressed === undefined || (alarm.cause !== null) === (suppressed === 'yes')) &&
        (activity === undefined || (alarm.cleared !== null) === (activity === 'cleared')) &&
        (importance === undefined || alarm.importance === importance) &&
        (location === undefined || (alarm.location || NO_LOCATION) === location) &&
        (text === undefined || matchesText(alarm, text, title)),
    )
    .sort(compareAlarms);
}

/** True when the address narrows the list. */
export function isFiltered(search: AlarmSearch): boolean {
  const { alarm: _, ...conditions } = search;
  return Object.values(conditions).some((value) => value !== undefined && value !== '');
}

/** Filter after the key of a severity: only that one, or all again when it was the only one. */
export function toggleOnly(search: AlarmSearch, severity: Severity): AlarmSearch['severity'] {
  return search.severity?.length === 1 && search.severity[0] === severity ? undefined : [severity];
}

/** Filter after a press on the chip of a severity; all on is the same as no filter. */
export function toggleSeverity(search: AlarmSearch, severity: Severity): AlarmSearch['severity'] {
  const shown = search.severity ?? SEVERITIES;
  const next = SEVERITIES.filter((one) => (one === severity ? !shown.includes(one) : shown.includes(one)));
  return next.length === SEVERITIES.length ? undefined : next;
}

/** Locations in use, sorted; empty ones as `NO_LOCATION` at the end. */
export function locationsOf(alarms: readonly Alarm[]): readonly string[] {
  const named = new Set(alarms.map((alarm) => alarm.location).filter(Boolean));
  const sorted = [...named].sort((a, b) => a.localeCompare(b, 'zh-CN'));
  return alarms.some((alarm) => alarm.location === '') ? [...sorted, NO_LOCATION] : sorted;
}

/** The unacknowledged alarm that comes after the selected one: most severe first, the longest waiting first, then around again. */
export function nextUnacknowledged(alarms: readonly Alarm[], selectedId: string | null): string | null {
  const waiting = alarms
    .filter(isWaiting)
    .sort((a, b) => severityRank(a.severity) - severityRank(b.severity) || a.activeAt - b.activeAt || (a.id < b.id ? -1 : 1));
  const at = waiting.findIndex((alarm) => alarm.id === selectedId);
  return (waiting[at + 1] ?? waiting[0])?.id ?? null;
}

/** What a common acknowledgement would cover, said before it is done. */
export interface Scope {
  readonly kind: 'checked' | 'resource';
  readonly object: string;
  readonly alarms: readonly Alarm[];
}

/** Checked alarms that wait, else those shown of the resource of the selected row. Only what is on screen; null when nothing waits. */
export function scopeOf(shown: readonly Alarm[], checked: ReadonlySet<string>, selectedId: string | null): Scope | null {
  const waiting = shown.filter((alarm) => alarm.acknowledged === null);
  const marked = waiting.filter((alarm) => checked.has(alarm.id));
  if (marked.length > 0) return { kind: 'checked', object: '', alarms: marked };
  const selected = shown.find((alarm) => alarm.id === selectedId);
  if (selected === undefined) return null;
  const ofResource = waiting.filter((alarm) => alarm.resourceId === selected.resourceId);
  return ofResource.length === 0
    ? null
    : { kind: 'resource', object: resourceText(selected.resourceName, selected.isSimulated), alarms: ofResource };
}

/** Active alarms that are consequences of this one. */
export function consequencesIn(alarms: readonly Alarm[], alarm: Alarm): readonly Alarm[] {
  return alarms.filter(({ cause, cleared }) => {
    if (cause === null || cleared !== null || cause.resourceId !== alarm.resourceId) return false;
    return cause.kind === 'resource' ? SILENCES.includes(alarm.probableCause) : cause.component === alarm.component;
  });
}

/** Numbers of alarms by severity, most severe first, zeros left out. */
export function bySeverity(alarms: readonly Pick<Alarm, 'severity'>[]): readonly (readonly [Severity, number])[] {
  return SEVERITIES.map((severity) => [severity, alarms.filter((alarm) => alarm.severity === severity).length] as const).filter(
    ([, count]) => count > 0,
  );
}

/** The list held still: what was shown at that moment, in that order. */
export interface Frozen {
  readonly at: Instant;
  readonly alarms: readonly Alarm[];
}

/** Rows of a frozen list with their present state, in the old order, and how many came since. */
export function thaw(
  frozen: Frozen,
  live: readonly Alarm[],
): { readonly alarms: readonly Alarm[]; readonly added: number; readonly critical: number } {
  const byId = new Map(live.map((alarm) => [alarm.id, alarm]));
  const known = new Set(frozen.alarms.map((alarm) => alarm.id));
  const added = live.filter((alarm) => !known.has(alarm.id));
  return {
    alarms: frozen.alarms.map((alarm) => byId.get(alarm.id) ?? alarm),
    added: added.length,
    critical: added.filter((alarm) => alarm.severity === 'critical').length,
  };
}

/** What the sound must know: every alarm that waits for somebody, no consequences; its occasion changes when it returns or becomes more severe. */
export function waitingOf(alarms: readonly Alarm[]): readonly Waiting[] {
  return alarms
    .filter(isWaiting)
    .map((alarm) => ({ occasion: `${alarm.id} ${alarm.activeAt} ${alarm.severity}`, severity: alarm.severity }));
}
