/** Letters of a port name and what follows them: `GigabitEthernet0/0/1` is `gigabitethernet` and `0/0/1`. */
function partsOf(name: string): { readonly letters: string; readonly rest: string } {
  const match = /^([^0-9]*)(.*)$/.exec(name.trim().toLowerCase());
  return { letters: (match?.[1] ?? '').replace(/[^\p{L}]/gu, ''), rest: (match?.[2] ?? '').trim() };
}

/** Short forms that do not begin as the long one does: `XGE` of H3C is Ten-GigabitEthernet. */
const SHORT_FORMS: readonly (readonly [string, string])[] = [
  ['xge', 'tengigabitethernet'],
  ['xge', 'tengige'],
  ['fge', 'fortygige'],
  ['hge', 'hundredgige'],
];

/** True where the letters of `short` stand in `long` in their order, the first at its beginning. */
function abbreviates(short: string, long: string): boolean {
  if (short === '' || short[0] !== long[0]) return false;
  let place = 0;
  for (const letter of long) if (letter === short[place]) place++;
  return place === short.length;
}

/** True where two names can be those of one port: the same numbers, and letters that are the same or one the abbreviation of the other. */
export function isSamePortName(a: string, b: string): boolean {
  const [one, other] = [partsOf(a), partsOf(b)];
  if (one.rest !== other.rest) return false;
  if (one.letters === other.letters) return true;
  if (one.rest === '') return false;
  const [short, long] = one.letters.length <= other.letters.length ? [one.letters, other.letters] : [other.letters, one.letters];
  return abbreviates(short, long) || SHORT_FORMS.some(([form, name]) => form === short && name === long);
}

/**
 * Finds the one of some names that is a port, however it is spelled; the same spelling before any other. Of many names only those with the
 * same numbers are compared.
 */
export function portFinder(names: Iterable<string>): (port: string) => string | undefined {
  const byNumbers = new Map<string, string[]>();
  const all = new Set(names);
  for (const name of all) {
    const { rest } = partsOf(name);
    const known = byNumbers.get(rest);
    if (known) known.push(name);
    else byNumbers.set(rest, [name]);
  }
  return (port) => (all.has(port) ? port : byNumbers.get(partsOf(port).rest)?.find((name) => isSamePortName(name, port)));
}
