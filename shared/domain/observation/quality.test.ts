import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation, Sample } from './observation.ts';
import { changed, figureOf, fitsValue, isDoubt, joinStretches, missing, QUALITIES, type QualityStretch } from './quality.ts';
import { isCoherent, withReasons } from './reasons.ts';

describe('R-8.2.2-0-4 what is less than good about a sample', () => {
  it('is one of a closed list', () => {
    expect(QUALITIES).toEqual([
      ...['wrapped', 'aboveSpeed'],
      ...['timeout', 'refused', 'unreachable', 'auth', 'protocol', 'mismatch', 'tool'],
      ...['first', 'restarted', 'tooFast', 'implausible', 'wrongType', 'noValue', 'absent', 'loop', 'tooBig'],
    ]);
  });

  it('is a doubt about a value or the reason of a gap, never both', () => {
    for (const quality of QUALITIES) {
      expect(fitsValue(quality, 0)).toBe(isDoubt(quality));
      expect(fitsValue(quality, null)).toBe(!isDoubt(quality));
    }
  });

  it('goes with what is made of the figure', () => {
    expect(changed(figureOf(2, 'wrapped'), (value) => value * 8)).toEqual({ value: 16, quality: 'wrapped' });
    expect(changed(figureOf(2), (value) => value * 8)).toEqual({ value: 16 });
    expect(changed(missing('first'), () => 1)).toEqual({ value: null, quality: 'first' });
  });
});

describe('gaps of a check that did not come about', () => {
  const common = { resourceId: 'r', at: 1, protocol: 'http' } as const;
  const gap = (component: string, rest: object = {}): Observation => ({
    ...{ ...common, kind: 'sample', metric: 'http.duration', component, value: null },
    ...rest,
  });
  const unanswered = (component: string, kind: 'timeout' | 'refused' = 'timeout'): Observation => ({
    ...{ ...common, kind: 'reachability', component, reachable: false, fault: { kind, retryable: true, detail: '' } },
  });
  const qualities = (observations: readonly Observation[]) =>
    withReasons(observations).map((one) => (one.kind === 'sample' ? (one.quality ?? null) : '-'));

  it('have its fault for a reason, that of their own component first', () => {
    expect(qualities([gap('a'), gap('b'), unanswered('a', 'refused')])).toEqual(['refused', null, '-']);
    expect(qualities([gap('a'), unanswered(''), unanswered('a', 'refused')])).toEqual(['refused', '-', '-']);
    expect(qualities([gap('a'), unanswered('')])).toEqual(['timeout', '-']);
  });

  it('keep the reason they have; values and other checks are left alone', () => {
    expect(qualities([gap('', { quality: 'absent' }), unanswered('')])).toEqual(['absent', '-']);
    expect(qualities([gap('', { value: 5 }), gap('', { protocol: 'dns' }), gap('', { resourceId: 's' }), unanswered('')])).toEqual([
      ...[null, null, null, '-'],
    ]);
  });
});

describe('a sample is coherent', () => {
  const sample = (rest: Partial<Sample>): Sample => ({
    ...{ kind: 'sample', resourceId: 'r', at: 1, protocol: 'snmp', metric: 'cpu.utilisation', component: '', value: 1 },
    ...rest,
  });
  it('where its quality goes with its value', () => {
    expect(
      [{}, { value: null }, { quality: 'wrapped' }, { value: null, quality: 'timeout' }].map((rest) =>
        isCoherent(sample(rest as Partial<Sample>)),
      ),
    ).toEqual([...[true, true, true, true]]);
    expect([sample({ quality: 'timeout' }), sample({ value: null, quality: 'wrapped' })].map(isCoherent)).toEqual([false, false]);
  });
});

describe('stretches of one quality', () => {
  const stretch = fc
    .record({
      from: fc.integer({ min: 0, max: 500 }),
      length: fc.integer({ min: 1, max: 40 }),
      quality: fc.constantFrom(...QUALITIES.slice(0, 3)),
    })
    .map(({ from, length, quality }): QualityStretch => ({ from, to: from + length, quality }));
  const covers = (stretches: readonly QualityStretch[], at: number, quality: string) =>
    stretches.some((one) => one.quality === quality && one.from <= at && at < one.to);

  it('cover after joining what they covered before, and nothing else when only touching ones are joined', () => {
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 20 }), (stretches) => {
        const joined = joinStretches(stretches, 0);
        for (const quality of QUALITIES.slice(0, 3))
          for (let at = 0; at < 545; at += 1) expect(covers(joined, at, quality)).toBe(covers(stretches, at, quality));
        expect(joinStretches(joined, 0)).toEqual(joined);
        expect(joined.map(({ from }) => from)).toEqual(joined.map(({ from }) => from).sort((a, b) => a - b));
      }),
    );
  });

  it('that are nearer than a bucket are one: there are never more than buckets', () => {
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 60 }), fc.integer({ min: 1, max: 100 }), (stretches, joinMs) => {
        const joined = joinStretches(stretches, joinMs);
        for (const { from, to, quality } of stretches) for (const at of [from, to - 1]) expect(covers(joined, at, quality)).toBe(true);
        expect(joined.length).toBeLessThanOrEqual(3 * (Math.ceil(540 / joinMs) + 1));
      }),
    );
  });
});
