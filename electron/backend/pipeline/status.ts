import type { DetectorState, WatchContext } from '../../../shared/domain/alarm/state.ts';
import { kindOf, type Protocol } from '../../../shared/domain/check/index.ts';
import type { Instant } from '../../../shared/domain/id.ts';
import type { Observation, Reachability, Sample } from '../../../shared/domain/observation/observation.ts';
import type { CheckRecord, FactRecord, Glance, ResourceStatus } from '../features/resources/index.ts';
import type { SeenSeries } from './seen.ts';

/** A check that was taken away sends no more; its last word must not stand for the resource. */
const FORGOTTEN_AFTER_INTERVALS = 3;

function withFact(facts: readonly FactRecord[], { name, component, value, at }: FactRecord, now: Instant): readonly FactRecord[] {
  const others = facts.filter((fact) => fact.name !== name || fact.component !== component);
  const known = facts.find((fact) => fact.name === name && fact.component === component);
  return known && known.at > at && known.at <= now ? facts : [...others, { name, component, value, at }];
}

function withCheck(
  checks: readonly CheckRecord[],
  protocol: Protocol,
  component: string,
  change: Partial<CheckRecord>,
): readonly CheckRecord[] {
  const known = checks.find((check) => check.protocol === protocol && check.component === component);
  const next = { protocol, component, lastAt: null, reachable: null, fault: null, latencyMs: null, ...known, ...change };
  return known ? checks.map((check) => (check === known ? next : check)) : [...checks, next];
}

/** A look that could not be made (a missing tool, a collector that hung) tells nothing of the resource: only that, on every check it was meant for. */
function notMade(checks: readonly CheckRecord[], { protocol, component }: Reachability): readonly CheckRecord[] {
  const isMeant = (check: CheckRecord) => check.protocol === protocol && (component === '' || check.component === component);
  return checks.map((check) => (isMeant(check) ? { ...check, fault: 'tool' } : check));
}

function reached(checks: readonly CheckRecord[], observation: Reachability): readonly CheckRecord[] {
  const { protocol, component, at, reachable, fault } = observation;
  if (fault?.kind === 'tool') return notMade(checks, observation);
  const change = { lastAt: at, reachable, fault: fault ? fault.kind : null, ...(!reachable && { latencyMs: null }) };
  return withCheck(checks, protocol, component, change);
}

/** Without the checks the resource no longer has: of a protocol it has none of, or no longer looked at while others of their protocol are. */
function current(checks: readonly CheckRecord[], { protocols, intervalMs }: Watching): readonly CheckRecord[] {
  const newest = new Map<Protocol, number>();
  for (const { protocol, lastAt } of checks) newest.set(protocol, Math.max(newest.get(protocol) ?? 0, lastAt ?? 0));
  return checks.filter(
    ({ protocol, lastAt }) =>
      protocols.includes(protocol) && (newest.get(protocol) ?? 0) - (lastAt ?? 0) <= FORGOTTEN_AFTER_INTERVALS * intervalMs,
  );
}

/** Something the source itself said: a gap and an unanswered check do not make data younger. */
function isAnswer(observation: Observation): boolean {
  if (observation.kind === 'sample') return observation.value !== null;
  if (observation.kind === 'reachability') return observation.reachable;
  return observation.kind === 'fact';
}

/** What a resource is looked at with, how often, and what time it is. */
export type Watching = Pick<WatchContext, 'protocols' | 'intervalMs' | 'now'>;

/**
 * What is known of a resource after these observations: newest facts, newest answer of each check it has, age of the newest datum. What a
 * clock that was set back left in the future is older than anything that comes now.
 */
export function nextStatus(
  before: ResourceStatus,
  observations: readonly Observation[],
  detectors: DetectorState,
  watching: Watching,
): ResourceStatus {
  const { now } = watching;
  let { dataAt, facts, checks } = before;
  if (dataAt !== null && dataAt > now) dataAt = null;
  for (const observation of observations) {
    if (isAnswer(observation)) dataAt = Math.max(dataAt ?? 0, Math.min(observation.at, now));
    if (observation.kind === 'fact') facts = withFact(facts, observation, now);
    else if (observation.kind === 'reachability') checks = reached(checks, observation);
    else if (observation.kind === 'sample') {
      const { protocol, metric, component, value } = observation;
      if (kindOf(protocol).latency === metric && value !== null) checks = withCheck(checks, protocol, component, { latencyMs: value });
    }
  }
  return { dataAt, facts, checks: current(checks, watching), detectors };
}

/** A value wherever it comes from: a collector or the store. */
export type Measured = { readonly metric: string } & Pick<Sample, 'component' | 'value'>;

/** The few values the list shows, after these samples. `points` counts the series ever seen: `series` is what it counts in. */
export function nextGlance(before: Glance, samples: readonly Measured[], series: SeenSeries): Glance {
  let { cpu, memory, rttMs } = before;
  for (const { metric, component, value } of samples) {
    series.add(metric, component);
    if (metric === 'cpu.utilisation') cpu = value;
    else if (metric === 'memory.utilisation') memory = value;
    else if (metric === 'icmp.rtt') rttMs = value;
  }
  return { cpu, memory, rttMs, points: series.count() };
}

/** Without the values of metrics that are switched off: the last one would stand for what is so now, for ever. */
export function glanceWithout(glance: Glance, off: ReadonlySet<string>): Glance {
  if (off.size === 0) return glance;
  return {
    ...glance,
    cpu: off.has('cpu.utilisation') ? null : glance.cpu,
    memory: off.has('memory.utilisation') ? null : glance.memory,
    rttMs: off.has('icmp.rtt') ? null : glance.rttMs,
  };
}
