import type { Instant } from '../id.ts';

/** Something that is heard of again and again, under what it is heard through. */
export interface Heart {
  readonly id: string;
  /** What must live for this one to be heard; null for a root. */
  readonly parent: string | null;
  /** The newest sign of life; null before the first. */
  readonly lastAt: Instant | null;
  /** Since when it could have been heard without a break. */
  readonly watchedFrom: Instant;
  /** How long it may be quiet in ms; null while nobody knows. */
  readonly limitMs: number | null;
}

/**
 * `beating`; `learning`: how long it may be quiet is not known; `silent`: said to be interrupted; `covered`: silent, and told with what it is
 * heard through; `held`: silent, while what it is heard through is quiet enough that it may be the one to tell of.
 */
export const HEART_STATES = ['beating', 'learning', 'silent', 'covered', 'held'] as const;
export type HeartState = (typeof HEART_STATES)[number];

export interface Judged {
  readonly state: HeartState;
  /** Since when nothing was heard. */
  readonly quietSince: Instant;
  /** What it is told with, or waits for. */
  readonly by: string | null;
  readonly limitMs: number | null;
}

/** Whoever is this much of its limit quiet may be the root of the silence below. */
const DOUBTFUL = 0.5;
const NOBODY: ReadonlyMap<string, Instant> = new Map();

const quietSince = ({ lastAt, watchedFrom }: Heart, now: Instant): Instant => Math.min(now, Math.max(lastAt ?? watchedFrom, watchedFrom));

const isQuietFor = (heart: Heart, share: number, now: Instant): boolean =>
  heart.limitMs !== null && now - quietSince(heart, now) >= share * heart.limitMs;

/** Nothing was heard of it since it was told of, nor since it could be heard again: after a restart, or when the clock was set. */
const isUnheard = ({ lastAt, watchedFrom }: Heart, toldAt: Instant, now: Instant): boolean =>
  lastAt === null || lastAt < Math.max(watchedFrom, toldAt <= now ? toldAt : watchedFrom);

/** What is above a heart, nearest first; a parent that is not among them, and a circle, end the way. */
function above(heart: Heart, hearts: ReadonlyMap<string, Heart>): readonly Heart[] {
  const way: Heart[] = [];
  let at = heart.parent === null ? undefined : hearts.get(heart.parent);
  while (at && at !== heart && !way.includes(at)) {
    way.push(at);
    at = at.parent === null ? undefined : hearts.get(at.parent);
  }
  return way;
}

/**
 * Who is silent at `now`, roots first: of a silent one and all that is heard through it one alone is told of, the topmost. Nothing is
 * silent before its limit is over, counted from the newest sign of life or from when it could first have been heard; nothing that is
 * over its limit is left untold but for half the longest limit of what it is heard through. Whoever was `told` of as silent stays so
 * until it is heard after that: that nobody could listen for a while, or a longer limit, is no sign of life.
 */
export function judgeHearts(
  list: readonly Heart[],
  now: Instant,
  told: ReadonlyMap<string, Instant> = NOBODY,
): ReadonlyMap<string, Judged> {
  const hearts = new Map(list.map((heart) => [heart.id, heart]));
  const isOver = (heart: Heart): boolean => {
    const toldAt = told.get(heart.id);
    return isQuietFor(heart, 1, now) || (heart.limitMs !== null && toldAt !== undefined && isUnheard(heart, toldAt, now));
  };
  return new Map(
    list.map((heart): [string, Judged] => {
      const since = quietSince(heart, now);
      const is = (state: HeartState, by: string | null = null): [string, Judged] => [
        heart.id,
        { state, quietSince: since, by, limitMs: heart.limitMs },
      ];
      if (heart.limitMs === null) return is('learning');
      if (!isOver(heart)) return is('beating');
      const way = above(heart, hearts);
      const silent = way.findLast(isOver);
      if (silent) return is('covered', silent.id);
      const doubtful = way.findLast((one) => isQuietFor(one, DOUBTFUL, now));
      return is(doubtful ? 'held' : 'silent', doubtful?.id ?? null);
    }),
  );
}
