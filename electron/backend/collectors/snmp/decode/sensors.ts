import type { MetricCode } from '../../../../../shared/domain/metric/catalogue.ts';
import { type Figure, missing } from '../../../../../shared/domain/observation/quality.ts';
import type { Table } from '../walk.ts';
import { numberOf } from './value.ts';

/** entPhySensorType to what is measured (RFC 3433). */
const METRICS: Readonly<Record<number, MetricCode>> = {
  3: 'sensor.voltage',
  4: 'sensor.voltage',
  5: 'sensor.current',
  6: 'sensor.power',
  8: 'sensor.temperature',
  9: 'sensor.humidity',
  10: 'sensor.fan',
};
/** SensorDataType of CISCO-ENTITY-SENSOR-MIB: what light is measured, the entity says. */
const DBM = 14;
const WORKS = 1;
const UNITS_SCALE = 9;
/** The MIB's way to say that there is no value. */
const OUT_OF_RANGE = 1_000_000_000;

const TYPE = 1;
const SCALE = 2;
const PRECISION = 3;
const VALUE = 4;
const STATUS = 5;

export const sensorStaticColumns = (entry: string): readonly string[] => [TYPE, SCALE, PRECISION].map((column) => `${entry}.${column}`);
export const sensorColumns = (entry: string): readonly string[] => [VALUE, STATUS].map((column) => `${entry}.${column}`);

export interface SensorReading extends Figure {
  readonly metric: MetricCode | 'light';
  /** The index of the physical entity. */
  readonly index: string;
}

/** The sensors of a table of the shape of ENTITY-SENSOR-MIB (RFC 3433); one that does not work has no value. */
export function readSensors(entry: string, known: Table, table: Table): readonly SensorReading[] {
  return [...known].flatMap(([index, cells]): SensorReading[] => {
    const type = numberOf(cells.get(`${entry}.${TYPE}`)) ?? 0;
    const metric = type === DBM ? 'light' : METRICS[type];
    const now = table.get(index);
    if (metric === undefined || now === undefined) return [];
    const raw = numberOf(now.get(`${entry}.${VALUE}`));
    const scale = numberOf(cells.get(`${entry}.${SCALE}`)) ?? UNITS_SCALE;
    // Below nothing it tells how many digits are exact, and moves no point.
    const decimals = Math.max(0, numberOf(cells.get(`${entry}.${PRECISION}`)) ?? 0);
    const isWorking = (numberOf(now.get(`${entry}.${STATUS}`)) ?? WORKS) === WORKS;
    const isSaid = raw !== null && isWorking && Math.abs(raw) < OUT_OF_RANGE;
    return [{ metric, index, ...(isSaid ? { value: raw * 10 ** ((scale - UNITS_SCALE) * 3 - decimals) } : missing('noValue')) }];
  });
}
