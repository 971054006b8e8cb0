import type { Instant, ResourceId } from '../id.ts';
import type { Importance } from '../inventory/resource.ts';
import type { Protocol } from '../observation/observation.ts';
import type { ConsecutiveState } from './consecutive.ts';
import { keyPart } from './key.ts';
import type { MetricThreshold } from './policy.ts';
import type { ProbableCause } from './record.ts';
import { type Condition, type ConditionReport, conditionOf } from './report.ts';
import type { RestartState } from './restart.ts';
import type { SilenceState } from './silence.ts';
import type { ThresholdState } from './threshold.ts';

const THRESHOLD = 'policy.';
/** Made once for each metric: a million watches have it. */
const THRESHOLD_RULES = new Map<string, string>();

function thresholdRule(metric: string): string {
  const rule = THRESHOLD_RULES.get(metric) ?? `${THRESHOLD}${metric}`;
  THRESHOLD_RULES.set(metric, rule);
  return rule;
}

/** Names of what watches a condition; part of its key, so they stay. */
export const RULES = {
  /** By the metric: whichever policy has the say about it, the condition is the same. */
  threshold: thresholdRule,
  check: (protocol: Protocol): string => `reachability.${protocol}`,
  /** That of interfaces keeps the name it was stored under before there were others. */
  state: (metric: string): string => (metric === 'interface.up' ? 'interfaceState' : `state.${metric}`),
  silence: 'silence',
  restart: 'restart',
  lateCycle: 'lateCycle',
  station: 'station',
  heartbeat: 'heartbeat',
} as const;

interface Watched {
  readonly protocol: Protocol;
  readonly probableCause: ProbableCause;
  readonly component: string;
  readonly rule: string;
  /** Newest observation about it, a gap too: a component that is asked for exists. */
  readonly seenAt: Instant;
}

/** What each kind of detector remembers. */
export interface Memories {
  readonly threshold: ThresholdState;
  readonly consecutive: ConsecutiveState;
  readonly silence: SilenceState;
  readonly restart: RestartState;
}

/** One detector with its memory. */
export type Watch = Watched &
  (
    | { readonly kind: 'threshold'; readonly state: Memories['threshold'] }
    | { readonly kind: 'consecutive'; readonly state: Memories['consecutive'] }
    | { readonly kind: 'silence'; readonly state: Memories['silence'] }
    | { readonly kind: 'restart'; readonly state: Memories['restart'] }
  );

/** Everything the detectors remember of one resource, as JSON. Keys are `cause|component|rule`. */
export interface DetectorState {
  readonly watches: Readonly<Record<string, Watch>>;
}

export const NO_DETECTORS: DetectorState = { watches: {} };

/** What the detectors must know of the resource and the moment. */
export interface WatchContext {
  readonly resourceId: ResourceId;
  readonly importance: Importance;
  readonly intervalMs: number;
  /** The protocols of the checks in force; what other protocols still deliver is ignored. */
  readonly protocols: readonly Protocol[];
  /** Of these nothing comes from any resource: their silence is told once, of the collector. */
  readonly interrupted?: ReadonlySet<string>;
  /** What the policies ask of it, by metric. */
  readonly thresholds: ReadonlyMap<string, MetricThreshold>;
  /** The station's clock when this is processed. */
  readonly now: Instant;
  /** See `sweepSilence`: nothing before it proves silence or lateness. */
  readonly watchingSince: Instant;
}

/** The metric whose threshold a rule is the name of; null for any other rule. */
export function metricOfRule(rule: string): string | null {
  return rule.startsWith(THRESHOLD) ? rule.slice(THRESHOLD.length) : null;
}

/** Next memory and what it means for the alarms, in order. */
export interface Detection {
  readonly state: DetectorState;
  readonly reports: readonly ConditionReport[];
}

/** True while the watch says that its condition holds. */
export function isActive(watch: Watch): boolean {
  if (watch.kind === 'threshold') return watch.state.severity !== null;
  return watch.kind === 'silence' ? watch.state.isSilent : watch.state.isActive;
}

/** Key of a watch. It always holds a `|`, so a component named like a member of Object.prototype does no harm. */
export function watchKey(probableCause: ProbableCause, component: string, rule: string): string {
  return [probableCause, keyPart(component), keyPart(rule)].join('|');
}

/** What a watch watches, before it remembers anything. */
export type Target = Pick<Watch, 'protocol' | 'probableCause' | 'component' | 'rule'>;

export function conditionOfWatch(resourceId: ResourceId, watch: Target): Condition {
  return conditionOf(resourceId, watch.probableCause, watch.component, watch.rule);
}
