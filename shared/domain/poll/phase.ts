/** A number in [0, 1) that depends on the text alone (FNV-1a with a final avalanche): jitter without randomness. */
export function fractionOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000;
}

/** The golden ratio: multiples of it fall, modulo one, where the ones before left most room, however many there will be. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * The place of the nth target of an interval inside that interval in ms, a multiple of `grainMs`. Targets of one interval lie apart as
 * evenly as any rule can place them that does not know how many will follow, so that they do not wait for each other.
 */
export function phaseMs(nth: number, intervalMs: number, grainMs: number): number {
  const grain = Math.min(grainMs, intervalMs);
  const fraction = (fractionOf(`interval ${intervalMs}`) + nth * GOLDEN) % 1;
  return Math.floor(fraction * Math.floor(intervalMs / grain)) * grain;
}

/** The first point of the grid `phase + k * interval` that is not before `at` (monotonic ms). The grid starts at zero, so cycles do not drift. */
export function gridPointFrom(at: number, intervalMs: number, phase: number): number {
  return phase + Math.max(0, Math.ceil((at - phase) / intervalMs)) * intervalMs;
}
