import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isReachable, readPlace, writePlace } from './place.ts';

const DISPLAY = { x: 0, y: 0, width: 1920, height: 1080 };
const PLACE = { x: 10, y: 20, width: 1600, height: 900, isMaximised: false };

describe('where the window was', () => {
  test('it is remembered, and nonsense is not', () => {
    const folder = mkdtempSync(join(tmpdir(), 'place-'));
    const file = join(folder, 'shell', 'place.json');
    expect(readPlace(file)).toBeUndefined();
    writePlace(file, PLACE);
    expect(readPlace(file)).toEqual(PLACE);
    writeFileSync(file, '{"x":1e99}');
    expect(readPlace(file)).toBeUndefined();
    rmSync(folder, { recursive: true });
  });
  test.each([
    ['on the display', PLACE, true],
    ['beyond its right edge', { ...PLACE, x: 1900 }, false],
    ['above it, so that the title bar cannot be reached', { ...PLACE, y: -200 }, false],
    ['below it', { ...PLACE, y: 1070 }, false],
    ['half off to the left', { ...PLACE, x: -800 }, true],
  ])('%s', (_what, place, expected) => {
    expect(isReachable(place, [DISPLAY])).toBe(expected);
  });
});
