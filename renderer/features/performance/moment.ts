const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** `2026-11-22 14:35` in the zone of the product as an instant; null for anything else, also for a day or an hour that does not exist. */
export function parseMoment(text: string): number | null {
  const found = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})[ T](\d{1,2}):(\d{2})\s*$/.exec(text);
  if (!found) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = found.slice(1).map(Number);
  const local = Date.UTC(year, month - 1, day, hour, minute);
  const back = new Date(local);
  const isReal = back.getUTCMonth() === month - 1 && back.getUTCDate() === day && hour < 24 && minute < 60;
  return isReal && local >= SHANGHAI_OFFSET_MS ? local - SHANGHAI_OFFSET_MS : null;
}
