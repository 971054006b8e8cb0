import type { FaultKind, Protocol, Reachability } from '../observation/observation.ts';
import type { ConsecutiveRule, Outcome } from './consecutive.ts';
import type { ProbableCause } from './record.ts';

/** A check fails after three looks in a row and is well again after one. */
export const REACHABILITY_RULE: ConsecutiveRule = { failAfter: 3, clearAfter: 1 };

/**
 * The conditions a check can show, from the outside in: what lies further in is seen only when everything before it is well.
 * ICMP and the host itself tell whether the resource is there; TCP and HTTP tell about one service of it.
 */
const LAYERS = {
  host: ['unreachable'],
  icmp: ['unreachable'],
  tcp: ['serviceUnavailable'],
  http: ['serviceUnavailable', 'certificateExpiry', 'contentMismatch'],
} as const satisfies Readonly<Record<Protocol, readonly ProbableCause[]>>;

/** The layer a fault of HTTP belongs to; the other protocols have one layer only. `auth`: the certificate was not accepted. */
const HTTP_LAYER: Readonly<Record<Exclude<FaultKind, 'tool'>, number>> = {
  timeout: 0,
  refused: 0,
  unreachable: 0,
  protocol: 0,
  auth: 1,
  mismatch: 2,
};

/** The probable causes a check of this protocol can raise. */
export function causesOf(protocol: Protocol): readonly ProbableCause[] {
  return LAYERS[protocol];
}

const SEEN_BY_CHECKS: ReadonlySet<ProbableCause> = new Set(Object.values(LAYERS).flat());

/** Whether a check that fails is itself the newest datum of this condition: then nobody waits for the resource to say more. */
export const isSeenByChecks = (cause: ProbableCause): boolean => SEEN_BY_CHECKS.has(cause);

/**
 * What one answer says about each condition of its check: bad where the fault lies, good before it, unknown behind it.
 * A missing tool of the station says nothing about the resource.
 */
export function outcomesOf(
  answer: Pick<Reachability, 'protocol' | 'reachable' | 'fault'>,
): readonly { readonly cause: ProbableCause; readonly outcome: Outcome }[] {
  const causes: readonly ProbableCause[] = LAYERS[answer.protocol];
  if (answer.reachable) return causes.map((cause) => ({ cause, outcome: 'good' }));
  const kind = answer.fault?.kind ?? 'timeout';
  if (kind === 'tool') return causes.map((cause) => ({ cause, outcome: 'unknown' }));
  const failed = answer.protocol === 'http' ? HTTP_LAYER[kind] : 0;
  return causes.map((cause, layer) => ({ cause, outcome: layer < failed ? 'good' : layer === failed ? 'bad' : 'unknown' }));
}
