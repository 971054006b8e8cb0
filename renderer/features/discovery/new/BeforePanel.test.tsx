import { expect, test } from 'vitest';
import { scopeOf } from '../../../../shared/domain/discovery/ranges.ts';
import { markup, words } from '../../../testing/markup.tsx';
import { BeforePanel } from './BeforePanel.tsx';
import { EMPTY_DRAFT, faultsOf, inputOf } from './draft.ts';

const panel = (ranges: string, exclusions = '') =>
  words(markup(<BeforePanel draft={{ ...EMPTY_DRAFT, ranges, exclusions }} scope={scopeOf(ranges, exclusions)} />));

test('what is asked and what is not are said before the start, and the numbers add up', () => {
  const text = panel('10.12.0.0/20', '10.12.3.0/24');
  expect(text).toContain('3,838 个地址');
  expect(text).toContain('4,094 = 3,838 + 256');
  expect(text).toContain('不问 SNMP');
  expect(text).toContain('最多 48 个包，同一问最多发 2 次');
});

test('an entry that cannot be read says why, and a prefix too large for any screen is counted all the same', () => {
  expect(panel('10.0.0.9-3')).toContain('10.0.0.9-3 末地址小于首地址');
  expect(panel('2001:db8::/64')).toContain('18,446,744,073,709,551,616');
  expect(panel('')).toContain('还没有填写');
});

test('nothing is sent while something is missing', () => {
  const draft = { ...EMPTY_DRAFT, name: ' 网段 ', ranges: '10.0.0.1' };
  expect(inputOf(draft, scopeOf(draft.ranges, ''))).toMatchObject({ name: '网段', port: 161, pace: 50 });
  expect(inputOf(draft, scopeOf('core', ''))).toBeNull();
  expect(faultsOf({ ...draft, name: ' ', port: '70000' })).toEqual(['name', 'port']);
});
