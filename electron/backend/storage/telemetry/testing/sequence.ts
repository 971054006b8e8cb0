import type { StoredSample } from '../store.ts';
import { CPU, MONDAY } from './support.ts';

const SERIES = 3;
const STEP_MS = 1_000;

/** One in five is doubted. */
export const isDoubted = (number: number): boolean => number % 5 === 0;

/** Sample number `number` of a sequence dealt out to three series, its value and quality told by its number. */
export function sampleAt(number: number): StoredSample {
  return {
    ...CPU,
    component: String(number % SERIES),
    at: MONDAY + number * STEP_MS,
    value: number % 1000,
    intervalMs: SERIES * STEP_MS,
    ...(isDoubted(number) && { quality: 'wrapped' as const }),
  };
}

/** Which numbers of the sequence are among these points (null ones are gaps); throws for one that is not as it was written or is there twice. */
export function numbersOf(component: string, at: readonly number[], values: readonly (number | null)[]): number[] {
  const numbers: number[] = [];
  at.forEach((time, i) => {
    const value = values[i] ?? null;
    if (value === null) return;
    const number = (time - MONDAY) / STEP_MS;
    const written = sampleAt(number);
    if (written.component !== component || written.value !== value)
      throw new Error(`sample ${number} reads ${value} in series ${component}`);
    if (number <= (numbers.at(-1) ?? -1)) throw new Error(`sample ${number} is out of order or there twice`);
    numbers.push(number);
  });
  return numbers;
}

export const SEQUENCE_COMPONENTS = Array.from({ length: SERIES }, (_, i) => String(i));
