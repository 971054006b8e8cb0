import type { Observation, Reachability } from '../observation/observation.ts';
import { outcomesOf, REACHABILITY_RULE } from './reachability.ts';
import { reason } from './reasons.ts';
import { lookConsecutive, type Run, seconds } from './run.ts';
import { lookAtFact, lookAtSample } from './sampleLooks.ts';
import { heard, lookAtCycle } from './sourceLooks.ts';
import { RULES } from './state.ts';

function lookAtAnswer(run: Run, answer: Reachability): void {
  const { protocol, component, at, fault } = answer;
  heard(run, protocol, at);
  const kind = fault?.kind ?? 'timeout';
  for (const { cause, outcome } of outcomesOf(answer))
    lookConsecutive(
      run,
      { protocol, probableCause: cause, component, rule: RULES.check(protocol) },
      {
        at,
        outcome,
        rule: REACHABILITY_RULE,
        specificProblem: `${protocol}.${kind}`,
        additionalText: fault?.detail ?? '',
        observed: () => reason('observed.answer', { protocol, component, fault: kind, intervalS: seconds(run.context.intervalMs) }),
      },
    );
}

/** One observation by every detector it concerns. What a check that is no longer in force still delivers is not looked at. */
export function look(run: Run, observation: Observation): void {
  if (!run.context.protocols.includes(observation.protocol)) return;
  switch (observation.kind) {
    case 'sample':
      lookAtSample(run, observation);
      break;
    case 'reachability':
      lookAtAnswer(run, observation);
      break;
    case 'fact':
      lookAtFact(run, observation);
      break;
    case 'cycle':
      lookAtCycle(run, observation);
      break;
    case 'identity':
    case 'neighbour':
    case 'hardware':
    case 'power':
    case 'network':
      break;
    default:
      observation satisfies never;
  }
}
