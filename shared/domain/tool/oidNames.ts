import { OID_ENUMERATIONS, OID_TABLES } from './oidTables.ts';

/** An OID in words: `ifDescr.3` is the object and the rest of the number. */
export interface NamedOid {
  readonly mib: string;
  readonly name: string;
  /** What follows the object: the index of a row, or `0` of a single variable; empty for the object itself. */
  readonly index: string;
}

interface Known {
  readonly mib: string;
  readonly name: string;
}

function namesOf(): ReadonlyMap<string, Known> {
  const names = new Map<string, Known>();
  for (const { mib, base, name, children } of OID_TABLES) {
    let next = 1;
    for (const word of children.split(' ').filter((one) => one !== '')) {
      const [, number, child = ''] = /^(?:(\d+):)?(.+)$/.exec(word) ?? [];
      if (number !== undefined) next = Number(number);
      const oid = `${base}.${next}`;
      // A name of its own table is the better one: the tables above it only lead there.
      if (!names.has(oid)) names.set(oid, { mib, name: child });
      next += 1;
    }
    names.set(base, { mib, name });
  }
  return names;
}

const NAMES = namesOf();
const BY_NAME = new Map([...NAMES].map(([oid, { name }]) => [name.toLowerCase(), oid]));

/** All names that are known, with their OIDs. */
export const knownOids: ReadonlyMap<string, Known> = NAMES;

/** The longest beginning of an OID that has a name, and the rest; null where not even that is known. */
export function nameOid(oid: string): NamedOid | null {
  const numbers = oid.split('.');
  for (let length = numbers.length; length > 0; length--) {
    const known = NAMES.get(numbers.slice(0, length).join('.'));
    if (known) return { ...known, index: numbers.slice(length).join('.') };
  }
  return null;
}

/** The OID of what a person types: dotted numbers as they are, `sysDescr.0`, `ifTable`, `IF-MIB::ifDescr.3`; null where the name is not known. */
export function oidIn(text: string): string | null {
  const plain = text.trim().replace(/^\./, '');
  if (/^\d+(\.\d+)*$/.test(plain)) return plain;
  const [, name = '', index = ''] = /^(?:[A-Za-z][\w-]*::)?([A-Za-z][\w-]*)((?:\.\d+)*)$/.exec(plain) ?? [];
  const known = BY_NAME.get(name.toLowerCase());
  return known === undefined ? null : `${known}${index}`;
}

/** The word of an enumeration for the value of a variable; null where it is none, or has no such value. */
export function wordOf(oid: string, value: string): string | null {
  const named = nameOid(oid);
  if (!named) return null;
  const object = named.index === '' ? oid : oid.slice(0, -named.index.length - 1);
  return OID_ENUMERATIONS[object]?.[Number(value)] ?? null;
}
