import { afterEach, expect, test, vi } from 'vitest';
import { INITIAL_LINK, type LinkQuality } from '../../lib/link.ts';
import { live } from '../../lib/liveClient.ts';
import { at } from '../../testing/builders.ts';
import { markup, words } from '../../testing/markup.tsx';
import { ChartWaiting } from './ChartParts.tsx';

afterEach(() => {
  vi.restoreAllMocks();
});

const waiting = (quality: LinkQuality): string => {
  vi.spyOn(live, 'link').mockReturnValue({ ...INITIAL_LINK, quality, lastAt: at() });
  return markup(<ChartWaiting height={196} isAsked onVisible={() => undefined} />);
};

test('a chart that waits has its frame at once, and no words before they would be read', () => {
  expect(waiting('live').match(/<div/g)).toHaveLength(2);
  expect(words(waiting('live'))).toBe('');
});

test('with the station away a chart that was never fetched says so at once, and offers nothing to press', () => {
  expect(words(waiting('lost'))).toBe('断开前没有取过这条曲线');
  expect(waiting('lost')).not.toContain('<button');
});
