import { compareOids, element, type Oid, oidBody, TAG, type Value } from '../../lib/snmp/ber.ts';

/** One instance of an object: where it is and how it is read of a device. `Seen` is what the values are read from. */
export interface Leaf<Seen> {
  readonly oid: Oid;
  /** Null while the device does not have it. */
  read(seen: Seen): Value | null;
}

export interface MibLeaf<Seen> extends Leaf<Seen> {
  /** The identifier as it goes on the wire. */
  readonly encoded: Buffer;
}

/** Instances in the order in which GETNEXT gives them. */
export interface Mib<Seen> {
  readonly leaves: readonly MibLeaf<Seen>[];
  at(oid: Oid): MibLeaf<Seen> | undefined;
  /** Place of the first instance behind `oid`; the number of leaves where there is none. */
  after(oid: Oid): number;
  /** True where an instance of the same object exists, or of one below. */
  hasObject(oid: Oid): boolean;
}

/** Sorts the leaves. Throws for two at one place: a mistake of the model. */
export function createMib<Seen>(leaves: readonly Leaf<Seen>[]): Mib<Seen> {
  const sorted = [...leaves]
    .sort((a, b) => compareOids(a.oid, b.oid))
    .map((leaf) => ({ ...leaf, encoded: element(TAG.oid, oidBody(leaf.oid)) }));
  sorted.forEach((leaf, index) => {
    const before = sorted[index - 1];
    if (before && compareOids(before.oid, leaf.oid) === 0) throw new Error(`two values at ${leaf.oid.join('.')}`);
  });
  return mibOf(sorted);
}

/** The same with further leaves; those it has are shared, and stand where they stood but for the new ones between them. */
export function extendMib<Seen>(mib: Mib<Seen>, leaves: readonly Leaf<Seen>[]): Mib<Seen> {
  const joined: MibLeaf<Seen>[] = [];
  let taken = 0;
  for (const leaf of createMib(leaves).leaves) {
    if (mib.at(leaf.oid)) throw new Error(`two values at ${leaf.oid.join('.')}`);
    const place = mib.after(leaf.oid);
    joined.push(...mib.leaves.slice(taken, place), leaf);
    taken = place;
  }
  joined.push(...mib.leaves.slice(taken));
  return mibOf(joined);
}

function mibOf<Seen>(sorted: readonly MibLeaf<Seen>[]): Mib<Seen> {
  /** Place of the first leaf that is not before `oid`. */
  function from(oid: Oid): number {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareOids(sorted[middle]?.oid ?? [], oid) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  const isAt = (index: number, oid: Oid) => compareOids(sorted[index]?.oid ?? [], oid) === 0;

  return {
    leaves: sorted,
    at: (oid) => {
      const index = from(oid);
      return isAt(index, oid) ? sorted[index] : undefined;
    },
    after: (oid) => {
      const index = from(oid);
      return isAt(index, oid) ? index + 1 : index;
    },
    hasObject: (oid) => {
      const object = oid.slice(0, -1);
      const next = sorted[from(object)]?.oid ?? [];
      return object.every((number, index) => next[index] === number) && next.length > object.length;
    },
  };
}
