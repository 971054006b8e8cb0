import { createHash } from 'node:crypto';

const MAX_CHARACTERS = 300;
const DIGEST_CHARACTERS = 8;

/** A text as a component: whole where it is short enough to be one, else its beginning and a digest that tells it from others. */
export function componentOf(text: string): string {
  if (text.length <= MAX_CHARACTERS) return text;
  const digest = createHash('sha256').update(text).digest('hex').slice(0, DIGEST_CHARACTERS);
  return `${text.slice(0, MAX_CHARACTERS - DIGEST_CHARACTERS - 1)}#${digest}`;
}
