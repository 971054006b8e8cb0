/** Numbers (whole, below 2^32) by numbers in two sorted columns: eight bytes an entry. For maps of hundreds of entries of which there are thousands. */
export interface NumberMap {
  get(key: number): number | undefined;
  set(key: number, value: number): void;
  size(): number;
  /** Ascending. */
  keys(): Iterable<number>;
  /** In the order of their keys. */
  values(): Iterable<number>;
}

const FIRST_ROOM = 8;

export function createNumberMap(): NumberMap {
  let keys = new Uint32Array(FIRST_ROOM);
  let values = new Uint32Array(FIRST_ROOM);
  let size = 0;

  /** Place of the first key that is not below this one. */
  function placeOf(key: number): number {
    let low = 0;
    let high = size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((keys[middle] ?? 0) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function grow(): void {
    const room = Math.ceil(keys.length * 1.5);
    const [wider, longer] = [new Uint32Array(room), new Uint32Array(room)];
    wider.set(keys);
    longer.set(values);
    keys = wider;
    values = longer;
  }

  return {
    get: (key) => {
      const place = placeOf(key);
      return place < size && keys[place] === key ? values[place] : undefined;
    },
    set: (key, value) => {
      const place = placeOf(key);
      if (place === size || keys[place] !== key) {
        if (size === keys.length) grow();
        keys.copyWithin(place + 1, place, size);
        values.copyWithin(place + 1, place, size);
        keys[place] = key;
        size += 1;
      }
      values[place] = value;
    },
    size: () => size,
    keys: () => keys.subarray(0, size),
    values: () => values.subarray(0, size),
  };
}

/** Numbers for texts, from 0, the same text the same number; thousands of devices of one model share their names of metrics and components. */
export interface Numbering {
  numberOf(text: string): number;
  /** Its number where it has one. */
  knownOf(text: string): number | undefined;
  textOf(number: number): string;
}

export function createNumbering(): Numbering {
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  return {
    numberOf: (text) => {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, texts.length);
      return texts.push(text) - 1;
    },
    knownOf: (text) => numbers.get(text),
    textOf: (number) => texts[number] ?? '',
  };
}
