import { expect, test } from 'vitest';
import { isLeaving } from './search.ts';

const at = (search: Record<string, string>, pathname = '/policies') => ({ pathname, search });

test.each([
  ['another policy', at({ id: 'b' }), true],
  ['a copy of it', at({ id: 'new', from: 'a' }), true],
  ['silent observation', at({ id: 'a', view: 'silent' }), true],
  ['another page', at({}, '/alarms'), true],
  ['a search in the list', at({ id: 'a', q: '内存' }), false],
  ['signing out', at({}, '/sign-in'), false],
])('an unsaved draft is held back from going to %s: %o %s', (_, next, expected) => {
  expect(isLeaving(at({ id: 'a' }), next)).toBe(expected);
});
