import { kindOf, type Protocol } from '../check/index.ts';
import type { FaultKind, Reachability } from '../observation/observation.ts';
import type { ConsecutiveRule, Outcome } from './consecutive.ts';
import type { ProbableCause } from './record.ts';

/** A check fails after three looks in a row and is well again after one. */
export const REACHABILITY_RULE: ConsecutiveRule = { failAfter: 3, clearAfter: 1 };

/** The probable causes a check of this protocol can raise. */
export function causesOf(protocol: Protocol): readonly ProbableCause[] {
  return kindOf(protocol).layers.map(({ cause }) => cause);
}

/** The layer in which a fault lies, 0 the outermost. */
function layerOf(protocol: Protocol, kind: FaultKind): number {
  const [, ...inner] = kindOf(protocol).layers;
  return inner.findIndex(({ faults }) => faults.includes(kind)) + 1;
}

/**
 * What one answer says about each condition of its check: bad where the fault lies, good before it, unknown behind it.
 * A missing tool of the station says nothing about the resource.
 */
export function outcomesOf(
  answer: Pick<Reachability, 'protocol' | 'reachable' | 'fault'>,
): readonly { readonly cause: ProbableCause; readonly outcome: Outcome }[] {
  const causes = causesOf(answer.protocol);
  if (answer.reachable) return causes.map((cause) => ({ cause, outcome: 'good' }));
  const kind = answer.fault?.kind ?? 'timeout';
  if (kind === 'tool') return causes.map((cause) => ({ cause, outcome: 'unknown' }));
  const failed = layerOf(answer.protocol, kind);
  return causes.map((cause, layer) => ({ cause, outcome: layer < failed ? 'good' : layer === failed ? 'bad' : 'unknown' }));
}
