/** One thing the palette can find. */
export interface PaletteEntry {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly detail: string;
  /** Further words it is found by: address, account. */
  readonly words?: string;
}

const LIMIT_PER_GROUP = 8;

function rank(entry: PaletteEntry, words: readonly string[]): number | null {
  const title = entry.title.toLowerCase();
  const all = `${title} ${entry.detail.toLowerCase()} ${entry.words?.toLowerCase() ?? ''}`;
  if (!words.every((word) => all.includes(word))) return null;
  const [first = ''] = words;
  if (title.startsWith(first)) return 0;
  return title.includes(first) ? 1 : 2;
}

/** Entries that hold every word, groups in their given order, best title matches first, at most eight of a group. */
export function findEntries<Entry extends PaletteEntry>(entries: readonly Entry[], text: string): readonly Entry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const ranked = entries.flatMap((entry, index) => {
    const value = rank(entry, words);
    return value === null ? [] : [{ entry, index, value }];
  });
  const groups = [...new Set(entries.map((entry) => entry.group))];
  return groups.flatMap((group) =>
    ranked
      .filter(({ entry }) => entry.group === group)
      .sort((a, b) => a.value - b.value || a.index - b.index)
      .slice(0, LIMIT_PER_GROUP)
      .map(({ entry }) => entry),
  );
}
