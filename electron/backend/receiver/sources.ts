import type { RefusalKind, SourceAccount } from '../../../shared/contracts/collection.ts';
import type { Instant, ResourceId } from '../../../shared/domain/id.ts';
import type { RecordKind } from '../../../shared/domain/log/record.ts';
import { type Bucket, createBucket } from './bucket.ts';

export interface Sources {
  /** The addresses of resources, whose records are kept without a limit. */
  know(addresses: ReadonlyMap<string, ResourceId>): void;
  resourceOf(address: string): ResourceId | null;
  /** Whether something from this address may be taken: of a resource always, of a stranger as long as they all send little. */
  mayTake(address: string, bytes: Uint8Array): boolean;
  kept(address: string, kind: RecordKind): void;
  refused(address: string, why: RefusalKind, detail: string, bytes: Uint8Array): void;
  stats(): readonly SourceAccount[];
  /** Addresses of resources of which something was kept since then, with when it last was. */
  heard(since: Instant): readonly (readonly [address: string, at: Instant])[];
  /** Of addresses that found no place in the list any more. */
  unlisted(): number;
}

interface Options {
  now(): Instant;
  monotonic(): number;
}

/** Strangers are listed so that somebody may add them, and limited because anybody may be one. */
const MOST_STRANGERS = 1000;
const STRANGERS_PER_SECOND = 500;
const STRANGERS_BURST = 5000;
const MOST_SAMPLES = 10;
const SAMPLE_BYTES = 128;

interface Entry {
  kept: Record<RecordKind, number>;
  refused: Record<RefusalKind, number>;
  firstAt: Instant;
  lastAt: Instant;
  keptAt: Instant | null;
  samples: SourceAccount['samples'][number][];
}

/** Keeps account of who sends what. */
export function createSources({ now, monotonic }: Options): Sources {
  let known: ReadonlyMap<string, ResourceId> = new Map();
  const entries = new Map<string, Entry>();
  const strangers: Bucket = createBucket(STRANGERS_PER_SECOND, STRANGERS_BURST);
  let listed = 0;
  let unlisted = 0;

  function entryOf(address: string): Entry | null {
    const before = entries.get(address);
    const at = now();
    if (before) {
      before.lastAt = at;
      return before;
    }
    if (!known.has(address)) {
      if (listed >= MOST_STRANGERS) {
        unlisted += 1;
        return null;
      }
      listed += 1;
    }
    const made: Entry = {
      kept: { syslog: 0, trap: 0, event: 0 },
      refused: { stranger: 0, tooMany: 0, unreadable: 0, notBelieved: 0 },
      firstAt: at,
      lastAt: at,
      keptAt: null,
      samples: [],
    };
    entries.set(address, made);
    return made;
  }

  function refused(address: string, why: RefusalKind, detail: string, bytes: Uint8Array): void {
    const entry = entryOf(address);
    if (!entry) return;
    entry.refused[why] += 1;
    const hex = Buffer.from(bytes.subarray(0, SAMPLE_BYTES)).toString('hex');
    entry.samples = [{ at: entry.lastAt, why, detail, hex }, ...entry.samples].slice(0, MOST_SAMPLES);
  }

  return {
    know: (addresses) => {
      known = addresses;
      listed = [...entries.keys()].filter((address) => !known.has(address)).length;
    },
    resourceOf: (address) => known.get(address) ?? null,
    mayTake: (address, bytes) => {
      if (known.has(address) || strangers.take(monotonic())) return true;
      refused(address, 'tooMany', '', bytes);
      return false;
    },
    kept: (address, kind) => {
      const entry = entryOf(address);
      if (!entry) return;
      entry.kept[kind] += 1;
      entry.keptAt = entry.lastAt;
    },
    refused,
    stats: () =>
      [...entries].map(([address, { kept, refused: not, firstAt, lastAt, samples }]) => ({
        address,
        resourceId: known.get(address) ?? null,
        kept: { ...kept },
        refused: { ...not },
        firstAt,
        lastAt,
        samples,
      })),
    heard: (since) =>
      [...entries].flatMap(([address, { keptAt }]) =>
        keptAt !== null && keptAt >= since && known.has(address) ? [[address, keptAt] as const] : [],
      ),
    unlisted: () => unlisted,
  };
}
