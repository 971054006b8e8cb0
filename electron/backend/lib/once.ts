/** The one text that stands for all that are the same: names that thousands of devices share, read anew from each answer, are kept once. */
export type Once = (text: string) => string;

/** Forgets everything when it knows `most` texts: names that never come again must not fill the memory. */
export function createOnce(most = 200_000): Once {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size >= most) known.clear();
    known.set(text, text);
    return text;
  };
}
