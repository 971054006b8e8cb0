import { SEVERITIES } from '../alarm/severity.ts';
import { IMPORTANCES, type Importance } from '../inventory/resource.ts';
import type { Threshold } from './policy.ts';

/** The importances whose levels are not in the order of severity: a more severe one must lie further on the bad side. */
export function disorderedLevels({ direction, levels }: Pick<Threshold, 'direction' | 'levels'>): readonly Importance[] {
  const sign = direction === 'above' ? 1 : -1;
  return IMPORTANCES.filter((importance) => {
    const set = SEVERITIES.map((severity) => levels[importance][severity]).filter((level) => level !== null);
    return set.some((level, i) => i > 0 && sign * level >= sign * (set[i - 1] ?? 0));
  });
}
