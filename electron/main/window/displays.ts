/** The part of a display the wall looks at. */
export interface WallDisplay {
  readonly id: number;
  readonly bounds: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** Displays in reading order: left to right, then top to bottom. */
export function inReadingOrder<D extends WallDisplay>(displays: readonly D[]): D[] {
  return [...displays].sort((a, b) => a.bounds.x - b.bounds.x || a.bounds.y - b.bounds.y);
}

/** The displays a wall uses, with their numbers: the chosen ones that exist, or all when none was chosen. */
export function chooseDisplays<D extends WallDisplay>(displays: readonly D[], chosen: readonly number[]): { number: number; display: D }[] {
  return inReadingOrder(displays)
    .map((display, index) => ({ number: index + 1, display }))
    .filter(({ number }) => chosen.length === 0 || chosen.includes(number));
}
