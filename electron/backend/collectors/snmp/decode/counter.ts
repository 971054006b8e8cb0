import type { Value } from './value.ts';

/** A counter at one moment. */
export interface Reading {
  readonly value: bigint;
  readonly bits: 32 | 64;
}

/** The counter of a variable, null where it is none. */
export function readingOf(value: Value | null | undefined): Reading | null {
  return value?.kind === 'counter' ? { value: value.value, bits: value.bits } : null;
}

/**
 * By how much a counter rose. One that is smaller than before has gone round once (RFC 2578 7.1.6) where it has 32 bits; where it has 64
 * it began again, since none of them goes round in practice. Null where nothing can be said.
 */
export function increase(before: Reading | null | undefined, now: Reading | null): number | null {
  if (!before || !now || before.bits !== now.bits) return null;
  if (now.value >= before.value) return Number(now.value - before.value);
  return now.bits === 32 ? Number(now.value + (1n << 32n) - before.value) : null;
}

/** The increase a second over a time in ms; null where nothing can be said. */
export function perSecond(before: Reading | null | undefined, now: Reading | null, elapsedMs: number): number | null {
  const rise = increase(before, now);
  return rise === null || elapsedMs <= 0 ? null : (rise * 1000) / elapsedMs;
}
