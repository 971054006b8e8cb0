import { describe, expect, test } from 'vitest';
import { isFiltered, isStale, NetworkSearch, orderOf, shareShown, sorted, sortingOf, toTab } from './model.ts';
import { sizeText } from './words.ts';

describe('R-8.4.2-c2-6 the page of network resources by its address', () => {
  test('what this version does not know is left out, not an error', () => {
    expect(NetworkSearch.parse({ tab: 'planets', state: 'glowing', days: 8, q: 'Gi1', resource: 'x' })).toEqual({ q: 'Gi1' });
  });

  test('another kind keeps the search and the device, and has filters and order of its own', () => {
    const search = { q: '10.1', resource: 'r', state: 'down', sort: 'speed', desc: true, row: 'x', days: 30 } as const;
    expect(toTab(search, 'macs')).toEqual({ q: '10.1', resource: 'r', days: 30, tab: 'macs' });
    expect(toTab(search, 'interfaces').tab).toBeUndefined();
  });

  test('an order of another kind is none; a second press on a head turns it', () => {
    expect(orderOf('vlans', { sort: 'speed', desc: true })).toEqual({ sort: 'id', descending: false });
    expect(sorted('interfaces', {}, 'speed')).toEqual({ sort: 'speed', desc: false });
    expect(sorted('interfaces', { sort: 'speed', desc: false }, 'speed')).toEqual({ sort: 'speed', desc: true });
    expect(sortingOf('interfaces', { sort: 'speed', desc: true })).toEqual({ columnId: 'speed', direction: 'descending' });
  });

  test('days of use are no filter, everything else is', () => {
    expect([{}, { days: 30 as const }, { tab: 'arp' as const }].map(isFiltered)).toEqual([false, false, false]);
    expect([{ q: 'x' }, { only: 'own' as const }, { subnet: '10.0.0.0/8' }, { stay: 'gone' as const }].map(isFiltered)).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  test('what was never heard of, or long ago, is stale', () => {
    expect([isStale(null, 60_000, 1e6), isStale(1e6 - 61_000, 60_000, 1e6), isStale(1e6 - 400_000, 60_000, 1e6)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  test('a subnet of IPv6 has a size as a power of two, and no share', () => {
    expect([sizeText('254'), sizeText('65534'), sizeText(String(2n ** 64n))]).toEqual(['254', '65,534', '2^64']);
    expect([shareShown(4, 0.5), shareShown(4, 1.2), shareShown(6, 0.1)]).toEqual([0.5, 1, null]);
  });
});
