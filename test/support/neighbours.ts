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
