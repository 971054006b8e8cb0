import { expect, test } from 'vitest';
import { createCursor } from './cursor.tsx';

const reader = (gaps: readonly { from: number; to: number }[], isVisible = true) => ({
  element: () => null,
  isVisible: () => isVisible,
  read: (at: number) => [`at ${at}`],
  gaps,
});

test('every chart hears of a move, and of nothing when the cursor stays', () => {
  const cursor = createCursor();
  let heard = 0;
  const stop = cursor.subscribe(() => heard++);
  cursor.set(5);
  cursor.set(5);
  expect([cursor.get(), heard]).toEqual([5, 1]);
  stop();
  cursor.set(null);
  expect([cursor.get(), heard]).toEqual([null, 1]);
});

test('only charts in sight are read', () => {
  const cursor = createCursor();
  cursor.register(reader([]));
  cursor.register(reader([], false));
  expect(cursor.read(7)).toEqual(['at 7']);
});

test('an outage seen by several charts is one gap, the same array until a chart changes, and gone with its charts', () => {
  const cursor = createCursor();
  const leave = [cursor.register(reader([{ from: 1, to: 4 }])), cursor.register(reader([{ from: 2, to: 5 }]))];
  expect(cursor.gaps()).toEqual([{ from: 1, to: 5 }]);
  expect(cursor.gaps()).toBe(cursor.gaps());
  for (const stop of leave) stop();
  expect(cursor.gaps()).toEqual([]);
});
