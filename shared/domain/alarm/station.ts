import type { Instant, ResourceId } from '../id.ts';
import type { Importance } from '../inventory/resource.ts';
import { severityOf } from './causes.ts';
import { reason } from './reasons.ts';
import type { ProbableCause } from './record.ts';
import { type ConditionReport, conditionOf, ended, told } from './report.ts';
import { RULES } from './state.ts';

/** Troubles the station finds in itself; they are alarms of the resource that stands for its machine. */
export type StationCause = Extract<
  ProbableCause,
  | 'processRestarted'
  | 'storageFull'
  | 'spoolOverflow'
  | 'toolMissing'
  | 'auditBroken'
  | 'lateCycle'
  | 'receptionClosed'
  | 'recordsDropped'
  | 'monitoringInterrupted'
  | 'performanceDegraded'
>;

/** The station's own trouble with `subject` (a process, a store, a tool). Said again while it lasts; a restarted process is counted each time. */
export function stationFault(
  machine: { readonly id: ResourceId; readonly importance: Importance },
  cause: StationCause,
  subject: string,
  at: Instant,
  detail = '',
): ConditionReport {
  return told(conditionOf(machine.id, cause, subject, RULES.station), {
    at,
    now: at,
    importance: machine.importance,
    severity: severityOf(cause, machine.importance),
    specificProblem: cause,
    additionalText: detail,
    isOccurrence: cause === 'processRestarted',
    observed: reason('observed.station', { subject }),
    crossed: reason('threshold.immediate', {}),
  });
}

/** The trouble with `subject` is over. */
export function stationWell(machine: { readonly id: ResourceId }, cause: StationCause, subject: string, at: Instant): ConditionReport {
  return ended(conditionOf(machine.id, cause, subject, RULES.station), at, at);
}
