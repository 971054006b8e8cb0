import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathsOf } from './paths.ts';

const BOX = { width: 44, height: 16 };

describe('R-8.4.3-h-2 a small curve', () => {
  it('is broken where nothing is known, and one value alone is a dot', () => {
    const { lines, dots } = pathsOf([1, 2, null, 3, null, 4, 5], BOX);
    expect([lines.length, dots.length]).toEqual([2, 1]);
    expect(pathsOf([null, null], BOX)).toEqual({ lines: [], dots: [], limitY: null });
  });

  it('shows a limit only where the curve comes near it', () => {
    expect(pathsOf([1, 5], { ...BOX, limit: 4 }).limitY).not.toBeNull();
    expect(pathsOf([1, 3], { ...BOX, limit: 4 }).limitY).toBeNull();
  });

  it('any values: every known one is drawn, inside the box, higher values higher', () => {
    const any = fc.array(fc.option(fc.double({ min: -1e6, max: 1e12, noNaN: true }), { nil: null }), { maxLength: 60 });
    fc.assert(
      fc.property(any, (values) => {
        const { lines, dots } = pathsOf(values, BOX);
        const points = [...lines.flatMap((line) => line.split(' ').map((point) => point.split(',').map(Number))), ...dots];
        expect(points.length).toBe(values.filter((value) => value !== null).length);
        for (const [x = -1, y = -1] of points) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(BOX.width);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(BOX.height);
        }
      }),
    );
    const [first, second] =
      pathsOf([1, 9], BOX)
        .lines[0]?.split(' ')
        .map((point) => Number(point.split(',')[1])) ?? [];
    expect(second).toBeLessThan(first ?? 0);
  });
});
