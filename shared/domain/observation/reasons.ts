import type { FaultKind } from './fault.ts';
import type { Observation } from './observation.ts';
import { fitsValue } from './quality.ts';

type Check = `${string}\n${string}\n${string}`;
const checkOf = ({ resourceId, protocol }: Observation, component: string): Check => `${resourceId}\n${protocol}\n${component}`;

/** False for a sample with a doubt about no value, or with a reason why there is none beside one. */
export const isCoherent = (one: Observation): boolean =>
  one.kind !== 'sample' || one.quality === undefined || fitsValue(one.quality, one.value);

/** Gaps without a reason get that of their check, where this did not come about: `component` of the same name, or the resource as a whole. */
export function withReasons(observations: readonly Observation[]): readonly Observation[] {
  const faults = new Map<Check, FaultKind>();
  for (const one of observations) if (one.kind === 'reachability' && one.fault) faults.set(checkOf(one, one.component), one.fault.kind);
  if (faults.size === 0) return observations;
  return observations.map((one) => {
    if (one.kind !== 'sample' || one.value !== null || one.quality !== undefined) return one;
    const reason = faults.get(checkOf(one, one.component)) ?? faults.get(checkOf(one, ''));
    return reason === undefined ? one : { ...one, quality: reason };
  });
}
