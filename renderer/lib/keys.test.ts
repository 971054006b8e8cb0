import { expect, test } from 'vitest';
import { type Begun, type Binding, isComposing, keyCap, matchPress, type Press, SEQUENCE_MS } from './keys.ts';

const binding = (id: string, keys: string, more: Partial<Binding> = {}): Binding => ({
  id,
  keys,
  title: id,
  group: 'g',
  run: () => undefined,
  ...more,
});
const press = (code: string, more: Partial<Press> = {}): Press => ({
  code,
  ctrl: false,
  shift: false,
  alt: false,
  inText: false,
  isComposing: false,
  ...more,
});
const bindings = [
  binding('acknowledge', 'KeyA'),
  binding('acknowledgeAll', 'Shift+KeyA'),
  binding('goAlarms', 'KeyG KeyA'),
  binding('goHealth', 'KeyG KeyH'),
  binding('palette', 'Control+KeyK', { inText: true }),
  binding('escape', 'Escape', { inText: true }),
];

function type(...presses: (readonly [Press, number])[]): string[] {
  let begun: Begun | null = null;
  const ran: string[] = [];
  for (const [one, at] of presses) {
    const matched = matchPress(bindings, begun, one, at);
    begun = matched.begun;
    if (matched.binding) ran.push(matched.binding.id);
  }
  return ran;
}

test('a letter and the same letter with Shift are two commands', () => {
  expect(type([press('KeyA'), 0])).toEqual(['acknowledge']);
  expect(type([press('KeyA', { shift: true }), 0])).toEqual(['acknowledgeAll']);
});

test('a sequence runs once and does not also run its last letter', () => {
  expect(type([press('KeyG'), 0], [press('KeyA'), 300])).toEqual(['goAlarms']);
  expect(type([press('KeyG'), 0], [press('KeyH'), 300], [press('KeyA'), 600])).toEqual(['goHealth', 'acknowledge']);
});

test('a sequence is forgotten after a second', () => {
  expect(type([press('KeyG'), 0], [press('KeyA'), SEQUENCE_MS + 1])).toEqual(['acknowledge']);
});

test('a key that does not continue the sequence counts for itself', () => {
  expect(type([press('KeyG'), 0], [press('KeyA', { shift: true }), 100])).toEqual(['acknowledgeAll']);
});

test('holding Shift for the second key does not break a sequence', () => {
  expect(type([press('KeyG'), 0], [press('ShiftLeft', { shift: true }), 50], [press('KeyH'), 100])).toEqual(['goHealth']);
});

test('in a text box letters are text; only what says so works', () => {
  expect(type([press('KeyA', { inText: true }), 0])).toEqual([]);
  expect(type([press('KeyK', { inText: true, ctrl: true }), 0])).toEqual(['palette']);
  expect(type([press('Escape', { inText: true }), 0])).toEqual(['escape']);
});

test('a key of a composing input method is never a command', () => {
  expect(type([press('KeyA', { isComposing: true }), 0])).toEqual([]);
  expect(type([press('Escape', { inText: true, isComposing: true }), 0])).toEqual([]);
  expect(isComposing({ isComposing: false, key: 'Process' })).toBe(true);
  expect(isComposing({ isComposing: false, key: 'Enter' })).toBe(false);
});

test('a later binding of the same key wins, for a dialog over a page', () => {
  const over = [...bindings, binding('close', 'Escape')];
  expect(matchPress(over, null, press('Escape'), 0).binding?.id).toBe('close');
});

test('caps are printed as people read them', () => {
  expect(['KeyG KeyA', 'Shift+KeyA', 'Shift+Slash', 'Control+KeyK', 'Digit1', 'Slash', 'Escape'].map(keyCap)).toEqual([
    'g a',
    'A',
    '?',
    'Ctrl K',
    '1',
    '/',
    'Esc',
  ]);
});
