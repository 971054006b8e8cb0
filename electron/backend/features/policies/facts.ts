import type { PolicyDefinition } from '../../../../shared/domain/policy/policy.ts';
import type { TimeWindow } from '../../../../shared/domain/time/window.ts';
import type { Json } from '../../http/mount.ts';
import { definitionOf } from './repository.ts';

const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const windowText = ({ days, from, to }: TimeWindow): string => `${[...days].sort().join('')} ${clock(from)}-${clock(to)}`;

/** A policy as the audit keeps it: metrics by their code, so that before and after are compared field by field. */
export function factsOf(policy: PolicyDefinition): Json {
  const { metrics, ...rest } = definitionOf(policy);
  const byCode = metrics.map(({ metric, threshold, ...rule }) => [
    metric,
    { ...rule, threshold: threshold && { ...threshold, windows: threshold.windows.map(windowText) } },
  ]);
  return JSON.parse(JSON.stringify({ ...rest, metrics: Object.fromEntries(byCode) })) as Json;
}
