/** A straight line by least squares through points, with what its confidence follows from. Times in ms. */
export interface Line {
  readonly count: number;
  readonly meanAt: number;
  readonly mean: number;
  /** Change a ms. */
  readonly slope: number;
  /** Share of the spread that the line explains, 0 to 1. */
  readonly fit: number;
  /** Sum of squares of times about their mean. */
  readonly spreadAt: number;
  /** Variance of the points about the line, with count - 2 degrees of freedom. */
  readonly variance: number;
}

/** The line through at least three points at different times; null of fewer. */
export function fitLine(at: readonly number[], value: readonly number[]): Line | null {
  const count = at.length;
  if (count < 3) return null;
  const meanOf = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0) / count;
  const [meanAt, mean] = [meanOf(at), meanOf(value)];
  let [spreadAt, spread, common] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    const x = (at[i] ?? 0) - meanAt;
    const y = (value[i] ?? 0) - mean;
    spreadAt += x * x;
    spread += y * y;
    common += x * y;
  }
  if (spreadAt === 0) return null;
  const explained = (common * common) / spreadAt;
  return {
    ...{ count, meanAt, mean, spreadAt, slope: common / spreadAt },
    fit: spread === 0 ? 1 : Math.min(1, explained / spread),
    variance: Math.max(0, spread - explained) / (count - 2),
  };
}

/** Two-sided 95 % quantiles of Student's t for 1 to 30 degrees of freedom; beyond they are close to those of the normal distribution. */
const STUDENT = [
  ...[12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228],
  ...[2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093, 2.086],
  ...[2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042],
] as const;

/** Student's t for a confidence of 95 %: from the table, then by the first terms of Cornish and Fisher. */
export function student95(freedom: number): number {
  const known = STUDENT[freedom - 1];
  if (known !== undefined) return known;
  const z = 1.959964;
  return z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2);
}

/** When a line reaches a level, and between which times it does with a confidence of 95 %. */
export interface Reached {
  readonly at: number;
  readonly earliest: number;
  readonly latest: number;
}

/**
 * When a line reaches a level, before or after its points; null where its slope cannot be told from none, for then the limits are not
 * limits. They are those of Fieller: where the confidence band of the line crosses the level.
 */
export function whenReached({ count, meanAt, mean, slope, spreadAt, variance }: Line, level: number): Reached | null {
  const t = student95(count - 2);
  const wide = t * t * variance;
  // A slope of a perfect line is certain, however small; that of none is not one.
  const curvature = slope * slope - wide / spreadAt;
  if (slope === 0 || curvature <= 0) return null;
  const away = level - mean;
  const root = Math.sqrt(Math.max(0, slope * slope * away * away - curvature * (away * away - wide / count)));
  const ends = [(slope * away - root) / curvature, (slope * away + root) / curvature];
  return { at: meanAt + away / slope, earliest: meanAt + Math.min(...ends), latest: meanAt + Math.max(...ends) };
}
