import { describe, expect, test } from 'vitest';
import { chooseDisplays } from './displays.ts';

const at = (id: number, x: number, y = 0) => ({ id, bounds: { x, y, width: 1920, height: 1080 } });
const DISPLAYS = [at(30, 3840), at(10, 0), at(20, 1920), at(11, 0, 1080)];
const ids = (chosen: number[]) => chooseDisplays(DISPLAYS, chosen).map(({ number, display }) => [number, display.id]);

describe('displays of a wall', () => {
  test('are numbered left to right, then top to bottom, whatever order the system gives', () => {
    expect(ids([])).toEqual([
      [1, 10],
      [2, 11],
      [3, 20],
      [4, 30],
    ]);
  });
  test('only the chosen ones that exist are used', () => {
    expect(ids([4, 1, 9])).toEqual([
      [1, 10],
      [4, 30],
    ]);
  });
});
