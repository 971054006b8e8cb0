import type { Counts } from '../station/counts.ts';
import { type Canvas, type Colour, createCanvas, disc, encodePng, fill, glyph, polygon, regularPolygon, type Shape } from './raster.ts';

/** A severity's mark: the same shape and colour as everywhere, on a dark panel. */
interface Mark {
  readonly shape: (size: number) => Shape;
  readonly colour: Colour;
}

const INK: Colour = [0x12, 0x14, 0x16];
const QUIET: Colour = [0x9a, 0xa2, 0xaa];
const middle = (size: number) => [size / 2, size / 2] as const;

const MARKS = {
  critical: { colour: [0xf0, 0x44, 0x3a], shape: (size) => polygon(regularPolygon(8, middle(size), size * 0.5, 1 / 16)) },
  major: {
    colour: [0xff, 0x9a, 0x1f],
    shape: (size) =>
      polygon([
        [size / 2, 0],
        [size, size],
        [0, size],
      ]),
  },
  minor: { colour: [0xff, 0xe9, 0x5c], shape: (size) => polygon(regularPolygon(4, middle(size), size * 0.66, 1 / 8)) },
  warning: { colour: [0x58, 0xa6, 0xff], shape: (size) => disc(middle(size), size * 0.48) },
} as const satisfies Record<string, Mark>;

const SEVERITIES = ['critical', 'major', 'minor', 'warning'] as const;

// Digits of three by five dots.
const GLYPHS: Readonly<Record<string, readonly string[]>> = {
  '0': ['###', '#.#', '#.#', '#.#', '###'],
  '1': ['.#.', '##.', '.#.', '.#.', '###'],
  '2': ['###', '..#', '###', '#..', '###'],
  '3': ['###', '..#', '###', '..#', '###'],
  '4': ['#.#', '#.#', '###', '..#', '..#'],
  '5': ['###', '#..', '###', '..#', '###'],
  '6': ['###', '#..', '###', '#.#', '###'],
  '7': ['###', '..#', '..#', '.#.', '.#.'],
  '8': ['###', '#.#', '###', '#.#', '###'],
  '9': ['###', '#.#', '###', '..#', '###'],
  '+': ['...', '.#.', '###', '.#.', '...'],
  '?': ['###', '..#', '.##', '...', '.#.'],
};

function write(canvas: Canvas, text: string, colour: Colour, lowered: number): void {
  const pixel = Math.floor(canvas.size / (text.length > 1 ? 11 : 8));
  const width = (text.length * 4 - 1) * pixel;
  const left = Math.round((canvas.size - width) / 2);
  const top = Math.round((canvas.size - 5 * pixel) / 2 + lowered * canvas.size);
  for (const [index, character] of [...text].entries())
    fill(canvas, glyph(GLYPHS[character] ?? [], [left + index * 4 * pixel, top], pixel), colour);
}

/** The most severe kind of active alarm and how many there are of it; undefined when nothing is active. */
export function topSeverity(counts: Counts): { severity: (typeof SEVERITIES)[number]; count: number } | undefined {
  const severity = SEVERITIES.find((name) => counts[name] > 0);
  return severity && { severity, count: counts[severity] };
}

/** What is written into the mark: the number up to 99, then `9+`. */
export function markText(count: number): string {
  return count > 99 ? '9+' : String(count);
}

/**
 * The tray's picture as PNG, `size` pixels square: mark and number of the most severe active alarms, a quiet ring when there is none, a
 * question mark in a ring while the counts are unknown.
 */
export function drawTrayIcon(counts: Counts | undefined, size: number): Buffer {
  const canvas = createCanvas(size);
  const top = counts && topSeverity(counts);
  if (top) {
    fill(canvas, MARKS[top.severity].shape(size), MARKS[top.severity].colour);
    write(canvas, markText(top.count), INK, top.severity === 'major' ? 0.18 : 0);
  } else {
    fill(canvas, disc(middle(size), size * 0.47, size * 0.36), QUIET);
    if (counts) fill(canvas, disc(middle(size), size * 0.14), QUIET);
    else write(canvas, '?', QUIET, 0);
  }
  return encodePng(canvas);
}
