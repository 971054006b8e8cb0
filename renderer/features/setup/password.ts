/** How hard a password is to guess, judged from its length and variety alone. */
export type Strength = 'tooShort' | 'weak' | 'enough' | 'strong';

/** What makes it weaker than its length says. */
export type Weakness = 'ownName' | 'repeated' | 'sequence' | 'oneKind';

export interface PasswordJudgement {
  readonly strength: Strength;
  readonly length: number;
  /** Kinds of characters out of small, capital, digit, other, Chinese. */
  readonly kinds: number;
  readonly weaknesses: readonly Weakness[];
}

/** Length the station insists on. */
export const MIN_PASSWORD_LENGTH = 12;
const STRONG_LENGTH = 16;
const OWN_PART_LENGTH = 4;
const RUN_LENGTH = 4;
/** So many different characters are variety enough, however long the password is. */
const VARIED = 8;

const KINDS = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9\u4e00-\u9fff]/, /[\u4e00-\u9fff]/];

/** Judges a password; `own` are words an attacker tries first (account, staff number). Asks no list of leaked passwords, so it promises none. */
export function judgePassword(password: string, own: readonly string[]): PasswordJudgement {
  const characters = [...password];
  const kinds = KINDS.filter((kind) => kind.test(password)).length;
  const lower = password.toLowerCase();
  const weaknesses: Weakness[] = [];
  if (own.some((word) => word.length >= OWN_PART_LENGTH && lower.includes(word.toLowerCase()))) weaknesses.push('ownName');
  if (new Set(characters).size < Math.min(characters.length / 2, VARIED)) weaknesses.push('repeated');
  if (longestRun(characters) >= RUN_LENGTH) weaknesses.push('sequence');
  if (kinds === 1 && characters.length < STRONG_LENGTH + RUN_LENGTH) weaknesses.push('oneKind');
  return { strength: strengthOf(characters.length, kinds, weaknesses.length), length: characters.length, kinds, weaknesses };
}

function strengthOf(length: number, kinds: number, weaknesses: number): Strength {
  if (length < MIN_PASSWORD_LENGTH) return 'tooShort';
  if (weaknesses > 0) return 'weak';
  return length >= STRONG_LENGTH && kinds >= 2 ? 'strong' : 'enough';
}

/** Longest stretch in which each character is the one before, or its neighbour in the same direction (aaaa, 1234, dcba). */
function longestRun(characters: readonly string[]): number {
  let longest = 1;
  let length = 1;
  let direction: number | null = null;
  for (let index = 1; index < characters.length; index++) {
    const step = (characters[index]?.codePointAt(0) ?? 0) - (characters[index - 1]?.codePointAt(0) ?? 0);
    if (Math.abs(step) > 1) {
      length = 1;
      direction = null;
      continue;
    }
    length = direction === null || direction === step ? length + 1 : 2;
    direction = step;
    longest = Math.max(longest, length);
  }
  return longest;
}
