/** What a heap holds: it writes down where the item lies, so that one can be taken out of the middle. An item is in one heap at a time. */
export interface Placed {
  place: number;
}

/** Items in an order; every change costs the logarithm of their number. */
export interface Heap<T extends Placed> {
  size(): number;
  /** The first, or undefined. */
  first(): T | undefined;
  push(item: T): void;
  /** Takes the first out. */
  pop(): T | undefined;
  /** Takes out an item that is in this heap. */
  remove(item: T): void;
}

/** A binary heap; `isBefore` must not change its mind about items that are in it. */
export function createHeap<T extends Placed>(isBefore: (a: T, b: T) => boolean): Heap<T> {
  const items: T[] = [];

  function put(item: T, place: number): void {
    items[place] = item;
    item.place = place;
  }

  function rise(item: T, from: number): void {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const other = items[above];
      if (!other || !isBefore(item, other)) break;
      put(other, place);
      place = above;
    }
    put(item, place);
  }

  function sink(item: T, from: number): void {
    let place = from;
    for (;;) {
      const left = 2 * place + 1;
      const [one, two] = [items[left], items[left + 1]];
      const least = one && two && isBefore(two, one) ? two : one;
      if (!least || !isBefore(least, item)) break;
      const below = least.place;
      put(least, place);
      place = below;
    }
    put(item, place);
  }

  function remove(item: T): void {
    const last = items.pop();
    if (!last || last === item) return;
    const { place } = item;
    sink(last, place);
    rise(last, last.place);
  }

  return {
    size: () => items.length,
    first: () => items[0],
    push: (item) => rise(item, items.length),
    pop: () => {
      const [first] = items;
      if (first) remove(first);
      return first;
    },
    remove,
  };
}
