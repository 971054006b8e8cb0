import type { ResourceClass } from '../inventory/resource.ts';

export type Unit = '%' | 'B' | 'B/s' | 'bit/s' | 'ms' | 's' | '1' | '1/s' | 'd' | '℃' | 'V' | 'A' | 'W' | 'rpm' | 'dBm' | 'state';

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
