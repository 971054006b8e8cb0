import type { Instant } from '../../../../shared/domain/id.ts';
import { firstOfEach, type Graph, reachable } from '../../../../shared/domain/topology/graph.ts';
import type { Schedule } from './faults.ts';
import type { LabDevice } from './state.ts';

/** Who cannot be asked at a moment, and who is without power. */
export interface Outage {
  readonly dead: ReadonlySet<string>;
  /** Dead, or behind something that is: all ways to it lead over that. */
  readonly cutOff: ReadonlySet<string>;
}

const NOBODY: Outage = { dead: new Set(), cutOff: new Set() };

/** What is wired with what, by the cables of the devices. */
function graphOf(devices: readonly LabDevice[]): Graph {
  const places = new Map(devices.map(({ name }, place) => [name, place]));
  const joints = devices.flatMap(({ cables }, place) =>
    [...(cables?.() ?? new Map()).values()].flatMap(({ device }): readonly (readonly [number, number])[] => {
      const there = places.get(device.name) ?? place;
      return place < there ? [[place, there]] : [];
    }),
  );
  return { size: devices.length, joints };
}

/** What of the laboratory is out, by the schedule of faults: a device that is dead takes along what only it leads to. */
export function createOutages(schedule: Schedule, devices: readonly LabDevice[]): (at: Instant) => Outage {
  /** The ways in end at the first device of whatever hangs together, in the order of the province. */
  let wired: { readonly graph: Graph; readonly entrances: readonly number[] } | null = null;
  let known: { readonly key: string; readonly outage: Outage } = { key: '', outage: NOBODY };

  function without(dead: ReadonlySet<string>): Outage {
    wired ??= (() => {
      const graph = graphOf(devices);
      return { graph, entrances: firstOfEach(graph) };
    })();
    const { graph, entrances } = wired;
    const failed = new Set(devices.flatMap(({ name }, place) => (dead.has(name) ? [place] : [])));
    const left = reachable(graph, entrances, failed);
    // Every device hangs on one of the entrances.
    return { dead, cutOff: new Set(devices.filter((_, place) => left[place] !== 1).map(({ name }) => name)) };
  }

  return (at) => {
    const dead = schedule.at(at).flatMap(({ kind, device }) => (kind === 'dead' ? [device] : []));
    if (dead.length === 0) return NOBODY;
    const key = dead.join(' ');
    if (known.key !== key) known = { key, outage: without(new Set(dead)) };
    return known.outage;
  };
}
