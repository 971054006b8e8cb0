import type { ResourceClass } from '../inventory/resource.ts';

export type Unit = '%' | 'B' | 'B/s' | 'bit/s' | 'ms' | 's' | '1' | '1/s' | 'd' | 'state';

/** What a metric means (indicator catalogue, R-8.2.2-d-3). `perComponent` metrics carry a core, disk, file system, interface or process. */
export interface MetricDefinition {
  readonly code: string;
  readonly unit: Unit;
  readonly perComponent: boolean;
  /** Decimal places kept in storage and shown. */
  readonly decimals: number;
  readonly classes: readonly ResourceClass[];
  /** Fixed bounds of the axis, where the quantity has them. */
  readonly range?: readonly [number, number];
}

const HOST = ['RC3'] as const;
const ANY = ['RC1', 'RC2', 'RC3', 'RC4', 'RC5', 'RC6', 'RC7', 'RC8', 'RC9', 'RC10'] as const;

/** The published catalogue. A collected metric that is not in it is a defect of its collector. */
export const METRICS = [
  { code: 'cpu.utilisation', unit: '%', perComponent: false, decimals: 1, classes: HOST, range: [0, 100] },
  { code: 'cpu.core.utilisation', unit: '%', perComponent: true, decimals: 1, classes: HOST, range: [0, 100] },
  { code: 'cpu.iowait', unit: '%', perComponent: false, decimals: 1, classes: HOST, range: [0, 100] },
  { code: 'load.1m', unit: '1', perComponent: false, decimals: 2, classes: HOST },
  { code: 'load.5m', unit: '1', perComponent: false, decimals: 2, classes: HOST },
  { code: 'load.15m', unit: '1', perComponent: false, decimals: 2, classes: HOST },
  { code: 'memory.utilisation', unit: '%', perComponent: false, decimals: 1, classes: HOST, range: [0, 100] },
  { code: 'memory.used', unit: 'B', perComponent: false, decimals: 0, classes: HOST },
  { code: 'memory.total', unit: 'B', perComponent: false, decimals: 0, classes: HOST },
  { code: 'swap.utilisation', unit: '%', perComponent: false, decimals: 1, classes: HOST, range: [0, 100] },
  { code: 'filesystem.utilisation', unit: '%', perComponent: true, decimals: 1, classes: HOST, range: [0, 100] },
  { code: 'filesystem.used', unit: 'B', perComponent: true, decimals: 0, classes: HOST },
  { code: 'filesystem.total', unit: 'B', perComponent: true, decimals: 0, classes: HOST },
  { code: 'filesystem.inode.utilisation', unit: '%', perComponent: true, decimals: 1, classes: HOST, range: [0, 100] },
  { code: 'disk.read', unit: 'B/s', perComponent: true, decimals: 0, classes: HOST },
  { code: 'disk.write', unit: 'B/s', perComponent: true, decimals: 0, classes: HOST },
  { code: 'disk.utilisation', unit: '%', perComponent: true, decimals: 1, classes: HOST, range: [0, 100] },
  { code: 'interface.in', unit: 'bit/s', perComponent: true, decimals: 0, classes: HOST },
  { code: 'interface.out', unit: 'bit/s', perComponent: true, decimals: 0, classes: HOST },
  { code: 'interface.in.errors', unit: '1/s', perComponent: true, decimals: 2, classes: HOST },
  { code: 'interface.out.errors', unit: '1/s', perComponent: true, decimals: 2, classes: HOST },
  /** 1 up, 0 down although administratively up. An interface that is administratively down reports nothing. */
  { code: 'interface.up', unit: 'state', perComponent: true, decimals: 0, classes: HOST, range: [0, 1] },
  { code: 'process.count', unit: '1', perComponent: false, decimals: 0, classes: HOST },
  { code: 'process.running', unit: '1', perComponent: false, decimals: 0, classes: HOST },
  { code: 'process.cpu', unit: '%', perComponent: true, decimals: 1, classes: HOST },
  { code: 'process.memory', unit: 'B', perComponent: true, decimals: 0, classes: HOST },
  { code: 'system.uptime', unit: 's', perComponent: false, decimals: 0, classes: HOST },
  { code: 'icmp.rtt', unit: 'ms', perComponent: false, decimals: 2, classes: ANY },
  { code: 'icmp.loss', unit: '%', perComponent: false, decimals: 1, classes: ANY, range: [0, 100] },
  { code: 'tcp.connect', unit: 'ms', perComponent: true, decimals: 2, classes: ANY },
  { code: 'http.duration', unit: 'ms', perComponent: true, decimals: 1, classes: ANY },
  { code: 'http.status', unit: 'state', perComponent: true, decimals: 0, classes: ANY },
  { code: 'tls.certificate.days', unit: 'd', perComponent: true, decimals: 1, classes: ANY },
] as const satisfies readonly MetricDefinition[];

export type MetricCode = (typeof METRICS)[number]['code'];

const BY_CODE: ReadonlyMap<string, MetricDefinition> = new Map(METRICS.map((metric) => [metric.code, metric]));

/** The definition of a metric, or undefined for a code that is not in the catalogue. */
export function metricDefinition(code: string): MetricDefinition | undefined {
  return BY_CODE.get(code);
}
