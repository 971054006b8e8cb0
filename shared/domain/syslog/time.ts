import type { Instant } from '../id.ts';
import { type Cursor, eat } from './cursor.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = `(?<month>${MONTHS.join('|')})`;
const CLOCK = String.raw`(?<hour>\d{1,2}):(?<minute>\d\d):(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?`;
const ZONE = String.raw`(?:\s?(?<zone>z\b|[+-]\d\d:?\d\d))?`;
/** A zone by its name says nothing that could be relied on: CST is China's and Chicago's. The station's own is meant. */
const ZONE_NAME = '(?: (?:utc|gmt|cst|bjt|beijing)(?=:))?';

/** Ways in which devices write a time, each sticky at the cursor. */
const FORMS: readonly RegExp[] = [
  // 2026-11-28T10:20:30.123+08:00, 2026-11-28 10:20:30, 2026/11/28 10:20:30
  new RegExp(String.raw`(?<year>\d{4})[-/](?<monthNumber>\d{1,2})[-/](?<day>\d{1,2})[t ]${CLOCK}${ZONE}${ZONE_NAME}`, 'iy'),
  // Nov 28 2026 10:20:30 (Huawei VRP)
  new RegExp(String.raw`${MONTH}\s{1,2}(?<day>\d{1,2})\s(?<year>\d{4})\s${CLOCK}${ZONE}${ZONE_NAME}`, 'iy'),
  // Nov 28 10:20:30 2026 (H3C Comware), Nov 28 10:20:30 (RFC 3164), Nov 28 10:20:30.123 (Cisco IOS)
  new RegExp(String.raw`${MONTH}\s{1,2}(?<day>\d{1,2})\s${CLOCK}${ZONE}(?:\s(?<year>\d{4})(?=[\s:]|$))?${ZONE_NAME}`, 'iy'),
  // 2026 Nov 28 10:20:30 (Cisco NX-OS)
  new RegExp(String.raw`(?<year>\d{4})\s${MONTH}\s{1,2}(?<day>\d{1,2})\s${CLOCK}${ZONE}${ZONE_NAME}`, 'iy'),
];

const MINUTE_MS = 60_000;

function zoneMs(zone: string | undefined, ownMs: number): number {
  if (zone === undefined) return ownMs;
  if (/^z$/i.test(zone)) return 0;
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
}

interface Parts {
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly ms: number;
}

/** Null for a time that no calendar has, as the 30th of February. A leap second counts as the second after it. */
function instantOf(year: number, { month, day, hour, minute, second, ms }: Parts, offsetMs: number): Instant | null {
  if (month < 0 || month > 11 || hour > 23 || minute > 59 || second > 60) return null;
  const date = new Date(Date.UTC(year, month, day));
  if (date.getUTCMonth() !== month || date.getUTCDate() !== day) return null;
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + ms - offsetMs;
}

function partsOf(groups: Readonly<Record<string, string | undefined>>): Parts {
  const { month, monthNumber, day, hour, minute, second, fraction } = groups;
  return {
    month: month === undefined ? Number(monthNumber) - 1 : MONTHS.indexOf(month.toLowerCase()),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    ms: fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1000),
  };
}

/** The year that brings a time without one nearest to when it was received: what is sent at New Year's Eve may arrive in another year. */
function withoutYear(parts: Parts, offsetMs: number, receivedAt: Instant): Instant | null {
  const year = new Date(receivedAt + offsetMs).getUTCFullYear();
  const candidates = [year - 1, year, year + 1].flatMap((one) => instantOf(one, parts, offsetMs) ?? []);
  const distance = (at: Instant) => Math.abs(at - receivedAt);
  return candidates.reduce<Instant | null>((best, at) => (best === null || distance(at) < distance(best) ? at : best), null);
}

/**
 * A time as devices write it, at the cursor, which moves behind it. `ownZoneMs` is the offset of a clock that names no zone, east
 * positive; a missing year is the one nearest to `receivedAt`. Undefined, unmoved: no time stands here. Null: one that does not exist.
 */
export function eatTime(cursor: Cursor, receivedAt: Instant, ownZoneMs: number): Instant | null | undefined {
  for (const form of FORMS) {
    const groups = eat(cursor, form)?.groups;
    if (!groups) continue;
    const parts = partsOf(groups);
    const offsetMs = zoneMs(groups.zone, ownZoneMs);
    return groups.year === undefined ? withoutYear(parts, offsetMs, receivedAt) : instantOf(Number(groups.year), parts, offsetMs);
  }
  return undefined;
}
