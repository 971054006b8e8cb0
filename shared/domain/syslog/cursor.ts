/** A place in a text that moves on as parts of it are understood. */
export interface Cursor {
  readonly text: string;
  at: number;
}

/** What `pattern` (sticky) finds exactly here, moving behind it; null, unmoved, when it is not there. */
export function eat(cursor: Cursor, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text);
  if (found) cursor.at = pattern.lastIndex;
  return found;
}
