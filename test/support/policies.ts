import type { Policy, Subject, TargetSet, Threshold } from '../../shared/domain/policy/policy.ts';
import { RESOURCE_ID } from './alarms.ts';

export const EVERY_RESOURCE: TargetSet = { classes: [], importances: [], domains: [], tags: [], resourceIds: [] };

/** A core host of one domain. */
export function aSubject(overrides: Partial<Subject> = {}): Subject {
  return { id: RESOURCE_ID, resourceClass: 'RC3', importance: 'core', domain: '省政务云', tags: [], intervalS: null, ...overrides };
}

const LEVELS = { critical: null, major: 90, minor: null, warning: null };

/** Above 90 is major for every importance, at once and always. */
export function aThreshold(overrides: Partial<Threshold> = {}): Threshold {
  const levels = { core: LEVELS, key: LEVELS, general: LEVELS };
  return { direction: 'above', levels, durationMs: 0, hysteresis: 0, n: 1, m: 1, windows: [], ...overrides };
}

/** An applied policy for every resource that watches the processor. */
export function aPolicy({
  targets,
  ...overrides
}: Partial<Omit<Policy, 'targets'>> & { readonly targets?: Partial<TargetSet> } = {}): Policy {
  return {
    id: 'p',
    name: 'p',
    priority: 0,
    intervalS: null,
    metrics: [{ metric: 'cpu.utilisation', isCollected: true, threshold: aThreshold() }],
    isApplied: true,
    ...overrides,
    targets: { ...EVERY_RESOURCE, ...targets },
  };
}
