import type { Unit } from '../../../shared/domain/metric/catalogue.ts';

/** Units an axis is read in; keys of the namespace `chart`. */
export type AxisUnit =
  | 'unit.%'
  | 'unit.B'
  | 'unit.KB'
  | 'unit.MB'
  | 'unit.GB'
  | 'unit.TB'
  | 'unit.B/s'
  | 'unit.KB/s'
  | 'unit.MB/s'
  | 'unit.GB/s'
  | 'unit.bit/s'
  | 'unit.kbit/s'
  | 'unit.Mbit/s'
  | 'unit.Gbit/s'
  | 'unit.ms'
  | 'unit.s'
  | 'unit.min'
  | 'unit.h'
  | 'unit.d'
  | 'unit.℃'
  | 'unit.V'
  | 'unit.A'
  | 'unit.W'
  | 'unit.rpm'
  | 'unit.dBm'
  | 'unit.1/s'
  | 'unit.none';

/** Divide a stored value by `factor` to read it in `unit`. */
export interface Scale {
  readonly factor: number;
  readonly unit: AxisUnit;
}

const KI = 1024;
const SCALES: Readonly<Record<Unit, readonly [Scale, ...Scale[]]>> = {
  '%': [{ factor: 1, unit: 'unit.%' }],
  B: [
    { factor: 1, unit: 'unit.B' },
    { factor: KI, unit: 'unit.KB' },
    { factor: KI ** 2, unit: 'unit.MB' },
    { factor: KI ** 3, unit: 'unit.GB' },
    { factor: KI ** 4, unit: 'unit.TB' },
  ],
  'B/s': [
    { factor: 1, unit: 'unit.B/s' },
    { factor: KI, unit: 'unit.KB/s' },
    { factor: KI ** 2, unit: 'unit.MB/s' },
    { factor: KI ** 3, unit: 'unit.GB/s' },
  ],
  'bit/s': [
    { factor: 1, unit: 'unit.bit/s' },
    { factor: 1e3, unit: 'unit.kbit/s' },
    { factor: 1e6, unit: 'unit.Mbit/s' },
    { factor: 1e9, unit: 'unit.Gbit/s' },
  ],
  ms: [{ factor: 1, unit: 'unit.ms' }],
  s: [
    { factor: 1, unit: 'unit.s' },
    { factor: 60, unit: 'unit.min' },
    { factor: 3600, unit: 'unit.h' },
    { factor: 86_400, unit: 'unit.d' },
  ],
  d: [{ factor: 1, unit: 'unit.d' }],
  '1': [{ factor: 1, unit: 'unit.none' }],
  '1/s': [{ factor: 1, unit: 'unit.1/s' }],
  '℃': [{ factor: 1, unit: 'unit.℃' }],
  V: [{ factor: 1, unit: 'unit.V' }],
  A: [{ factor: 1, unit: 'unit.A' }],
  W: [{ factor: 1, unit: 'unit.W' }],
  rpm: [{ factor: 1, unit: 'unit.rpm' }],
  dBm: [{ factor: 1, unit: 'unit.dBm' }],
  state: [{ factor: 1, unit: 'unit.none' }],
};

/** The unit in which an axis up to `highest` is read. Bytes step by 1024 and bits by 1000, as figures beside the chart do. */
export function scaleOf(unit: Unit, highest: number): Scale {
  const scales = SCALES[unit];
  return scales.findLast(({ factor }) => Math.abs(highest) >= factor) ?? scales[0];
}
