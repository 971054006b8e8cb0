/** How much each of many counters grew in the last minute. */
export interface Rates {
  /** Notes how far the counters are at this moment of the monotonic clock in ms; a counter that fell began anew. */
  note(atMono: number, counters: ReadonlyMap<string, number>): void;
  /** Growth of each counter since about a minute before its newest note, those that did not grow left out. */
  perMinute(): ReadonlyMap<string, number>;
}

const SPAN_MS = 60_000;
/** Notes that come more often replace the newest one. */
const EVERY_MS = 5000;

/** Keeps about a minute of notes. */
export function createRates(): Rates {
  let notes: { readonly at: number; readonly counters: ReadonlyMap<string, number> }[] = [];
  let newest: ReadonlyMap<string, number> = new Map();
  return {
    note: (at, counters) => {
      const last = notes.at(-1);
      newest = counters;
      if (last && at - last.at < EVERY_MS) return;
      notes = [...notes.filter((one) => at - one.at <= SPAN_MS), { at, counters }];
    },
    perMinute: () => {
      const before = notes[0]?.counters ?? new Map();
      const grown = new Map<string, number>();
      for (const [name, now] of newest) {
        const then = before.get(name) ?? (notes.length > 1 ? 0 : now);
        const growth = now >= then ? now - then : now;
        if (growth > 0) grown.set(name, growth);
      }
      return grown;
    },
  };
}
