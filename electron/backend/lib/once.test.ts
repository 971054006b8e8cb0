import { expect, it } from 'vitest';
import { createOnce } from './once.ts';

it('gives back the same text, and goes on when it was full', () => {
  const once = createOnce(2);
  expect(['a', 'b', 'a', 'c', 'a', 'b'].map(once)).toEqual(['a', 'b', 'a', 'c', 'a', 'b']);
});
