import type { Instant } from '../../../../shared/domain/id.ts';
import type { Grams } from './grams.ts';

/** Filters of blocks that were asked last. */
export interface FilterCache {
  get(day: Instant, block: number): Grams | undefined;
  set(day: Instant, block: number, grams: Grams): void;
  /** A day whose file goes. */
  forget(day: Instant): void;
}

const sizeOf = ({ short, long }: Grams): number => short.byteLength + long.byteLength;

/** Keeps so many bytes at most; what was not asked for longest goes first. */
export function createFilterCache(mostBytes: number): FilterCache {
  const kept = new Map<string, Grams>();
  let bytes = 0;

  function drop(key: string, grams: Grams): void {
    kept.delete(key);
    bytes -= sizeOf(grams);
  }

  return {
    get: (day, block) => {
      const key = `${day} ${block}`;
      const grams = kept.get(key);
      if (grams) {
        kept.delete(key);
        kept.set(key, grams);
      }
      return grams;
    },
    set: (day, block, grams) => {
      const key = `${day} ${block}`;
      const before = kept.get(key);
      if (before) drop(key, before);
      kept.set(key, grams);
      bytes += sizeOf(grams);
      for (const [oldest, one] of kept) {
        if (bytes <= mostBytes) break;
        drop(oldest, one);
      }
    },
    forget: (day) => {
      for (const [key, grams] of kept) if (key.startsWith(`${day} `)) drop(key, grams);
    },
  };
}
