import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from './decode/value.ts';
import { type Ask, compareOids, NotIncreasing, type Variable, walkColumns, walkSubtree } from './walk.ts';

const number = (value: number): Value => ({ kind: 'number', value });

/** An agent with these variables, which answers like RFC 3416 4.2.3 asks, and counts its answers. */
function agent(variables: ReadonlyMap<string, Value>): { readonly ask: Ask; asked(): number } {
  const sorted = [...variables.keys()].sort(compareOids);
  let asked = 0;
  return {
    asked: () => asked,
    ask: async (cursors, most) => {
      asked += 1;
      return cursors.map((cursor) => {
        const after = sorted.filter((oid) => compareOids(oid, cursor) > 0).slice(0, most);
        const list: Variable[] = after.map((oid) => ({ oid, value: variables.get(oid) ?? null }));
        if (list.length < most) list.push({ oid: after.at(-1) ?? cursor, value: null });
        return list;
      });
    },
  };
}

const LIMITS = { variables: 12, rows: 1000 };
const rows = (base: string, indexes: readonly (number | string)[]) => indexes.map((index) => [`${base}.${index}`, number(1)] as const);

describe('walk of columns', () => {
  it('gathers what every column has, each under its own row', async () => {
    const { ask } = agent(new Map([...rows('1.2.1', [1, 2, 3]), ...rows('1.2.2', [1, 3]), ...rows('1.3.1', [1, 10])]));
    const { table, isCut } = await walkColumns(ask, ['1.2.1', '1.2.2'], LIMITS);
    expect([...table].map(([index, cells]) => [index, [...cells.keys()]])).toEqual([
      ['1', ['1.2.1', '1.2.2']],
      ['2', ['1.2.1']],
      ['3', ['1.2.1', '1.2.2']],
    ]);
    expect(isCut).toBe(false);
  });

  it('asks for all columns in one question and no more often than their rows need', async () => {
    const six = [1, 2, 3, 4, 5, 6].map((column) => `1.9.${column}`);
    const peer = agent(new Map(six.flatMap((base) => rows(base, [1, 2, 3, 4, 5]))));
    await walkColumns(peer.ask, six, { variables: 60, rows: 1000 });
    expect(peer.asked()).toBe(1);
  });

  it('goes on with columns of which a short answer said nothing', async () => {
    const whole = agent(new Map(['1.9.1', '1.9.2', '1.9.3'].flatMap((base) => rows(base, [1, 2, 3]))));
    // A packet of the agent holds two variables, whatever is asked.
    const ask: Ask = async (cursors, most) => {
      const lists = await whole.ask(cursors, most);
      return lists.map((list, place) => (place < 2 ? list.slice(0, 1) : []));
    };
    const { table } = await walkColumns(ask, ['1.9.1', '1.9.2', '1.9.3'], LIMITS);
    expect([...table.values()].map((cells) => cells.size)).toEqual([3, 3, 3]);
  });

  it('is right whatever the tables, the limits and the places of the columns are', async () => {
    const index = fc.integer({ min: 0, max: 30 });
    const tables = fc.dictionary(fc.constantFrom('1.3.1', '1.3.2', '1.3.20', '1.4.9'), fc.uniqueArray(index, { maxLength: 12 }));
    await fc.assert(
      fc.asyncProperty(tables, fc.integer({ min: 1, max: 20 }), async (columns, variables) => {
        const all = new Map(Object.entries(columns).flatMap(([base, indexes]) => rows(base, indexes)));
        const { table } = await walkColumns(agent(all).ask, ['1.3.1', '1.3.2', '1.3.20'], { variables, rows: 1000 });
        const cells = [...table].flatMap(([row, found]) => [...found.keys()].map((base) => `${base}.${row}`));
        expect(cells.sort()).toEqual([...all.keys()].filter((oid) => oid.startsWith('1.3.')).sort());
      }),
    );
  });

  it('ends at an agent that goes backwards or stands still, and cuts off one that never ends', async () => {
    for (const oid of ['1.2.1.4', '1.2.1.3']) {
      const stubborn: Ask = async (cursors) => cursors.map((cursor) => [{ oid: cursor === '1.2.1' ? '1.2.1.4' : oid, value: number(1) }]);
      await expect(walkColumns(stubborn, ['1.2.1'], LIMITS)).rejects.toThrow(NotIncreasing);
    }
    const endless: Ask = async (cursors, most) =>
      cursors.map((cursor) => {
        const last = cursor === '1.2.1' ? 0 : Number(cursor.split('.').at(-1));
        return Array.from({ length: most }, (_, i) => ({ oid: `1.2.1.${last + i + 1}`, value: number(1) }));
      });
    const { table, isCut } = await walkColumns(endless, ['1.2.1'], { variables: 10, rows: 100 });
    expect([table.size, isCut]).toEqual([100, true]);
  });

  it('RFC 3416 ends a column that an agent answers short or not at all', async () => {
    const short: Ask = async (cursors) => cursors.slice(1).map(() => []);
    expect((await walkColumns(short, ['1.2.1', '1.2.2'], LIMITS)).table.size).toBe(0);
  });
});

describe('order of OIDs', () => {
  it('goes number by number, a shorter one first', () => {
    expect(['1.3.10', '1.3.9', '1.3', '1.3.9.1'].sort(compareOids)).toEqual(['1.3', '1.3.9', '1.3.9.1', '1.3.10']);
    expect(compareOids('1.3.4294967295', '1.3.4294967295')).toBe(0);
  });
});

describe('R-8.4.2-c2-3 walk of a subtree for a person', () => {
  /** The same agent with the types it gives. */
  const typed = (variables: ReadonlyMap<string, Value>) => {
    const { ask, asked } = agent(variables);
    const typedAsk: Ask = async (cursors, most) =>
      (await ask(cursors, most)).map((list) => list.map((one) => ({ ...one, type: one.value === null ? 130 : 2 })));
    return { ask: typedAsk, asked };
  };
  async function walked(ask: Ask, base: string, after: string | null, most: number) {
    const found: string[] = [];
    const { isEnd } = await walkSubtree(ask, base, { after, most }, (part) => found.push(...part.map(({ oid }) => oid)));
    return { found, isEnd };
  }

  it('page by page gives everything below it, each once and in order, and knows whether there is more', async () => {
    const index = fc.integer({ min: 0, max: 300 });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(index, { maxLength: 120 }), fc.integer({ min: 1, max: 60 }), async (indexes, most) => {
        const { ask } = typed(new Map([...rows('1.2.1', [7]), ...rows('1.2.2', indexes), ...rows('1.2.20', [1]), ...rows('1.3', [1])]));
        const all: string[] = [];
        for (let after: string | null = null, isEnd = false; !isEnd; after = all.at(-1) ?? null) {
          const page: { found: readonly string[]; isEnd: boolean } = await walked(ask, '1.2.2', after, most);
          expect(page.found.length).toBeLessThanOrEqual(most);
          expect(page.found.length === most || page.isEnd).toBe(true);
          all.push(...page.found);
          isEnd = page.isEnd;
        }
        expect(all).toEqual(indexes.toSorted((a, b) => a - b).map((one) => `1.2.2.${one}`));
      }),
    );
  });

  it('gives up an agent that answers in circles', async () => {
    const ask: Ask = async () => [[{ oid: '1.2.1.5', type: 2, value: number(1) }]];
    await expect(walked(ask, '1.2.1', null, 100)).rejects.toThrow(NotIncreasing);
  });

  it('goes past values of types that no MIB uses', async () => {
    const ask: Ask = async ([cursor]) => [
      cursor === '1.2'
        ? [
            { oid: '1.2.1', type: 68, value: null },
            { oid: '1.2.2', type: 2, value: number(1) },
          ]
        : [{ oid: cursor ?? '', type: 130, value: null }],
    ];
    expect(await walked(ask, '1.2', null, 100)).toEqual({ found: ['1.2.1', '1.2.2'], isEnd: true });
  });
});
