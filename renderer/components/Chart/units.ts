import { metricDefinition, type Unit } from '../../../shared/domain/metric/catalogue.ts';

/** Keys of the unit texts in the namespace `metrics`. */
export type UnitKey =
  | 'unit.percent'
  | 'unit.B'
  | 'unit.KB'
  | 'unit.MB'
  | 'unit.GB'
  | 'unit.TB'
  | 'unit.Bps'
  | 'unit.KBps'
  | 'unit.MBps'
  | 'unit.GBps'
  | 'unit.bps'
  | 'unit.kbps'
  | 'unit.Mbps'
  | 'unit.Gbps'
  | 'unit.ms'
  | 'unit.s'
  | 'unit.min'
  | 'unit.h'
  | 'unit.d'
  | 'unit.none'
  | 'unit.perSecond';

/** Divide a stored value by `factor` to read it in `key`, with `decimals` places. */
export interface Scale {
  readonly factor: number;
  readonly key: UnitKey;
  readonly decimals: number;
}

type Step = readonly [factor: number, key: UnitKey];

const KI = 1024;
const STEPS: Readonly<Record<Unit, readonly [Step, ...Step[]]>> = {
  '%': [[1, 'unit.percent']],
  B: [
    [1, 'unit.B'],
    [KI, 'unit.KB'],
    [KI ** 2, 'unit.MB'],
    [KI ** 3, 'unit.GB'],
    [KI ** 4, 'unit.TB'],
  ],
  'B/s': [
    [1, 'unit.Bps'],
    [KI, 'unit.KBps'],
    [KI ** 2, 'unit.MBps'],
    [KI ** 3, 'unit.GBps'],
  ],
  'bit/s': [
    [1, 'unit.bps'],
    [1e3, 'unit.kbps'],
    [1e6, 'unit.Mbps'],
    [1e9, 'unit.Gbps'],
  ],
  ms: [
    [1, 'unit.ms'],
    [1e4, 'unit.s'],
  ],
  s: [
    [1, 'unit.s'],
    [60, 'unit.min'],
    [3600, 'unit.h'],
    [86_400, 'unit.d'],
  ],
  d: [[1, 'unit.d']],
  '1': [[1, 'unit.none']],
  '1/s': [[1, 'unit.perSecond']],
  state: [[1, 'unit.none']],
};
/** Milliseconds become seconds only from ten on, and are then divided by 1000. */
const SECONDS_FROM_MS = 1e4;

/** The unit in which a value as large as `magnitude` is read. Bytes step by 1024, bits by 1000, as the tools of an operator do. */
export function scaleOf(unit: Unit, magnitude: number, decimals: number): Scale {
  const steps = STEPS[unit];
  const size = Math.abs(magnitude);
  const index = steps.findLastIndex(([from]) => size >= from);
  const [from, key] = steps[Math.max(0, index)] ?? steps[0];
  const factor = unit === 'ms' && from === SECONDS_FROM_MS ? 1000 : from;
  return { factor, key, decimals: factor === 1 ? decimals : 1 };
}

/** A number with separators of thousands; trailing zeros stay, so that a column keeps its points under each other. */
export function formatNumber(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  const [whole = '', fraction] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const sign = value < 0 && Number(text) !== 0 ? '-' : '';
  return `${sign}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** Figures of a value in a fixed scale, for an axis or a column whose rows share a unit. */
export function formatIn(value: number, scale: Scale): string {
  const shown = value / scale.factor;
  return formatNumber(shown, Math.abs(shown) >= 100 && scale.factor !== 1 ? 0 : scale.decimals);
}

export interface Quantity {
  readonly text: string;
  readonly unit: UnitKey;
}

/** A value in the largest unit that leaves at least 1 before the point. */
export function quantity(value: number, unit: Unit, decimals: number): Quantity {
  const scale = scaleOf(unit, value, decimals);
  return { text: formatIn(value, scale), unit: scale.key };
}

/** The same by the code of a metric; a code outside the catalogue is shown without a unit (R-8.2.2-d-3). */
export function metricQuantity(code: string, value: number): Quantity {
  const definition = metricDefinition(code);
  return quantity(value, definition?.unit ?? '1', definition?.decimals ?? 2);
}
