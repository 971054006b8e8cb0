import type { Finding, Person } from '../../shared/domain/alarm/action.ts';
import { observeAll } from '../../shared/domain/alarm/engine.ts';
import type { ThresholdRule } from '../../shared/domain/alarm/policy.ts';
import type { Alarm } from '../../shared/domain/alarm/record.ts';
import type { ConditionReport } from '../../shared/domain/alarm/report.ts';
import { type DetectorState, NO_DETECTORS, type WatchContext } from '../../shared/domain/alarm/state.ts';
import type { ResourceClass } from '../../shared/domain/inventory/resource.ts';
import { protocolsOf } from '../../shared/domain/metric/protocol.ts';
import type { FaultKind, Observation, Protocol, Sample } from '../../shared/domain/observation/observation.ts';
import { DEFAULT_POLICIES } from '../../shared/domain/policy/defaults.ts';
import type { Policy } from '../../shared/domain/policy/policy.ts';
import { resolve } from '../../shared/domain/policy/resolve.ts';

/** 2026-11-24 08:00 in Shanghai; every test of time starts here. */
export const T0 = 1_795_478_400_000;
export const SECOND = 1000;
export const MINUTE = 60_000;
/** The polling interval of `aContext`. */
export const STEP = 30 * SECOND;
export const RESOURCE_ID = '01990000-0000-7000-8000-000000000001';
export const OPERATOR: Person = { id: '01990000-0000-7000-8000-0000000000aa', name: '王磊' };

/** A finding that says only what the test is about. */
export function aFinding(overrides: Partial<Finding> = {}): Finding {
  return { severity: 'major', specificProblem: 'filesystem.utilisation', threshold: null, additionalText: '', reasons: [], ...overrides };
}

/** An alarm as it is right after it was raised at T0: active, unacknowledged, version 1. */
export function anAlarm(overrides: Partial<Alarm> = {}): Alarm {
  return {
    id: '01990000-0000-7000-8000-000000000a01',
    number: 'ALM-20261124-000001',
    key: `${RESOURCE_ID}|thresholdCrossed|/data|policy.filesystem.utilisation`,
    resourceId: RESOURCE_ID,
    component: '/data',
    eventType: 'qualityOfService',
    probableCause: 'thresholdCrossed',
    rule: 'policy.filesystem.utilisation',
    ...aFinding(),
    trend: 'noChange',
    count: 1,
    firstAt: T0,
    lastAt: T0,
    activeAt: T0,
    receivedAt: T0,
    cleared: null,
    acknowledged: null,
    isFlapping: false,
    cause: null,
    isPresent: true,
    changes: [T0],
    comments: 0,
    version: 1,
    attentionVersion: 1,
    ...overrides,
  };
}

/** A threshold above 90/80 that one sample crosses, polled every 30 s. */
export function aRule(overrides: Partial<ThresholdRule> = {}): ThresholdRule {
  return {
    direction: 'above',
    levels: { critical: 90, major: 80, minor: null, warning: null },
    durationMs: 0,
    hysteresis: 0,
    n: 1,
    m: 1,
    intervalMs: 30 * SECOND,
    ...overrides,
  };
}

/** A context as a test states it: thresholds by the policies they come from. */
export interface ContextOverrides extends Partial<WatchContext> {
  readonly policies?: readonly Policy[];
  readonly resourceClass?: ResourceClass;
}

/** A key host (关键) polled every 30 s and watched long before T0. */
export function aContext({ policies = [], resourceClass = 'RC3', ...overrides }: ContextOverrides = {}): WatchContext {
  const importance = overrides.importance ?? 'key';
  const subject = { id: RESOURCE_ID, resourceClass, importance, domain: '', tags: [], intervalS: null };
  return {
    resourceId: RESOURCE_ID,
    importance,
    intervalMs: 30 * SECOND,
    protocols: ['host', 'icmp', 'snmp', 'tcp', 'http'],
    thresholds: resolve(policies, subject).thresholds,
    now: T0,
    watchingSince: T0 - 60 * MINUTE,
    ...overrides,
  };
}

/** A sample of the whole resource unless a component is named, by the first kind of check that measures such a thing. */
export function aSample(metric: Sample['metric'], value: number | null, at: number, component = ''): Observation {
  const [protocol = 'host'] = protocolsOf(metric);
  return { kind: 'sample', resourceId: RESOURCE_ID, at, protocol, metric, component, value };
}

/** One answer of a check: null is a good one. */
export function anAnswer(protocol: Protocol, at: number, kind: FaultKind | null, component = ''): Observation {
  const fault = kind && { kind, retryable: true, detail: `why ${kind}` };
  return { kind: 'reachability', resourceId: RESOURCE_ID, at, protocol, component, reachable: kind === null, fault };
}

/** The end of a polling cycle that was in time unless `lateMs` says how much later it ended. */
export function aCycle(protocol: Protocol, at: number, lateMs = 0): Observation {
  return { kind: 'cycle', resourceId: RESOURCE_ID, protocol, intervalMs: STEP, at, dueAt: at - 100 - lateMs, durationMs: 50 };
}

/** A report in one line: cause, component and severity, or how it ends. */
export function brief(report: ConditionReport): string {
  const what = `${report.probableCause} ${report.component}`;
  if (report.kind === 'report') return `${what} ${report.finding.severity}`;
  return `${what} ends${report.reason ? ` (${report.reason})` : ''}`;
}

/** Observes one batch per poll and returns what each said, under the default policies. */
export function polls(
  batches: readonly (readonly Observation[])[],
  overrides: ContextOverrides = {},
): { readonly state: DetectorState; readonly told: readonly string[][] } {
  let state = NO_DETECTORS;
  const told = batches.map((batch, i) => {
    const now = Math.max(T0 + i * STEP, ...batch.map(({ at }) => at));
    const detection = observeAll(state, batch, aContext({ policies: DEFAULT_POLICIES, ...overrides, now }));
    state = detection.state;
    return detection.reports.map(brief);
  });
  return { state, told };
}
