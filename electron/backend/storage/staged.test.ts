import { expect, test } from 'vitest';
import { createStagedMap } from './staged.ts';
import type { Work } from './writer.ts';

/** A transaction that ends as the test says. */
function aWork(): { readonly work: Work; commit(): void; rollBack(): void } {
  const commits: (() => void)[] = [];
  const rollbacks: (() => void)[] = [];
  const work = { onCommit: (action: () => void) => commits.push(action), onRollback: (action: () => void) => rollbacks.push(action) };
  return {
    work: work as unknown as Work,
    commit: () => {
      for (const action of commits) action();
    },
    rollBack: () => {
      for (const action of rollbacks.reverse()) action();
    },
  };
}

test('what a transaction sets is durable with its commit and was never there after a rollback', () => {
  const map = createStagedMap([['a', 1]]);
  const first = aWork();
  map.set(first.work, 'a', 2);
  map.set(first.work, 'b', 2);
  const second = aWork();
  map.set(second.work, 'a', 3);
  expect(map.within(second.work)).toEqual(
    new Map([
      ['a', 3],
      ['b', 2],
    ]),
  );
  expect(map.durable).toEqual(new Map([['a', 1]]));
  second.rollBack();
  first.commit();
  expect(map.durable).toEqual(
    new Map([
      ['a', 2],
      ['b', 2],
    ]),
  );
  expect(map.within(first.work)).toEqual(map.durable);
  const third = aWork();
  map.set(third.work, 'c', 3);
  third.rollBack();
  expect(map.within(third.work)).toEqual(map.durable);
});
