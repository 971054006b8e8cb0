import type { Alarm } from '../../shared/contracts/alarms.ts';
import { causesOf } from '../../shared/domain/alarm/reachability.ts';
import type { ProbableCause } from '../../shared/domain/alarm/record.ts';
import type { FaultKind, Truth } from './faults.ts';

/** A fault that really was, with its time in epoch ms; `until` null while it lasts. */
export interface Label extends Pick<Truth, 'device' | 'fault' | 'component'> {
  readonly from: number;
  readonly until: number | null;
}

export type Raised = Pick<Alarm, 'resourceName' | 'probableCause' | 'component' | 'firstAt' | 'cleared'>;

export interface Verdict {
  /** Faults for which no alarm was raised. */
  readonly missed: readonly Label[];
  /** Alarms without a fault. */
  readonly unfounded: readonly Raised[];
  /** Alarms that are still active although their fault ended. */
  readonly lasting: readonly Raised[];
  /** Milliseconds from the beginning of each fault that was found to its alarm. */
  readonly delays: readonly number[];
}

/** What a fault must raise, one of these; null for one that polling may or may not see. */
const EXPECTED: Readonly<Record<FaultKind, readonly ProbableCause[] | null>> = {
  silent: [...causesOf('snmp'), ...causesOf('http')],
  http500: causesOf('http'),
  linkDown: ['interfaceDown'],
  cpuHigh: ['thresholdCrossed'],
  restart: ['restarted'],
  flap: null,
  loss: null,
  slow: null,
};
/** What a fault that need not be seen may raise. */
const ALLOWED: readonly ProbableCause[] = ['interfaceDown', 'thresholdCrossed', ...causesOf('snmp'), ...causesOf('http')];
/** The alarm of a restart tells what happened; it ends when the device has run for half an hour. */
const ENDS_BY_ITSELF: readonly ProbableCause[] = ['restarted'];

/** The faults of a file of the truth. */
export function labelsOf(truths: readonly Truth[]): readonly Label[] {
  const open = new Map<string, Label>();
  const labels: Label[] = [];
  for (const { at, device, fault, component, edge } of truths) {
    const key = `${device} ${fault} ${component}`;
    const known = open.get(key);
    if (edge === 'begin') open.set(key, { device, fault, component, from: at, until: null });
    else if (known) {
      open.delete(key);
      labels.push({ ...known, until: at });
    }
  }
  return [...labels, ...open.values()].sort((a, b) => a.from - b.from);
}

/** Alarms against faults. An alarm is a fault's when it was raised while that lasted, or within `graceMs` after: three looks take their time. */
export function judgeLabels(labels: readonly Label[], alarms: readonly Raised[], graceMs: number): Verdict {
  const isOf = (label: Label, { resourceName, probableCause, component, firstAt }: Raised): boolean =>
    resourceName === label.device &&
    (EXPECTED[label.fault] ?? ALLOWED).includes(probableCause) &&
    (label.component === '' || component === label.component) &&
    firstAt >= label.from &&
    firstAt <= (label.until ?? Number.POSITIVE_INFINITY) + graceMs;
  const byDevice = new Map<string, Raised[]>();
  for (const alarm of alarms) byDevice.set(alarm.resourceName, [...(byDevice.get(alarm.resourceName) ?? []), alarm]);
  const found = labels.map((label) => ({ label, alarms: (byDevice.get(label.device) ?? []).filter((alarm) => isOf(label, alarm)) }));
  const founded = new Set(found.flatMap((one) => one.alarms));
  const ended = found.filter(({ label }) => label.until !== null).flatMap((one) => one.alarms);
  return {
    missed: found.filter(({ label, alarms: own }) => EXPECTED[label.fault] !== null && own.length === 0).map(({ label }) => label),
    unfounded: alarms.filter((alarm) => !founded.has(alarm)),
    lasting: ended.filter(({ cleared, probableCause }) => cleared === null && !ENDS_BY_ITSELF.includes(probableCause)),
    delays: found.flatMap(({ label, alarms: [first] }) => (first ? [first.firstAt - label.from] : [])),
  };
}
