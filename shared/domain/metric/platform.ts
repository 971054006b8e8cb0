import type { MetricDefinition } from './definition.ts';

/** What runs an operating system of some kind: network devices, hosts, storage. */
const MACHINES = ['RC2', 'RC3', 'RC4'] as const;
const HOSTS = ['RC3'] as const;

function define<const M extends Readonly<Record<string, Omit<MetricDefinition, 'code'>>>>(
  metrics: M,
): { readonly [Code in keyof M]: M[Code] & { readonly code: Code } } {
  return Object.fromEntries(Object.entries(metrics).map(([code, metric]) => [code, { code, ...metric }])) as never;
}

/** Metrics of a machine that several kinds of check can measure: whoever does, the figure is the same. */
export const PLATFORM = define({
  'cpu.utilisation': { unit: '%', perComponent: false, decimals: 1, classes: MACHINES, range: [0, 100] },
  'cpu.core.utilisation': { unit: '%', perComponent: true, decimals: 1, classes: MACHINES, range: [0, 100] },
  'cpu.iowait': { unit: '%', perComponent: false, decimals: 1, classes: HOSTS, range: [0, 100] },
  'load.1m': { unit: '1', perComponent: false, decimals: 2, classes: HOSTS },
  'load.5m': { unit: '1', perComponent: false, decimals: 2, classes: HOSTS },
  'load.15m': { unit: '1', perComponent: false, decimals: 2, classes: HOSTS },
  'memory.utilisation': { unit: '%', perComponent: false, decimals: 1, classes: MACHINES, range: [0, 100] },
  'memory.used': { unit: 'B', perComponent: false, decimals: 0, classes: MACHINES },
  'memory.total': { unit: 'B', perComponent: false, decimals: 0, classes: MACHINES },
  'swap.utilisation': { unit: '%', perComponent: false, decimals: 1, classes: HOSTS, range: [0, 100] },
  'filesystem.utilisation': { unit: '%', perComponent: true, decimals: 1, classes: MACHINES, range: [0, 100] },
  'filesystem.used': { unit: 'B', perComponent: true, decimals: 0, classes: MACHINES },
  'filesystem.total': { unit: 'B', perComponent: true, decimals: 0, classes: MACHINES },
  'filesystem.inode.utilisation': { unit: '%', perComponent: true, decimals: 1, classes: HOSTS, range: [0, 100] },
  'disk.read': { unit: 'B/s', perComponent: true, decimals: 0, classes: MACHINES },
  'disk.write': { unit: 'B/s', perComponent: true, decimals: 0, classes: MACHINES },
  'disk.utilisation': { unit: '%', perComponent: true, decimals: 1, classes: HOSTS, range: [0, 100] },
  'interface.in': { unit: 'bit/s', perComponent: true, decimals: 0, classes: MACHINES },
  'interface.out': { unit: 'bit/s', perComponent: true, decimals: 0, classes: MACHINES },
  'interface.in.errors': { unit: '1/s', perComponent: true, decimals: 2, classes: MACHINES },
  'interface.out.errors': { unit: '1/s', perComponent: true, decimals: 2, classes: MACHINES },
  /** 1 up, 0 down although administratively up. An interface that is administratively down reports nothing. */
  'interface.up': { unit: 'state', perComponent: true, decimals: 0, classes: MACHINES, range: [0, 1] },
  'process.count': { unit: '1', perComponent: false, decimals: 0, classes: HOSTS },
  'system.uptime': { unit: 's', perComponent: false, decimals: 0, classes: MACHINES },
});
