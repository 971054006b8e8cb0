let taken: string | null = null;

/** The token in a pasted text: the token itself, or a link that ends in `#token=…`; null where there is none. */
export function linkTokenIn(text: string): string | null {
  return /^(?:\S*#token=)?([A-Za-z0-9_-]{43})$/.exec(text.trim())?.[1] ?? null;
}

/** Keeps the token of a one-time link in the memory of this page until it is used; true when the text held one. */
export function takeLink(text: string): boolean {
  const token = linkTokenIn(text);
  if (token !== null) taken = token;
  return token !== null;
}

/** Gives the token up, once. */
export function spendLink(): string | null {
  const token = taken;
  taken = null;
  return token;
}
