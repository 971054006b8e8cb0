import { expect, test } from 'vitest';
import { resourceText } from '../../lib/resourceText.ts';
import { markup, words } from '../../testing/markup.tsx';
import { ResourceName } from './ResourceName.tsx';

test('what stands for no real device says so behind its name, and a real one has its name alone', () => {
  expect(words(markup(<ResourceName name="SW-CORE-1" isSimulated />))).toBe('SW-CORE-1 模拟');
  expect(words(markup(<ResourceName name="SW-CORE-1" isSimulated={false} />))).toBe('SW-CORE-1');
  expect([resourceText('SW-CORE-1', true), resourceText('SW-CORE-1', false)]).toEqual(['SW-CORE-1（模拟）', 'SW-CORE-1']);
});
