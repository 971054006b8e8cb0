import type { AlarmAction, Transition } from './action.ts';
import { FLAP_WINDOW_MS, withChange } from './flapping.ts';
import type { Identity } from './key.ts';
import { transition } from './lifecycle.ts';
import { newestAt } from './lifecycleSteps.ts';
import { CLOCK_STEP_MS } from './order.ts';
import { reason } from './reasons.ts';
import type { Alarm, AlarmEvent, Reason } from './record.ts';
import type { ConditionReport } from './report.ts';

/** The alarms a report can meet, by key: the open ones, and the newest closed one of each key where it closed lately (ten minutes are enough). */
export interface AlarmBook {
  readonly open: ReadonlyMap<string, Alarm>;
  readonly closed: ReadonlyMap<string, Alarm>;
}

/** What a report makes of the alarms. `raised` used the identity; `unchanged` means that nothing has to be written. */
export type AlarmChange =
  | { readonly kind: 'raised'; readonly alarm: Alarm; readonly events: readonly AlarmEvent[]; readonly sounds: true }
  | {
      readonly kind: 'changed';
      readonly before: Alarm;
      readonly alarm: Alarm;
      readonly events: readonly AlarmEvent[];
      readonly sounds: boolean;
    }
  | { readonly kind: 'unchanged' };

type Report = Extract<ConditionReport, { readonly kind: 'report' }>;

const UNCHANGED: AlarmChange = { kind: 'unchanged' };
const STAGES = ['observed', 'normalised', 'deduplicated', 'threshold', 'raised'] as const satisfies readonly Reason['stage'][];

function explained(report: Report, deduplicated: Reason): readonly Reason[] {
  return [...report.finding.reasons, deduplicated].sort((a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage));
}

/** A new alarm. It inherits the changes of one that closed within the flap window, so that acknowledging each time does not hide a flapping condition. */
function raise(report: Report, identity: Identity, closed: Alarm | undefined): AlarmChange {
  const { at, receivedAt, finding } = report;
  const inherited = (closed?.changes ?? []).filter((change) => Math.abs(at - change) <= FLAP_WINDOW_MS);
  const alarm: Alarm = {
    ...identity,
    key: report.key,
    resourceId: report.resourceId,
    component: report.component,
    eventType: report.eventType,
    probableCause: report.probableCause,
    rule: report.rule,
    ...finding,
    reasons: explained(report, reason('deduplicated.first', { key: report.key })),
    trend: 'noChange',
    count: report.times ?? 1,
    firstAt: at,
    lastAt: at,
    activeAt: at,
    receivedAt,
    cleared: null,
    acknowledged: null,
    isFlapping: false,
    cause: null,
    isPresent: true,
    changes: withChange(inherited, at),
    comments: 0,
    version: 1,
    attentionVersion: 1,
  };
  return {
    kind: 'raised',
    alarm,
    events: [{ kind: 'raised', at, by: null, byName: null, text: null, severity: alarm.severity }],
    sounds: true,
  };
}

function actionOf(report: ConditionReport, open: Alarm): AlarmAction {
  const { at, receivedAt } = report;
  if (report.kind === 'clear')
    return { kind: 'clear', at, receivedAt, clearKind: 'automatic', isFinal: report.isFinal, person: null, reason: report.reason };
  const { key, isOccurrence, times = 1, finding } = report;
  const count = open.count + (isOccurrence || open.cleared || !open.isPresent ? times : 0);
  const reasons = explained(report, count === 1 ? reason('deduplicated.first', { key }) : reason('deduplicated.returned', { key, count }));
  return { kind: isOccurrence ? 'report' : 'persist', at, receivedAt, times, finding: { ...finding, reasons } };
}

/** A transition as a change of the book; a refusal and a transition to the same alarm change nothing. */
export function changeOf(before: Alarm, result: Transition): AlarmChange {
  if (!result.accepted || result.alarm === before) return UNCHANGED;
  return { kind: 'changed', before, alarm: result.alarm, events: result.events, sounds: result.sounds };
}

/**
 * One report against the alarms: raises one, moves the open one, or changes nothing (a clear of what is not open, a second
 * delivery). `identity` is used only by `raised`; the caller keeps it for the next report otherwise.
 */
export function fold(book: AlarmBook, report: ConditionReport, identity: Identity): AlarmChange {
  const open = book.open.get(report.key);
  if (open) return changeOf(open, transition(open, actionOf(report, open)));
  if (report.kind === 'clear') return UNCHANGED;
  const closed = book.closed.get(report.key);
  const isKnown = closed !== undefined && report.at <= newestAt(closed) && newestAt(closed) <= report.receivedAt + CLOCK_STEP_MS;
  return isKnown ? UNCHANGED : raise(report, identity, closed);
}
