import { beforeAll, describe, expect, test } from 'vitest';
import type { Discovery, DiscoveryCandidate } from '../../../shared/contracts/discovery.ts';
import { i18n, startI18n } from '../../i18n/index.ts';
import { countOf, isOpen, modelText, possibleFor, reviewCsv, scoreText, shownRows, withBands } from './model.ts';
import { aCandidate, aRun, NO_COUNTS } from './testing/builder.ts';

beforeAll(() => startI18n());
const t = i18n.t as never;
const able = (row: DiscoveryCandidate) =>
  Object.entries(possibleFor(row))
    .filter(([, can]) => can)
    .map(([name]) => name);

describe('rows of a review', () => {
  test('the view that opens first shows what waits for a person; what is known or missing only tells', () => {
    const rows = [
      aCandidate({ id: 'a', verdict: 'known' }),
      aCandidate({ id: 'b', verdict: 'new' }),
      aCandidate({ id: 'c', verdict: 'new', decision: 'later' }),
      aCandidate({ id: 'd', verdict: 'same' }),
      aCandidate({ id: 'e', verdict: 'new', decision: 'accepted' }),
      aCandidate({ id: 'f', verdict: 'missing' }),
    ];
    const ids = (search: Parameters<typeof shownRows>[1]) => shownRows(rows, search).map(({ id }) => id);
    expect(ids({})).toEqual(['d', 'b', 'c']);
    expect(ids({ view: 'all' })).toEqual(['d', 'b', 'e', 'c', 'a', 'f']);
    expect(ids({ view: 'missing' })).toEqual(['f']);
    expect(rows.filter(isOpen).length).toBe(3);
  });

  test('search looks at names, addresses and serial numbers', () => {
    const rows = [aCandidate({ id: 'a', name: '核心-1', serial: '2102A' }), aCandidate({ id: 'b', addresses: ['10.9.9.9'] })];
    const ids = (q: string) => shownRows(rows, { q, view: 'all' }).map(({ id }) => id);
    expect([ids('核心 2102a'), ids('10.9'), ids('nobody')]).toEqual([['a'], ['b'], []]);
  });

  test('what can be done fits what a row is', () => {
    const resource = { id: 'r', name: '核心', address: '10.0.0.1' };
    expect(able(aCandidate({ verdict: 'new' }))).toEqual(['accept', 'later', 'ignore']);
    expect(able(aCandidate({ verdict: 'same', addresses: ['10.0.0.1', '10.0.0.2'] }))).toEqual(['merge', 'separate', 'later', 'ignore']);
    expect(able(aCandidate({ verdict: 'same', resource }))).toEqual(['accept', 'merge', 'separate', 'later', 'ignore']);
    expect(able(aCandidate({ verdict: 'conflict', addresses: ['10.0.0.1', '10.0.0.2'] }))).toEqual([
      'accept',
      'merge',
      'separate',
      'later',
      'ignore',
    ]);
    expect(able(aCandidate({ verdict: 'new', decision: 'ignored' }))).toEqual(['reopen']);
    expect(able(aCandidate({ verdict: 'new', decision: 'accepted' }))).toEqual([]);
    expect(able(aCandidate({ verdict: 'missing' }))).toEqual([]);
  });

  test('bands say how many wait, in the order of the verdicts, and why a row has no model', () => {
    const run: Discovery = aRun({ rows: { ...NO_COUNTS, same: 2, new: 3 }, open: { ...NO_COUNTS, same: 1, new: 3 } });
    const items = withBands([aCandidate({ id: 'n', verdict: 'new' }), aCandidate({ id: 's', verdict: 'same' })], run, t);
    expect(items.map(({ kind, id }) => `${kind} ${id}`)).toEqual(['band band same', 'row s', 'band band new', 'row n']);
    expect(items[0]).toMatchObject({ label: '可能相同 2', note: expect.stringContaining('待定 1 / 2') });
    expect([countOf(run, 'open'), countOf(run, 'all'), countOf(run, 'new')]).toEqual([4, 5, 3]);
    expect(modelText(t, aCandidate({ model: '', gap: 'refused' }))).toBe('凭据被拒绝，未再试');
    expect([
      scoreText(aCandidate({ evidence: [] })),
      scoreText(aCandidate({ score: 0.964, evidence: [{ key: 'serial', verdict: 'same' }] })),
    ]).toEqual(['–', '0.96']);
  });

  test('the file holds every row with its evidence in words', () => {
    const csv = reviewCsv(
      [aCandidate({ name: '=cmd', addresses: ['10.0.0.1', '10.0.0.2'], evidence: [{ key: 'engineId', verdict: 'same' }] })],
      t,
    );
    expect(csv).toContain("'=cmd,10.0.0.1 10.0.0.2,");
    expect(csv).toContain('引擎 ID 相同，唯一');
  });
});
