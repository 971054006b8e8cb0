/** The syllables a Chinese character can be read as, without tones, ü as v; none for anything else. */
export type Look = (character: string) => readonly string[];

/** One character of a text and how it is typed. */
interface Letter {
  readonly character: string;
  readonly syllables: readonly string[];
  /** Everything with which it can begin. */
  readonly begins: string;
  /** Between words: it need not be typed. */
  readonly isSign: boolean;
}

/** A text as it is typed, letter by letter; remembered, because the same names are searched with every key. */
export type Readings = (text: string) => readonly Letter[];

const HAN = /\p{Script=Han}/u;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
/** Above an inventory of 7,000 with room to spare; beyond it the memory is emptied and fills again. */
const KEPT_TEXTS = 20_000;

/** True where a search can have pinyin in it: only then it is worth loading the readings. */
export function mayBePinyin(query: string): boolean {
  return /[a-zü]/i.test(query);
}

function letterOf(character: string, look: Look): Letter {
  // Who has no key for ü types u after l and n.
  const spoken = HAN.test(character) ? look(character).flatMap((one) => (one.includes('v') ? [one, one.replace('v', 'u')] : [one])) : [];
  const syllables = [...new Set(spoken)];
  const begins = [...new Set([character[0], ...syllables.map((one) => one[0])])].join('');
  return { character, syllables, begins, isSign: character !== '\n' && !LETTER_OR_DIGIT.test(character) };
}

/** Readings over what tells the syllables of one character, which is asked once for each. */
export function rememberReadings(look: Look): Readings {
  const letters = new Map<string, Letter>();
  const texts = new Map<string, readonly Letter[]>();
  function known(character: string): Letter {
    const found = letters.get(character);
    if (found !== undefined) return found;
    const made = letterOf(character, look);
    letters.set(character, made);
    return made;
  }
  return (text) => {
    const found = texts.get(text);
    if (found !== undefined) return found;
    if (texts.size >= KEPT_TEXTS) texts.clear();
    const made = Array.from(text.toLowerCase(), known);
    texts.set(text, made);
    return made;
  };
}

/** Adds where in `word` one may be after a letter typed from `at` on: as it is, as a syllable, by its initial, or half a syllable at the end. */
function advance({ character, syllables, isSign }: Letter, word: string, at: number, ends: Set<number>): void {
  if (word.startsWith(character, at)) ends.add(at + character.length);
  if (isSign && at > 0) ends.add(at);
  for (const syllable of syllables) {
    let common = 0;
    while (common < syllable.length && at + common < word.length && syllable[common] === word[at + common]) common += 1;
    if (common === 0) continue;
    ends.add(at + 1);
    if (common === syllable.length || at + common === word.length) ends.add(at + common);
    if (common >= 2 && /^[zcs]h/.test(syllable)) ends.add(at + 2);
  }
}

const NOWHERE: ReadonlySet<number> = new Set();

/** All places in the word are followed at once, so that no name and no search makes it slow. */
function isTypedIn(letters: readonly Letter[], word: string): boolean {
  const first = word.charAt(0);
  let places = NOWHERE;
  for (const letter of letters) {
    const canBegin = letter.begins.includes(first);
    if (places.size === 0 && !canBegin) continue;
    const ends = new Set<number>();
    if (letter.character !== '\n') {
      for (const at of places) advance(letter, word, at, ends);
      if (canBegin) advance(letter, word, 0, ends);
    }
    if (ends.has(word.length)) return true;
    places = ends;
  }
  return false;
}

/**
 * True when every word of the query is somewhere in the text, as it is written or, with readings, in pinyin: initials, whole
 * syllables, both mixed, any reading of a character, signs between them left out. A line break in the text parts what does not
 * belong together.
 */
export function matches(text: string, query: string, readings: Readings | null): boolean {
  const plain = text.toLowerCase();
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => {
    if (plain.includes(word)) return true;
    if (readings === null || !mayBePinyin(word)) return false;
    const typed = word.replaceAll("'", '').replaceAll('ü', 'v');
    return typed !== '' && isTypedIn(readings(text), typed);
  });
}
