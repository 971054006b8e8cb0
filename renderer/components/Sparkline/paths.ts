export interface Paths {
  /** Points of each unbroken piece, as SVG writes them. */
  readonly lines: readonly string[];
  /** Pieces of one value alone. */
  readonly dots: readonly (readonly [x: number, y: number])[];
  /** Where the limit lies; null where it is beyond what is shown. */
  readonly limitY: number | null;
}

const EDGE = 1.5;

/** A curve in a box: from zero, or from the lowest where that is below it, up to the highest; gaps break it. */
export function pathsOf(
  values: readonly (number | null)[],
  { width, height, limit = null }: { readonly width: number; readonly height: number; readonly limit?: number | null },
): Paths {
  const known = values.filter((value) => value !== null);
  const low = Math.min(0, ...known);
  const high = Math.max(...known, Number.NEGATIVE_INFINITY);
  const span = high > low ? high - low : 1;
  const x = (place: number): number => round(values.length < 2 ? width / 2 : EDGE + (place / (values.length - 1)) * (width - 2 * EDGE));
  const y = (value: number): number => round(height - EDGE - ((value - low) / span) * (height - 2 * EDGE));
  const pieces: [number, number][][] = [];
  let isBroken = true;
  values.forEach((value, place) => {
    if (value === null) isBroken = true;
    else {
      if (isBroken) pieces.push([]);
      pieces.at(-1)?.push([x(place), y(value)]);
      isBroken = false;
    }
  });
  return {
    lines: pieces.filter(({ length }) => length > 1).map((points) => points.map((point) => point.join(',')).join(' ')),
    dots: pieces.flatMap((points) => (points.length === 1 && points[0] ? [points[0]] : [])),
    limitY: limit !== null && known.length > 0 && limit >= low && limit <= high ? y(limit) : null,
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;
