export interface Point {
  readonly x: number;
  readonly y: number;
}

const middleOf = (sorted: Float64Array): number => {
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
};

/** The slope of the points in y per x by Theil and Sen: the middle one of those of all pairs, so that up to 29 % of outliers do not move it. NaN with fewer than two places. */
export function slopeOf(points: readonly Point[]): number {
  const slopes: number[] = [];
  for (const [at, { x, y }] of points.entries())
    for (const other of points.slice(at + 1)) if (other.x !== x) slopes.push((other.y - y) / (other.x - x));
  return slopes.length === 0 ? Number.NaN : middleOf(Float64Array.from(slopes).sort());
}
