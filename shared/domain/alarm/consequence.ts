import type { AlarmId, ResourceId } from '../id.ts';
import type { Alarm, AlarmCause, ProbableCause } from './record.ts';

/** Causes that say that nothing is heard of a resource: all that the loss of a way to it can explain. */
export const SILENCES: readonly ProbableCause[] = ['unreachable', 'noResponse', 'serviceUnavailable', 'silentSource'];

/** What of the network is held to be the cause of silence, as far as alarms are concerned. */
export interface NetworkRoot {
  /** Null for what nobody watches: it has no alarm that would sound for its consequences. */
  readonly cause: AlarmCause | null;
  /** What is silent by it, itself included where it is a resource. */
  readonly resources: readonly ResourceId[];
  /** Ports of others that are down by it. */
  readonly ports: readonly { readonly resourceId: ResourceId; readonly component: string }[];
}

type Known = Pick<Alarm, 'id' | 'resourceId' | 'probableCause' | 'component' | 'cleared'>;

const isSilence = ({ probableCause, cleared }: Known): boolean => cleared === null && SILENCES.includes(probableCause);

const isPortDown = ({ probableCause, cleared }: Known): boolean => cleared === null && probableCause === 'interfaceDown';
const portKey = ({ resourceId, component }: { readonly resourceId: ResourceId; readonly component: string }): string =>
  `${resourceId} ${component}`;

/** True where the root itself has an active alarm: only then may others be silent for it. */
function speaks({ kind, component }: AlarmCause, own: readonly Known[]): boolean {
  return own.some((alarm) =>
    kind === 'resource'
      ? isSilence(alarm)
      : alarm.cleared === null && alarm.probableCause === 'interfaceDown' && alarm.component === component,
  );
}

/** The surest first, a device before a cable of which the same is known, then by name and id. */
function bySureness(a: AlarmCause, b: AlarmCause): number {
  const rank = ({ kind }: AlarmCause): number => (kind === 'resource' ? 0 : 1);
  const text = ({ name, resourceId, component }: AlarmCause): string => `${name} ${resourceId} ${component}`;
  return b.certainty - a.certainty || rank(a) - rank(b) || (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0);
}

/**
 * Of the active alarms those that are consequences, each with its cause (clause 8.4.2 c) 4)). A device that is held to be a cause itself is
 * never one, nor is anything whose cause has no active alarm: of whatever is silent together one alarm sounds.
 */
export function consequencesOf(roots: readonly NetworkRoot[], alarms: readonly Known[]): ReadonlyMap<AlarmId, AlarmCause> {
  const held = new Set(roots.flatMap(({ cause }) => (cause?.kind === 'resource' ? [cause.resourceId] : [])));
  const byResource = new Map<ResourceId, Known[]>();
  for (const alarm of alarms) {
    const known = byResource.get(alarm.resourceId);
    if (known) known.push(alarm);
    else byResource.set(alarm.resourceId, [alarm]);
  }
  const causes = new Map<ResourceId, AlarmCause>();
  const ofPorts = new Map<string, AlarmCause>();
  for (const { cause, resources, ports } of roots) {
    if (cause === null || !speaks(cause, byResource.get(cause.resourceId) ?? [])) continue;
    for (const id of resources) {
      const known = causes.get(id);
      if (!held.has(id) && (known === undefined || bySureness(cause, known) < 0)) causes.set(id, cause);
    }
    for (const port of ports) {
      const known = ofPorts.get(portKey(port));
      if (known === undefined || bySureness(cause, known) < 0) ofPorts.set(portKey(port), cause);
    }
  }
  return new Map(
    alarms.flatMap((alarm): readonly (readonly [AlarmId, AlarmCause])[] => {
      const cause = isSilence(alarm) ? causes.get(alarm.resourceId) : isPortDown(alarm) ? ofPorts.get(portKey(alarm)) : undefined;
      return cause ? [[alarm.id, cause]] : [];
    }),
  );
}
