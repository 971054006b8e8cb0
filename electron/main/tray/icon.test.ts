import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { drawTrayIcon, markText, topSeverity } from './icon.ts';
import { createCanvas, disc, encodePng, fill, polygon, regularPolygon } from './raster.ts';

const NONE = { critical: 0, major: 0, minor: 0, warning: 0, unacknowledged: 0 };
const SIZE = 32;

/** Pixels of a PNG written by encodePng: one IDAT, no filters. */
function pixels(png: Buffer): (x: number, y: number) => number[] {
  const start = png.indexOf('IDAT') + 4;
  const rows = inflateSync(png.subarray(start, start + png.readUInt32BE(start - 8)));
  return (x, y) => [...rows.subarray(y * (SIZE * 4 + 1) + 1 + x * 4, y * (SIZE * 4 + 1) + 5 + x * 4)];
}

describe('picture of the tray', () => {
  test('shows the most severe kind that is active', () => {
    expect(topSeverity({ ...NONE, warning: 9, critical: 2 })).toEqual({ severity: 'critical', count: 2 });
    expect(topSeverity({ ...NONE, minor: 1 })).toEqual({ severity: 'minor', count: 1 });
    expect(topSeverity(NONE)).toBeUndefined();
    expect([1, 99, 100].map(markText)).toEqual(['1', '99', '9+']);
  });

  test.each([
    ['critical', [0xf0, 0x44, 0x3a, 255], [4, 16]],
    ['major', [0xff, 0x9a, 0x1f, 255], [16, 8]],
    ['minor', [0xff, 0xe9, 0x5c, 255], [4, 4]],
    ['warning', [0x58, 0xa6, 0xff, 255], [4, 16]],
  ] as const)('%s has its colour', (severity, colour, [x, y]) => {
    expect(pixels(drawTrayIcon({ ...NONE, [severity]: 1 }, SIZE))(x, y)).toEqual(colour);
  });

  test('each severity keeps its shape: the corners tell them apart without colour', () => {
    const corner = (severity: 'critical' | 'major' | 'minor' | 'warning', x: number, y: number) =>
      (pixels(drawTrayIcon({ ...NONE, [severity]: 1 }, SIZE))(x, y)[3] ?? 0) > 127;
    expect(corner('minor', 3, 3)).toBe(true);
    expect(corner('critical', 3, 3)).toBe(false);
    expect(corner('major', 3, 3)).toBe(false);
    expect(corner('major', 2, 30)).toBe(true);
    expect(corner('warning', 2, 30)).toBe(false);
  });

  test('quiet, unknown and different numbers are different pictures', () => {
    const pictures = [undefined, NONE, { ...NONE, critical: 1 }, { ...NONE, critical: 2 }, { ...NONE, critical: 120 }];
    expect(new Set(pictures.map((counts) => drawTrayIcon(counts, SIZE).toString('base64'))).size).toBe(5);
  });
});

describe('raster', () => {
  test('edges are smoothed and the inside is full', () => {
    const canvas = createCanvas(SIZE);
    fill(canvas, disc([16, 16], 10), [1, 2, 3]);
    const at = pixels(encodePng(canvas));
    expect(at(16, 16)).toEqual([1, 2, 3, 255]);
    expect(at(0, 0)).toEqual([0, 0, 0, 0]);
    const edge = Array.from({ length: SIZE }, (_, x) => at(x, 8)[3] ?? 0).filter((alpha) => alpha > 0 && alpha < 255);
    expect(edge.length).toBeGreaterThan(0);
  });
  test('a polygon is filled whichever way its corners run', () => {
    const corners = regularPolygon(8, [16, 16], 10);
    expect(polygon(corners)(16, 16)).toBe(true);
    expect(polygon([...corners].reverse())(16, 16)).toBe(true);
    expect(polygon(corners)(27, 16)).toBe(false);
  });
});
