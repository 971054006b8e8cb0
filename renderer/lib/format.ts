import type { Instant } from '../../shared/domain/id.ts';
import { type MetricCode, metricDefinition, type Unit } from '../../shared/domain/metric/catalogue.ts';
import { wholeAge } from '../../shared/domain/time/age.ts';
import { i18n } from '../i18n/index.ts';

/** The one zone of the product; said on screen beside the clock. */
export const TIME_ZONE = 'Asia/Shanghai';

const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: TIME_ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** Calendar fields of an instant in the zone of the product; strings with leading zeros. `weekday` 0 is Sunday. */
export interface ZonedTime {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
  readonly weekday: number;
}

export function zoned(at: Instant): ZonedTime {
  const found: Record<string, string> = {};
  for (const part of parts.formatToParts(at)) found[part.type] = part.value;
  const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = found;
  const weekday = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDay();
  return { year, month, day, hour, minute, second, weekday };
}

/** 14:35:12 */
export function formatTime(at: Instant): string {
  const { hour, minute, second } = zoned(at);
  return `${hour}:${minute}:${second}`;
}

/** 14:35 */
export function formatMinute(at: Instant): string {
  const { hour, minute } = zoned(at);
  return `${hour}:${minute}`;
}

/** 2026-11-22 */
export function formatDate(at: Instant): string {
  const { year, month, day } = zoned(at);
  return `${year}-${month}-${day}`;
}

/** 2026-11-22 14:35:12 */
export function formatDateTime(at: Instant): string {
  return `${formatDate(at)} ${formatTime(at)}`;
}

/** The shortest unambiguous form seen from `now`: time today, month-day and time this year, else everything. */
export function formatWhen(at: Instant, now: Instant): string {
  const then = zoned(at);
  const today = zoned(now);
  if (then.year !== today.year) return formatDateTime(at);
  if (then.month !== today.month || then.day !== today.day) return `${then.month}-${then.day} ${then.hour}:${then.minute}`;
  return formatTime(at);
}

type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** Name of the day of the week in the zone. */
export function formatWeekday(at: Instant): string {
  return i18n.t(`date.weekday.${zoned(at).weekday as Weekday}`, { ns: 'common' });
}

/** A duration in its largest whole unit, as an age is told. Negative counts as zero. */
export function formatAge(ageMs: number): string {
  const { value, unit } = wholeAge(ageMs);
  return i18n.t(`age.${unit}`, { ns: 'common', value });
}

const integer = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 0 });

/** 1,842,016 */
export function formatCount(value: number): string {
  return integer.format(value);
}

/** A number with exactly `decimals` places and grouped thousands. */
export function formatNumber(value: number, decimals: number): string {
  return value.toLocaleString('zh-CN', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

const BINARY = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'] as const;
const DECIMAL = ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s'] as const;

function scaled(value: number, base: number, names: readonly string[], suffix: string): string {
  let amount = value;
  let step = 0;
  while (Math.abs(amount) >= base && step < names.length - 1) {
    amount /= base;
    step += 1;
  }
  const decimals = step === 0 || Math.abs(amount) >= 100 ? 0 : 1;
  return `${formatNumber(amount, decimals)} ${names[step] ?? ''}${suffix}`;
}

/** Bytes in powers of 1024: 38.0 GB. */
export function formatBytes(value: number): string {
  return scaled(value, 1024, BINARY, '');
}

/** Seconds in words of the two largest units. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const units = [
    ['day', Math.floor(whole / 86_400)],
    ['hour', Math.floor(whole / 3600) % 24],
    ['minute', Math.floor(whole / 60) % 60],
    ['second', whole % 60],
  ] as const;
  const first = units.findIndex(([, value]) => value > 0);
  if (first === -1) return formatAge(0);
  return units
    .slice(first, first + 2)
    .filter(([, value]) => value > 0)
    .map(([unit, value]) => i18n.t(`age.${unit}`, { ns: 'common', value }))
    .join(' ');
}

/** A value with its unit after a gap: 29.4 %, 8.1 Gbit/s, 12.30 ms. `decimals` only where the unit does not scale. */
export function formatValue(value: number, unit: Unit, decimals: number): string {
  switch (unit) {
    case 'B':
      return formatBytes(value);
    case 'B/s':
      return scaled(value, 1024, BINARY, '/s');
    case 'bit/s':
      return scaled(value, 1000, DECIMAL, '');
    case 's':
      return formatDuration(value);
    case 'd':
      return i18n.t('age.day', { ns: 'common', value: formatNumber(value, decimals) });
    case '1':
      return formatNumber(value, decimals);
    case 'state':
      return formatNumber(value, 0);
    case '1/s':
      return `${formatNumber(value, decimals)} /s`;
    case 'rpm':
      return i18n.t('value.rpm', { ns: 'common', value: formatNumber(value, decimals) });
    case '%':
    case 'ms':
    case '℃':
    case 'V':
    case 'A':
    case 'W':
    case 'dBm':
      return `${formatNumber(value, decimals)} ${unit}`;
    default:
      return unit satisfies never;
  }
}

/** What the states of a metric are called: down, up. */
const STATE_TEXTS = {
  'interface.up': ['value.down', 'value.up'],
  'hardware.up': ['value.failed', 'value.sound'],
  'ups.mains.up': ['value.battery', 'value.mains'],
} as const satisfies Partial<Record<MetricCode, readonly [string, string]>>;

function stateText(metric: string, value: number): string | null {
  if (!(metric in STATE_TEXTS)) return null;
  const [down, up] = STATE_TEXTS[metric as keyof typeof STATE_TEXTS];
  return i18n.t(value === 1 ? up : down, { ns: 'common' });
}

/** A limit or a figure in a sentence: as `formatMetric`, without zeros that say nothing (95 %, not 95.0 %). */
export function formatLevel(metric: string, value: number): string {
  const definition = metricDefinition(metric);
  if (definition === undefined) return formatNumber(value, Number.isInteger(value) ? 0 : 2);
  const digits = Number(value.toFixed(definition.decimals)).toString().split('.')[1]?.length ?? 0;
  return stateText(metric, value) ?? formatValue(value, definition.unit, digits);
}

/** A value of a metric of the catalogue; null (asked and not obtained) is said to be unknown, never shown as zero. */
export function formatMetric(metric: string, value: number | null): string {
  if (value === null) return i18n.t('value.unknown', { ns: 'common' });
  const definition = metricDefinition(metric);
  if (definition === undefined) return formatNumber(value, 2);
  return stateText(metric, value) ?? formatValue(value, definition.unit, definition.decimals);
}
