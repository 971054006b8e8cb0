import type { Observation } from '../../shared/domain/observation/observation.ts';

/** A little network of resources: who they are, by name, and who is beside whom. */
export interface SmallNetwork {
  readonly ids: ReadonlyMap<string, string>;
  readonly links: readonly (readonly [string, string])[];
}

/** The port of a device that leads to another. */
export const portTo = (name: string): string => `to ${name} 0/1`;

const macOf = (index: number): string => `00:00:5e:00:53:${index.toString(16).padStart(2, '0')}`;

/** What every device says of itself and of those beside it, by LLDP, as a collector tells it. */
export function introductions({ ids, links }: SmallNetwork, at: number): readonly Observation[] {
  const names = [...ids.keys()];
  return names.flatMap((name, index): readonly Observation[] => {
    const own = { resourceId: ids.get(name) ?? '', protocol: 'snmp', at } as const;
    const beside = links.flatMap(([a, b]) => (a === name ? [b] : b === name ? [a] : []));
    const ports = beside.map((other, port) => ({ name: portTo(other), alias: '', mac: '', index: String(port + 1) }));
    return [
      { kind: 'identity', ...own, identity: { sysName: name, chassisMac: macOf(index), addresses: [], ports } },
      ...beside.map(
        (other): Observation => ({
          ...{ kind: 'neighbour', ...own },
          neighbour: {
            ...{ kind: 'lldp', port: portTo(other), chassis: { kind: 'mac', value: macOf(names.indexOf(other)) }, portDescription: '' },
            ...{ sysName: other, remotePort: { kind: 'name', value: portTo(name) }, addresses: [] },
          },
        }),
      ),
    ];
  });
}

/** A cable between two devices by their places in a list, and the ports it is in. */
export interface Cable {
  readonly ends: readonly [number, number];
  readonly ports: readonly [string, string];
}

/** A network of any size: devices by their places in the lists, and the cables between them. */
export interface CabledNetwork {
  readonly names: readonly string[];
  readonly ids: readonly string[];
  readonly cables: readonly Cable[];
}

/** What every device of a network says of itself and of those beside it, by LLDP, as a collector tells it. */
export function introduceCabled({ names, ids, cables }: CabledNetwork, at: number): readonly Observation[] {
  const macAt = (place: number): string =>
    `02:00:00:00:${[place >> 8, place & 255].map((byte) => byte.toString(16).padStart(2, '0')).join(':')}`;
  const beside = names.map((): { there: number; port: string; far: string }[] => []);
  for (const { ends, ports } of cables)
    for (const side of [0, 1] as const)
      beside[ends[side]]?.push({ there: ends[side === 0 ? 1 : 0], port: ports[side], far: ports[side === 0 ? 1 : 0] });
  return names.flatMap((name, place): readonly Observation[] => {
    const own = { resourceId: ids[place] ?? '', protocol: 'snmp', at } as const;
    const around = beside[place] ?? [];
    const ports = around.map(({ port }, index) => ({ name: port, alias: '', mac: '', index: String(index + 1) }));
    return [
      { kind: 'identity', ...own, identity: { sysName: name, chassisMac: macAt(place), addresses: [], ports } },
      ...around.map(
        ({ there, port, far }): Observation => ({
          ...{ kind: 'neighbour', ...own },
          neighbour: {
            ...{ kind: 'lldp', port, chassis: { kind: 'mac', value: macAt(there) }, remotePort: { kind: 'name', value: far } },
            ...{ portDescription: '', sysName: names[there] ?? '', addresses: [] },
          },
        }),
      ),
    ];
  });
}
