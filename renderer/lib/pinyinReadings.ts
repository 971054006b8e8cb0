import { polyphonic } from 'pinyin-pro';
import { type Readings, rememberReadings } from './pinyin.ts';

/** Readings of every Chinese character. Large: import it only when it is needed, so that it is a chunk of its own. */
export const readings: Readings = rememberReadings(
  (character) => polyphonic(character, { toneType: 'none', type: 'array', v: true })[0] ?? [],
);
