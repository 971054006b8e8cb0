import { expect, it } from 'vitest';
import { MINUTE, RESOURCE_ID, SECOND, T0 } from '../../../test/support/alarms.ts';
import type { Work } from '../storage/writer.ts';
import { createPace } from './pace.ts';

function aWork(): { readonly work: Work; rollBack(): void } {
  const undo: (() => void)[] = [];
  const work = { onRollback: (run: () => void) => undo.push(run) } as unknown as Work;
  return { work, rollBack: () => undo.reverse().forEach((run) => void run()) };
}

it('tells since when a resource is polled as often as now', () => {
  const pace = createPace();
  const { work } = aWork();
  expect(pace(work, RESOURCE_ID, 4 * MINUTE, T0)).toBe(Number.NEGATIVE_INFINITY);
  expect(pace(work, RESOURCE_ID, 4 * MINUTE, T0 + 1)).toBe(Number.NEGATIVE_INFINITY);
  expect(pace(work, RESOURCE_ID, 10 * SECOND, T0 + 2)).toBe(T0 + 2);
  expect(pace(work, RESOURCE_ID, 10 * SECOND, T0 + 9)).toBe(T0 + 2);
  expect(pace(work, 'other', 10 * SECOND, T0 + 9), 'each by itself').toBe(Number.NEGATIVE_INFINITY);
});

it('a change that was rolled back has not been one, and a clock set back leaves nothing in the future', () => {
  const pace = createPace();
  pace(aWork().work, RESOURCE_ID, 4 * MINUTE, T0);
  const { work, rollBack } = aWork();
  pace(work, RESOURCE_ID, 10 * SECOND, T0 + 1);
  rollBack();
  expect(pace(aWork().work, RESOURCE_ID, 4 * MINUTE, T0 + 2)).toBe(Number.NEGATIVE_INFINITY);
  pace(aWork().work, RESOURCE_ID, 10 * SECOND, T0 + 3);
  expect(pace(aWork().work, RESOURCE_ID, 10 * SECOND, T0 - MINUTE)).toBe(T0 - MINUTE);
});
