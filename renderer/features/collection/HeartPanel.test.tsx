import { afterEach, expect, test, vi } from 'vitest';
import type { Collection } from '../../../shared/contracts/collection.ts';
import { INITIAL_LINK, type LinkQuality } from '../../lib/link.ts';
import { live } from '../../lib/liveClient.ts';
import { at } from '../../testing/builders.ts';
import { markup, words } from '../../testing/markup.tsx';
import { HeartPanel } from './HeartPanel.tsx';

afterEach(() => {
  vi.restoreAllMocks();
});

const collection = {
  at: at(),
  heartbeats: [
    { kind: 'process', name: 'receiver', lastAt: at(), quietSince: at(), limitMs: 45_000, isSet: false, state: 'beating', by: null },
  ],
  sourceStates: { beating: 3 },
} as unknown as Collection;

const panel = (quality: LinkQuality): string => {
  vi.spyOn(live, 'link').mockReturnValue({ ...INITIAL_LINK, quality, lastAt: at() });
  return words(markup(<HeartPanel collection={collection} />));
};

test('R-8.4.3-d2-7 with the station away no heart is said to beat now', () => {
  expect(panel('live')).not.toContain('断开前');
  for (const text of ['断开前 正常', '断开前 来源 正常 3']) expect(panel('lost')).toContain(text);
});
