import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heartId, heartNameOf, heartsOf } from './heart.ts';
import { beat, LEARNT_BEATS, LEARNT_MS, MIN_LIMIT_MS, notAfter, type Rhythm, USUAL_GAPS, usualLimitMs } from './rhythm.ts';
import { type Heart, judgeHearts } from './tree.ts';

const T0 = 1_800_000_000_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const every = (gapMs: number, count: number, from = T0): Rhythm => {
  let rhythm: Rhythm | null = null;
  for (let i = 0; i < count; i++) rhythm = beat(rhythm, from + i * gapMs, T0 - 1);
  return rhythm as Rhythm;
};

describe('R-8.4.3-d2-7 how long a source may be quiet', () => {
  it('is not known before a day and a night of signs, then is four times its longest gap, at least a quarter of an hour', () => {
    expect(usualLimitMs(every(MINUTE, LEARNT_MS / MINUTE))).toBeNull();
    expect(usualLimitMs(every(MINUTE, LEARNT_MS / MINUTE + 1))).toBe(MIN_LIMIT_MS);
    expect(usualLimitMs(every(3 * HOUR, LEARNT_BEATS - 1))).toBeNull();
    expect(usualLimitMs(every(3 * HOUR, LEARNT_BEATS))).toBe(USUAL_GAPS * 3 * HOUR);
  });

  it('does not learn from a gap in which nothing could be heard, and little from one that was an alarm', () => {
    const usual = every(HOUR, 48);
    const at = usual.lastAt + 100 * HOUR;
    expect(beat(usual, at, usual.lastAt + HOUR).longestMs).toBe(HOUR);
    expect(beat(usual, at, T0 - 1).longestMs).toBe(1.5 * HOUR);
  });

  it('a burst after a long habit shortens it slowly: half in a week', () => {
    const usual = every(6 * HOUR, 30);
    let rhythm = usual;
    for (let at = usual.lastAt; at < usual.lastAt + 7 * 24 * HOUR; ) {
      at += MINUTE;
      rhythm = beat(rhythm, at, T0 - 1);
    }
    expect(rhythm.longestMs / usual.longestMs).toBeCloseTo(0.5, 2);
  });

  it('any signs in any order: never less than the least, nothing older changes anything, and it is plain JSON', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 * 24 * HOUR }), { minLength: 1, maxLength: 60 }), (offsets) => {
        let rhythm: Rhythm | null = null;
        for (const offset of offsets) {
          const before: Rhythm | null = rhythm;
          rhythm = beat(rhythm, T0 + offset, T0 - 1);
          if (before !== null && T0 + offset <= before.lastAt) expect(rhythm).toBe(before);
          expect(JSON.parse(JSON.stringify(rhythm))).toEqual(rhythm);
          expect(usualLimitMs(rhythm) ?? MIN_LIMIT_MS).toBeGreaterThanOrEqual(MIN_LIMIT_MS);
        }
        expect(rhythm?.lastAt).toBe(T0 + Math.max(...offsets));
      }),
    );
  });

  it('a clock that was set back leaves no sign in the future', () => {
    const rhythm = every(HOUR, 3);
    expect(notAfter(rhythm, T0 - 5)).toMatchObject({ firstAt: T0 - 5, lastAt: T0 - 5 });
    expect(notAfter(rhythm, rhythm.lastAt)).toBe(rhythm);
  });
});

describe('R-8.4.3-d2-7 who is silent, roots first', () => {
  const NOW = T0 + 100 * HOUR;
  const anyHearts: fc.Arbitrary<readonly Heart[]> = fc
    .array(
      fc.record({
        up: fc.nat(),
        quiet: fc.option(fc.integer({ min: -HOUR, max: 10 * HOUR }), { nil: null }),
        watched: fc.integer({ min: -HOUR, max: 20 * HOUR }),
        limitMs: fc.option(fc.integer({ min: 1, max: 5 * HOUR }), { nil: null }),
      }),
      { maxLength: 12 },
    )
    .map((list) =>
      list.map(({ up, quiet, watched, limitMs }, index) => ({
        id: `h${index}`,
        parent: index === 0 || up % 4 === 0 ? null : `h${up % index}`,
        lastAt: quiet === null ? null : NOW - quiet,
        watchedFrom: NOW - watched,
        limitMs,
      })),
    );
  const way = (hearts: readonly Heart[], heart: Heart): readonly Heart[] => {
    const parent = hearts.find(({ id }) => id === heart.parent);
    return parent ? [parent, ...way(hearts, parent)] : [];
  };

  it('nobody before the limit is over, one alone on every way, and nobody over it untold but while what is above is doubtful', () => {
    fc.assert(
      fc.property(anyHearts, (hearts) => {
        const judged = judgeHearts(hearts, NOW);
        const stateOf = ({ id }: Heart) => judged.get(id)?.state;
        for (const heart of hearts) {
          const { lastAt, watchedFrom, limitMs } = heart;
          const quiet = NOW - Math.min(NOW, Math.max(lastAt ?? watchedFrom, watchedFrom));
          const isOver = limitMs !== null && quiet >= limitMs;
          expect(['silent', 'covered', 'held'].includes(stateOf(heart) ?? '')).toBe(isOver);
          if (limitMs === null) expect(stateOf(heart)).toBe('learning');
          const parents = way(hearts, heart);
          if (stateOf(heart) === 'silent') for (const parent of parents) expect(stateOf(parent)).not.toBe('silent');
          if (!isOver || stateOf(heart) === 'silent') continue;
          const by = parents.find(({ id }) => id === judged.get(heart.id)?.by);
          const quietOf = by && NOW - (judged.get(by.id)?.quietSince ?? 0);
          expect(by?.limitMs).not.toBeNull();
          if (stateOf(heart) === 'covered') expect(quietOf).toBeGreaterThanOrEqual(by?.limitMs ?? Number.POSITIVE_INFINITY);
          else expect(quietOf).toBeGreaterThanOrEqual((by?.limitMs ?? Number.POSITIVE_INFINITY) / 2);
        }
      }),
    );
  });

  it('ends in a circle, and where a parent is not there', () => {
    const heart = (id: string, parent: string): Heart => ({ id, parent, lastAt: NOW - HOUR, watchedFrom: 0, limitMs: MINUTE });
    const judged = judgeHearts([heart('a', 'b'), heart('b', 'a'), heart('c', 'gone')], NOW);
    expect([judged.get('a')?.state, judged.get('b')?.state, judged.get('c')?.state]).toEqual(['covered', 'covered', 'silent']);
  });
});

describe('R-8.4.3-d2-7 the tree of what is heard', () => {
  const rhythms = new Map<string, Rhythm>();
  for (const name of ['10.0.0.1', '10.0.0.2', '10.0.0.3']) rhythms.set(heartId({ kind: 'source', name }), every(MINUTE, 2000));
  rhythms.set(heartId({ kind: 'domain', name: '外网' }), every(MINUTE, 2000));
  rhythms.set(heartId({ kind: 'reception', name: '' }), every(MINUTE, 2000));
  const LAST = T0 + 1999 * MINUTE;
  const parts = (now: number, heard: Readonly<Record<string, number>> = {}) => {
    const known = new Map(rhythms);
    for (const [id, at] of Object.entries(heard)) known.set(id, { ...every(MINUTE, 2000), lastAt: at });
    return heartsOf({
      processes: [
        { name: 'poller', lastAt: now, watchedFrom: T0 },
        { name: 'receiver', lastAt: now, watchedFrom: T0 },
      ],
      collectors: [{ protocol: 'snmp', lastAt: now, shortestMs: MINUTE }],
      sources: [
        { id: 'source:10.0.0.1', domain: '外网' },
        { id: 'source:10.0.0.2', domain: '外网' },
        { id: 'source:10.0.0.3', domain: null },
        { id: 'source:10.0.0.4', domain: '内网' },
      ],
      rhythms: known,
      limits: new Map(),
    });
  };
  const states = (now: number, heard: Readonly<Record<string, number>> = {}) =>
    Object.fromEntries([...judgeHearts(parts(now, heard), now)].map(([id, { state }]) => [id, state]));

  it('a domain whose sources are all silent is told of once; one that goes on alone is not', () => {
    const now = LAST + HOUR;
    const others = { 'reception:': now, 'source:10.0.0.3': now };
    expect(states(now, others)).toMatchObject({
      ...{ 'domain:外网': 'silent', 'source:10.0.0.1': 'covered', 'source:10.0.0.2': 'covered' },
      ...{ 'source:10.0.0.3': 'beating', 'source:10.0.0.4': 'learning' },
    });
    expect(states(now, { ...others, 'domain:外网': now, 'source:10.0.0.2': now })).toMatchObject({
      ...{ 'domain:外网': 'beating', 'source:10.0.0.1': 'silent', 'source:10.0.0.2': 'beating' },
    });
  });

  it('when nothing comes at all one is told of; when the receiver is away, that alone', () => {
    const now = LAST + HOUR;
    expect(Object.entries(states(now)).filter(([, state]) => state === 'silent')).toEqual([['reception:', 'silent']]);
    const hearts = parts(now).map((one) => (one.id === 'process:receiver' ? { ...one, lastAt: LAST } : one));
    const judged = [...judgeHearts(hearts, now)].filter(([, { state }]) => state === 'silent').map(([id]) => id);
    expect(judged).toEqual(['process:receiver']);
  });

  it('a collector is silent after two of its shortest intervals, and covered by its poller', () => {
    const hearts = (now: number, lastAt: number) => parts(now).map((one) => (one.id === 'collector:snmp' ? { ...one, lastAt } : one));
    const of = (now: number, list: readonly Heart[]) => judgeHearts(list, now).get('collector:snmp')?.state;
    expect(of(LAST, hearts(LAST, LAST - 2 * MINUTE + 1))).toBe('beating');
    expect(of(LAST, hearts(LAST, LAST - 2 * MINUTE))).toBe('silent');
    const gone = hearts(LAST, LAST - HOUR).map((one) => (one.id === 'process:poller' ? { ...one, lastAt: LAST - HOUR } : one));
    expect(of(LAST, gone)).toBe('covered');
  });

  it('a limit that people set holds at once, and what could not be heard proves nothing', () => {
    const list = heartsOf({
      ...{ processes: [{ name: 'receiver', lastAt: LAST, watchedFrom: LAST - MINUTE }], collectors: [], rhythms: new Map() },
      sources: [{ id: 'source:10.0.0.9', domain: null }],
      limits: new Map([['source:10.0.0.9', 5 * MINUTE]]),
    });
    expect(judgeHearts(list, LAST).get('source:10.0.0.9')?.state).toBe('beating');
    expect(judgeHearts(list, LAST + 4 * MINUTE).get('source:10.0.0.9')?.state).toBe('covered');
    const alive = list.map((one) => (one.parent === null ? { ...one, lastAt: LAST + 4 * MINUTE } : one));
    expect(judgeHearts(alive, LAST + 4 * MINUTE).get('source:10.0.0.9')?.state).toBe('silent');
  });

  it('names read back as they were', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(heartNameOf(heartId({ kind: 'domain', name }))).toEqual({ kind: 'domain', name });
      }),
    );
    expect(heartNameOf('nothing:x')).toBeNull();
  });
});
