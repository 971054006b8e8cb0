import { afterEach, expect, test, vi } from 'vitest';
import { at } from '../testing/builders.ts';
import { markup, words } from '../testing/markup.tsx';
import { stationClock } from './clock.ts';
import { INITIAL_LINK, type LinkQuality } from './link.ts';
import { live } from './liveClient.ts';
import { useBefore, useKnownNow } from './old.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

function Said() {
  const before = useBefore();
  return `${before('3 / 3')} ${useKnownNow() - at()}`;
}

const said = (quality: LinkQuality): string => {
  vi.spyOn(stationClock, 'now').mockReturnValue(at(60_000));
  vi.spyOn(live, 'link').mockReturnValue({ ...INITIAL_LINK, quality, lastAt: at(40_000) });
  return words(markup(<Said />));
};

test('only with the station away are words said of before the cut, and time stands at its last message', () => {
  expect(said('live')).toBe('3 / 3 60000');
  expect(said('late')).toBe('3 / 3 60000');
  expect(said('lost')).toBe('断开前 3 / 3 40000');
});
