import type { Finding, Person } from '../../shared/domain/alarm/action.ts';
import type { ThresholdRule } from '../../shared/domain/alarm/policy.ts';
import type { Alarm } from '../../shared/domain/alarm/record.ts';
import type { WatchContext } from '../../shared/domain/alarm/state.ts';
import type { Observation, Sample } from '../../shared/domain/observation/observation.ts';

/** 2026-11-24 08:00 in Shanghai; every test of time starts here. */
export const T0 = 1_795_478_400_000;
export const SECOND = 1000;
export const MINUTE = 60_000;
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

/** A key host (关键) polled every 30 s and watched long before T0. */
export function aContext(overrides: Partial<WatchContext> = {}): WatchContext {
  return {
    resourceId: RESOURCE_ID,
    resourceClass: 'RC3',
    importance: 'key',
    intervalMs: 30 * SECOND,
    protocols: ['host', 'icmp', 'tcp', 'http'],
    policies: [],
    now: T0,
    watchingSince: T0 - 60 * MINUTE,
    ...overrides,
  };
}

/** A sample of the whole resource unless a component is named. */
export function aSample(metric: Sample['metric'], value: number | null, at: number, component = ''): Observation {
  return { kind: 'sample', resourceId: RESOURCE_ID, at, metric, component, value };
}
