import type { DeviceFact } from './identify.ts';

/** What was told last of a device, 8 bytes a fact: thousands of devices have a hundred each. */
export type Told = Float64Array;

export const NOTHING_TOLD: Told = new Float64Array();

/** 53 bits of a fact and its value: two that differ have the same once in 10^15. */
function markOf({ name, component, value }: DeviceFact): number {
  const text = `${name}\n${component}\n${typeof value} ${value}`;
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 2 ** 32 * (low & 0x1fffff) + (high >>> 0);
}

/** What of `facts` was not told like that before, in their order, and what has been told with it. */
export function newsAmong(facts: readonly DeviceFact[], before: Told): { readonly news: readonly DeviceFact[]; readonly told: Told } {
  const told = Float64Array.from(facts, markOf);
  const known = new Set(before);
  return { news: facts.filter((_, place) => !known.has(told[place] ?? Number.NaN)), told };
}
