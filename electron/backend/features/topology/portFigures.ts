import type { ResourceId } from '../../../../shared/domain/id.ts';
import type { PortFigure, PortFigures } from '../../../../shared/domain/topology/load.ts';
import { portFinder } from '../../../../shared/domain/topology/portName.ts';
import type { TelemetryStore } from '../../storage/telemetry/index.ts';
import type { ResourceBook } from '../resources/index.ts';

const METRICS = {
  in: 'interface.in',
  out: 'interface.out',
  inErrors: 'interface.in.errors',
  outErrors: 'interface.out.errors',
} as const;
type Way = keyof typeof METRICS;
const WAYS = Object.keys(METRICS) as readonly Way[];

/** The newest figures of the ports of some resources, found by the name of a port however a neighbour spells it. */
export async function portFigures(
  ids: readonly ResourceId[],
  resources: Pick<ResourceBook, 'status'>,
  telemetry: Pick<TelemetryStore, 'latestOf'>,
): Promise<(resourceId: ResourceId, port: string) => PortFigures | null> {
  const newest = await Promise.all(WAYS.map((way) => telemetry.latestOf(METRICS[way], ids)));
  const ports = new Map<ResourceId, Map<string, Partial<Record<Way, PortFigure>>>>();
  newest.forEach((values, index) => {
    const way = WAYS[index];
    for (const { resourceId, component, value, at, intervalMs } of values) {
      if (way === undefined || value === null) continue;
      const own = ports.get(resourceId) ?? new Map<string, Partial<Record<Way, PortFigure>>>();
      ports.set(resourceId, own.set(component, { ...own.get(component), [way]: { value, at, intervalMs } }));
    }
  });
  const speeds = new Map(
    ids.map((id) => [
      id,
      new Map(
        resources
          .status(id)
          .facts.flatMap(({ name, component, value }) =>
            name === 'interface.speed' && typeof value === 'number' ? [[component, value] as const] : [],
          ),
      ),
    ]),
  );
  const finders = new Map(ids.map((id) => [id, portFinder([...(ports.get(id)?.keys() ?? []), ...(speeds.get(id)?.keys() ?? [])])]));
  return (resourceId, port) => {
    const component = finders.get(resourceId)?.(port);
    if (component === undefined) return null;
    const { in: into = null, out = null, inErrors = null, outErrors = null } = ports.get(resourceId)?.get(component) ?? {};
    return { speed: speeds.get(resourceId)?.get(component) ?? null, in: into, out, inErrors, outErrors };
  };
}
