import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesOf, named } from './changes.ts';
import { PART_CLASSES, type Part } from './part.ts';

const part = (component: string, more: Partial<Part> = {}): Part => ({
  ...{ index: 1, parent: 0, position: -1, class: 'module', component, description: '', model: 'M', serial: 'S', manufacturer: '' },
  ...{ hardware: '', firmware: '', software: '1.0', isReplaceable: null, port: '' },
  ...more,
});
const kinds = (before: readonly Part[], after: readonly Part[], isCut = false) =>
  changesOf(before, after, isCut).map(({ kind, component }) => `${kind} ${component}`);

describe('R-8.2.4-a2-2 R-8.2.9-d2-2 what changed of the parts of a device', () => {
  test('another serial number in the same place is another part; another version is the same part', () => {
    expect(kinds([part('Slot 1')], [part('Slot 1', { serial: 'T', software: '2.0' })])).toEqual(['replaced Slot 1']);
    expect(kinds([part('Slot 1')], [part('Slot 1', { software: '2.0' })])).toEqual(['changed Slot 1']);
    expect(kinds([part('Slot 1')], [part('Slot 1', { index: 77, position: 3, description: 'x' })])).toEqual([]);
  });

  test('what is not said any more, or is said for the first time, is no change', () => {
    expect(kinds([part('Slot 1')], [part('Slot 1', { serial: '', software: '', model: '' })])).toEqual([]);
    expect(kinds([part('Slot 1', { serial: '', software: '' })], [part('Slot 1')])).toEqual([]);
  });

  test('what comes and goes is told, but ports and cages without a serial number are not, and nothing is gone of what was not read whole', () => {
    const port = part('Gi0/1', { class: 'port', serial: '' });
    expect(kinds([part('A'), port], [part('B'), part('Gi0/2', { class: 'port', serial: '' })])).toEqual(['added B', 'removed A']);
    expect(kinds([part('A')], [part('B')], true)).toEqual(['added B']);
  });

  test('of any parts: nothing between a telling and itself; each change is of one part; there and back is undone', () => {
    const any = fc
      .array(
        fc
          .record({
            component: fc.constantFrom('a', 'b', 'c', 'd'),
            class: fc.constantFrom(...PART_CLASSES),
            serial: fc.constantFrom('', '1', '2'),
            index: fc.nat(9),
          })
          .map(({ component, ...more }) => part(component, more)),
        { maxLength: 8 },
      )
      .map(named);
    fc.assert(
      fc.property(any, any, (before, after) => {
        expect(new Set(before.map(({ component }) => component)).size).toBe(before.length);
        expect(changesOf(before, before, false)).toEqual([]);
        const there = changesOf(before, after, false);
        expect(new Set(there.map(({ component }) => component)).size).toBe(there.length);
        const undone = { added: 'removed', removed: 'added', replaced: 'replaced', changed: 'changed' } as const;
        const back = changesOf(after, before, false).map(({ kind, component }) => `${kind} ${component}`);
        expect(back.sort()).toEqual(there.map(({ kind, component }) => `${undone[kind]} ${component}`).sort());
      }),
    );
  });
});
