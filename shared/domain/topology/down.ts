import type { Alarm } from '../alarm/record.ts';
import type { Instant } from '../id.ts';
import type { End } from './links.ts';
import { isSamePortName } from './portName.ts';

/** By links since when a port of one of their ends is down; null where none is known to be. `alarms`: those that are active are heard. */
export function downSince(
  alarms: readonly Pick<Alarm, 'resourceId' | 'component' | 'probableCause' | 'activeAt' | 'cleared'>[],
): (link: { readonly a: Pick<End, 'resourceId' | 'port'>; readonly b: Pick<End, 'resourceId' | 'port'> }) => Instant | null {
  const down = new Map<string, { readonly component: string; readonly activeAt: Instant }[]>();
  for (const { resourceId, component, probableCause, activeAt, cleared } of alarms) {
    if (cleared !== null || probableCause !== 'interfaceDown') continue;
    const own = down.get(resourceId);
    if (own) own.push({ component, activeAt });
    else down.set(resourceId, [{ component, activeAt }]);
  }
  const at = ({ resourceId, port }: Pick<End, 'resourceId' | 'port'>): readonly Instant[] =>
    (resourceId === null ? [] : (down.get(resourceId) ?? [])).flatMap(({ component, activeAt }) =>
      isSamePortName(component, port) ? [activeAt] : [],
    );
  return ({ a, b }) => {
    const since = [...at(a), ...at(b)];
    return since.length === 0 ? null : Math.min(...since);
  };
}
