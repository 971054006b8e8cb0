import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** Where the desk window was. */
export const Place = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(640),
  height: z.int().min(480),
  isMaximised: z.boolean(),
});
export type Place = z.output<typeof Place>;

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** True when at least a title bar's worth of the place lies on one of the displays, so that it can be reached with the mouse. */
export function isReachable(place: Area, displays: readonly Area[]): boolean {
  return displays.some((area) => {
    const width = Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x);
    const isTopInside = place.y >= area.y && place.y < area.y + area.height - 40;
    return width >= 100 && isTopInside;
  });
}

/** The remembered place; undefined when there is none or it is malformed. */
export function readPlace(file: string): Place | undefined {
  try {
    return Place.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** Remembers a place; the file is replaced as a whole. Losing it costs a window position, so a failure is the caller's to ignore. */
export function writePlace(file: string, place: Place): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, JSON.stringify(place));
  renameSync(`${file}.new`, file);
}
