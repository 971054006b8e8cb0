import { type Figure, missing } from '../../../../../shared/domain/observation/quality.ts';

const WRAP_32 = 2 ** 32;

/** Growth of a counter between two readings, null when there is no earlier one or the counter began again. A 32-bit counter that passed its end has grown. */
export function increase(before: number | undefined, now: number): number | null {
  if (before === undefined) return null;
  if (now >= before) return now - before;
  const isWrap = before < WRAP_32 && before >= WRAP_32 / 2 && now < WRAP_32 / 2;
  return isWrap ? now + WRAP_32 - before : null;
}

/** Growth per second, null where there is none to tell (first reading, reset, no time passed). */
export function perSecond(before: number | undefined, now: number, elapsedMs: number): number | null {
  const grown = increase(before, now);
  return grown === null || elapsedMs <= 0 ? null : (grown * 1000) / elapsedMs;
}

/** The growth per second, or why there is none to tell. */
export function rateOf(before: number | undefined, now: number, elapsedMs: number): Figure {
  const value = perSecond(before, now, elapsedMs);
  if (value !== null) return { value };
  return missing(before === undefined || elapsedMs <= 0 ? 'first' : 'restarted');
}

/** `part` of `whole` in per cent inside [0, 100], null for an empty whole. */
export function percent(part: number, whole: number): number | null {
  return whole > 0 ? Math.min(100, Math.max(0, (100 * part) / whole)) : null;
}
