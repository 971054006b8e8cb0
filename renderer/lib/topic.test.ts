import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyTopic, later, type TopicChange, type TopicState } from './topic.ts';

interface Row {
  readonly id: string;
  readonly value: number;
}
const idOf = (row: Row) => row.id;
const state = (version: number, ...items: Row[]): TopicState<Row> => ({ version, at: version * 1000, items });
const change = (from: number, version: number, upsert: Row[] = [], remove: string[] = []): TopicChange<Row> => ({
  type: 'change',
  from,
  version,
  at: version * 1000,
  upsert,
  remove,
});
const a = { id: 'a', value: 1 };
const b = { id: 'b', value: 1 };

test('a snapshot replaces whatever was there, also with a lower version after a restart of the station', () => {
  const applied = applyTopic(state(90, a), { type: 'snapshot', version: 2, at: 5, items: [b] }, idOf);
  expect(applied).toEqual({ kind: 'state', state: { version: 2, at: 5, items: [b] } });
});

test('a change replaces in place, appends what is new and takes away what is gone', () => {
  const applied = applyTopic(
    state(1, a, b),
    change(
      1,
      2,
      [
        { id: 'a', value: 2 },
        { id: 'c', value: 1 },
      ],
      ['b'],
    ),
    idOf,
  );
  expect(applied).toEqual({
    kind: 'state',
    state: {
      version: 2,
      at: 2000,
      items: [
        { id: 'a', value: 2 },
        { id: 'c', value: 1 },
      ],
    },
  });
});

test('a change that does not continue from our version is a gap', () => {
  expect(applyTopic(state(1, a), change(2, 3, [b]), idOf)).toEqual({ kind: 'gap' });
  expect(applyTopic(null, change(0, 1, [b]), idOf)).toEqual({ kind: 'gap' });
});

test('a change we already have leaves the same object, so nothing renders', () => {
  const old = state(5, a);
  const applied = applyTopic(old, change(3, 5, [b]), idOf);
  expect(applied.kind === 'state' && applied.state).toBe(old);
});

test('a change without rows keeps the same list', () => {
  const old = state(5, a);
  const applied = applyTopic(old, change(5, 6), idOf);
  expect(applied.kind === 'state' && applied.state.items).toBe(old.items);
});

test('a chain of changes gives the same rows as the map it describes', () => {
  const step = fc.record({
    upsert: fc.uniqueArray(fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), value: fc.nat(9) }), { selector: (row) => row.id }),
    remove: fc.subarray(['a', 'b', 'c', 'd']),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const model = new Map<string, number>();
      let current: TopicState<Row> = state(0);
      for (const { upsert, remove } of steps) {
        for (const row of upsert) model.set(row.id, row.value);
        for (const id of remove) model.delete(id);
        const applied = applyTopic(current, change(current.version, current.version + 1, upsert, remove), idOf);
        if (applied.kind === 'gap') throw new Error('unexpected gap');
        current = applied.state;
      }
      expect(new Map(current.items.map((row) => [row.id, row.value]))).toEqual(model);
    }),
  );
});

test('a slow answer never undoes a newer picture', () => {
  expect(later({ at: 10 }, { at: 9 })).toEqual({ at: 10 });
  expect(later({ at: 10 }, { at: 10 })).toEqual({ at: 10 });
  expect(later(undefined, { at: 1 })).toEqual({ at: 1 });
});
