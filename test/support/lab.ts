/** The one-time links a laboratory printed, by the name of the person; the newest of each. */
export function printedLinks(lines: string): ReadonlyMap<string, string> {
  const found = [...lines.matchAll(/One-time sign-in: \S+ [a-z ]+ (\S+) (http\S+#token=\S+)/g)];
  return new Map(found.map(([, name = '', link = '']) => [name, link]));
}

/** What stands behind #token= in a link. */
export const tokenOf = (link: string): string => link.split('#token=')[1] ?? '';

/** A UDP port that two laboratories at a time do not share. */
export const labPort = (): string => String(20_000 + ((process.pid * 7) % 30_000));
