import { describe, expect, it } from 'vitest';
import type { ResourceList } from '../../../../shared/contracts/resources.ts';
import { readings } from '../../../lib/pinyinReadings.ts';
import { aResource, STORY_NOW } from '../builder.ts';
import {
  applyResources,
  choicesOf,
  cleared,
  figureOf,
  freshnessOf,
  isClearable,
  isFiltered,
  isSilent,
  ListSearch,
  nextSort,
  rowsOf,
} from './listModel.ts';

const names = (rows: readonly { readonly name: string }[]) => rows.map(({ name }) => name);
const items = [
  aResource({ name: 'SW-10', location: '机房A A-07', domain: '', tags: ['双活', '等保三级'] }),
  aResource({ name: 'SW-9', location: '机房B', domain: '政务外网', tags: ['双活'], worst: 'minor', cpu: 40 }),
  aResource({ name: 'DB-GJJ-02', resourceClass: 'RC5', importance: 'core', worst: 'critical', cpu: 22, reachable: false }),
  aResource({ name: 'ENV-14', resourceClass: 'RC6', checkedAt: STORY_NOW - 18_000_000 }),
];

describe('rows of the list', () => {
  it('puts the abnormal first, most severe on top, equals by name with numbers in order', () => {
    expect(names(rowsOf(items, {}, STORY_NOW))).toEqual(['DB-GJJ-02', 'SW-9', 'ENV-14', 'SW-10']);
  });
  it('finds every word anywhere in name, address, domain, location or tags', () => {
    expect(names(rowsOf(items, { q: 'sw 机房a' }, STORY_NOW))).toEqual(['SW-10']);
    expect(names(rowsOf(items, { q: 'sw 等保' }, STORY_NOW))).toEqual(['SW-10']);
    expect(rowsOf(items, { q: 'nowhere' }, STORY_NOW)).toEqual([]);
  });
  it('finds by pinyin too, as soon as the readings are there', () => {
    const named = [aResource({ name: '核心交换机' }), aResource({ name: 'SW-HXJHJ' }), aResource({ name: 'x', location: '核心机房' })];
    expect(names(rowsOf(named, { q: 'hxj' }, STORY_NOW))).toEqual(['SW-HXJHJ']);
    expect(names(rowsOf(named, { q: 'hxj' }, STORY_NOW, readings))).toEqual(['核心交换机', 'SW-HXJHJ', 'x']);
  });
  it.each([
    [{ class: 'RC5' }, ['DB-GJJ-02']],
    [{ importance: 'core' }, ['DB-GJJ-02']],
    [{ domain: '政务外网' }, ['SW-9']],
    [{ tag: '双活' }, ['SW-9', 'SW-10']],
    [{ state: 'abnormal' }, ['DB-GJJ-02', 'SW-9']],
    [{ state: 'unreachable' }, ['DB-GJJ-02']],
    [{ state: 'stale' }, ['ENV-14']],
  ] as const)('keeps what %j says', (search, expected) => {
    expect(names(rowsOf(items, search, STORY_NOW))).toEqual(expected);
  });
  it('offers the domains and tags there are, in order and once, and the chosen one although it is gone', () => {
    expect(choicesOf(items, {})).toEqual({ domains: ['政务外网'], tags: ['等保三级', '双活'] });
    expect(choicesOf(items, { domain: '互联网区', tag: '双活' })).toEqual({
      domains: ['互联网区', '政务外网'],
      tags: ['等保三级', '双活'],
    });
  });
  it('puts a missing figure last in both directions: unknown is neither high nor low', () => {
    expect(names(rowsOf(items, { sort: 'cpu' }, STORY_NOW)).slice(0, 2)).toEqual(['DB-GJJ-02', 'SW-9']);
    expect(names(rowsOf(items, { sort: 'cpu', desc: true }, STORY_NOW)).slice(0, 2)).toEqual(['SW-9', 'DB-GJJ-02']);
  });
  it('goes through ascending, descending and back', () => {
    expect(nextSort({}, 'cpu')).toEqual({ sort: 'cpu', desc: undefined });
    expect(nextSort({ sort: 'cpu' }, 'cpu')).toEqual({ sort: 'cpu', desc: true });
    expect(nextSort({ sort: 'cpu', desc: true }, 'cpu')).toEqual({ sort: undefined, desc: undefined });
  });
});

describe('filters in the URL', () => {
  it('drops what it does not understand instead of failing', () => {
    expect(ListSearch.parse({ class: 'RC99', q: 'x', retired: 'yes' })).toMatchObject({ q: 'x', class: undefined, retired: undefined });
  });
  it('showing retired ones is not a filter', () => {
    expect(isFiltered({ retired: true })).toBe(false);
    expect(isFiltered({ state: 'stale' })).toBe(true);
  });
  it('a chosen filter can be left whatever is left of it, and takes the retired ones along that it may have brought', () => {
    const saved = '018f0000-0000-7000-8000-000000000001';
    expect([{}, { retired: true }, { saved }, { saved, retired: true }, { q: 'x' }].map(isClearable)).toEqual([
      false,
      false,
      true,
      true,
      true,
    ]);
    expect({ retired: true, saved, ...cleared({ retired: true, saved }) }).toEqual({});
    expect({ retired: true, q: 'x', ...cleared({ retired: true, q: 'x' }) }).toEqual({ retired: true });
  });
});

describe('freshness of a row', () => {
  it('D-ALM-7 follows the interval in force', () => {
    expect(freshnessOf(aResource({ checkedAt: STORY_NOW - 6000 }), STORY_NOW)).toBe('live');
    expect(freshnessOf(aResource({ checkedAt: STORY_NOW - 100_000 }), STORY_NOW)).toBe('late');
    expect(freshnessOf(aResource({ checkedAt: STORY_NOW - 180_000 }), STORY_NOW)).toBe('stale');
    expect(freshnessOf(aResource({ checkedAt: null }), STORY_NOW)).toBe('lost');
  });
  it('a retired resource is not late', () => {
    expect(freshnessOf(aResource({ checkedAt: null, retiredAt: STORY_NOW }), STORY_NOW)).toBeNull();
  });
  it('down and looked at is not silent, and its old figures are not told as new', () => {
    const down = aResource({ reachable: false, cpu: 12, dataAt: STORY_NOW - 180_000, checkedAt: STORY_NOW - 6000 });
    expect(isSilent(down, STORY_NOW)).toBe(false);
    expect(figureOf(down, 'cpu', STORY_NOW)).toBeNull();
    expect(figureOf({ ...down, dataAt: STORY_NOW - 179_000 }, 'cpu', STORY_NOW)).toBe(12);
    expect(isSilent({ ...down, checkedAt: STORY_NOW - 180_000 }, STORY_NOW)).toBe(true);
  });
});

describe('live list', () => {
  const list = (change: Partial<ResourceList> = {}): ResourceList => ({
    version: 1,
    at: STORY_NOW,
    total: 4,
    items: [...items],
    ...change,
  });
  const state = (change: object = {}) => ({ version: 2, at: STORY_NOW + 250, items, ...change });

  it('takes the newer picture whole', () => {
    const next = applyResources(list(), state({ items: [aResource({ name: 'new' })] }));
    expect(names(next?.items ?? [])).toEqual(['new']);
    expect(next).toMatchObject({ version: 2, total: 1 });
  });
  it('keeps retired ones, which the topic does not carry, and lets a restored one move over', () => {
    const gone = aResource({ name: 'old', retiredAt: STORY_NOW - 1 });
    const back = aResource({ name: 'back', retiredAt: STORY_NOW - 1 });
    const next = applyResources(list({ items: [gone, back] }), state({ items: [{ ...back, retiredAt: null }] }));
    expect(next?.items.map(({ name, retiredAt }) => [name, retiredAt === null])).toEqual([
      ['back', true],
      ['old', false],
    ]);
  });
  it('never goes back behind a newer answer, and waits for the first', () => {
    const old = list({ at: STORY_NOW + 9999 });
    expect(applyResources(old, state())).toBe(old);
    expect(applyResources(undefined, state())).toBeUndefined();
  });
});
