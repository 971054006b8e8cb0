import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FILTER_STATES, type ResourceFilter, type SavedFilter } from '../../../../../shared/contracts/savedFilters.ts';
import { IMPORTANCES, RESOURCE_CLASSES } from '../../../../../shared/domain/inventory/resource.ts';
import { ListSearch } from '../listModel.ts';
import { chosenOf, filterOf, isSame, searchOf } from './savedModel.ts';

const anyFilter: fc.Arbitrary<ResourceFilter> = fc.record({
  text: fc.string({ maxLength: 100 }).map((text) => text.trim()),
  resourceClass: fc.constantFrom(null, ...RESOURCE_CLASSES),
  importance: fc.constantFrom(null, ...IMPORTANCES),
  domain: fc.constantFrom(null, '政务外网'),
  tag: fc.constantFrom(null, '双活'),
  state: fc.constantFrom(null, ...FILTER_STATES),
  withRetired: fc.boolean(),
});
const saved = (filter: Partial<ResourceFilter>): SavedFilter => ({
  id: '018f0000-0000-7000-8000-000000000001',
  name: 'core',
  filter: { text: '', resourceClass: null, importance: null, domain: null, tag: null, state: null, withRetired: false, ...filter },
  createdAt: 1,
  updatedAt: 1,
  version: 1,
});

describe('a saved filter and the address', () => {
  it('are the same conditions, there and back', () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        expect(filterOf(ListSearch.parse(searchOf(filter)))).toEqual(filter);
        expect(isSame(filterOf(searchOf(filter)), filter)).toBe(true);
      }),
    );
  });

  it('a chosen one takes every condition of the one before away', () => {
    const before: ListSearch = { q: 'x', class: 'RC5', importance: 'key', domain: '政务外网', tag: '双活', state: 'stale', retired: true };
    expect(filterOf({ ...before, ...searchOf(saved({ importance: 'core' }).filter) })).toEqual(saved({ importance: 'core' }).filter);
  });

  it('is changed by each of its conditions, and by nothing else', () => {
    const one = saved({ importance: 'core' });
    const search: ListSearch = { saved: one.id, importance: 'core' };
    const isChanged = (change: ListSearch) => chosenOf([one], { ...search, ...change })?.isChanged;
    expect(isChanged({ sort: 'cpu', desc: true, selected: 'r1', q: '  ' })).toBe(false);
    const changes: ListSearch[] = [
      { q: 'x' },
      { class: 'RC5' },
      { importance: 'key' },
      { importance: undefined },
      { domain: 'x' },
      { tag: 'x' },
      { state: 'stale' },
    ];
    for (const change of [...changes, { retired: true }]) expect([change, isChanged(change)]).toEqual([change, true]);
  });

  it('that is gone, or of somebody else, is none: its conditions go on', () => {
    expect(chosenOf([], { saved: saved({}).id, q: 'x' })).toBeNull();
    expect(chosenOf([saved({})], {})).toBeNull();
  });
});
