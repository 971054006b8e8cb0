import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aPolicy, aSubject, aThreshold } from '../../../test/support/policies.ts';
import { effectOf } from './effect.ts';
import type { MetricRule, Policy } from './policy.ts';

const rule = (change: Partial<MetricRule> = {}): MetricRule => ({
  metric: 'cpu.utilisation',
  isCollected: true,
  threshold: aThreshold(),
  ...change,
});
const effects = (before: readonly Policy[], after: readonly Policy[], ...subjects: Parameters<typeof effectOf>[2]) =>
  Object.fromEntries(effectOf(before, after, subjects));

describe('what a change of policies makes different', () => {
  it('names the resources and for each the metrics and the interval', () => {
    const draft = aPolicy({
      id: 'q',
      name: '核心加严',
      targets: { importances: ['core'] },
      intervalS: 15,
      metrics: [rule({ threshold: aThreshold({ n: 2, m: 3 }) })],
    });
    const core = aSubject({ id: 'core' });
    const key = aSubject({ id: 'key', importance: 'key' });
    expect(effects([aPolicy()], [aPolicy(), draft], core, key)).toEqual({
      core: { interval: { before: 30, after: 15 }, metrics: [{ metric: 'cpu.utilisation', change: 'changes', policy: '核心加严' }] },
    });
  });

  it.each([
    ['begins', [], [rule()]],
    ['ends', [rule()], []],
    ['ends', [rule()], [rule({ threshold: null })]],
    ['stops', [rule()], [rule({ isCollected: false })]],
    ['starts', [rule({ isCollected: false })], [rule()]],
  ] as const)('a metric %s', (change, before, after) => {
    const found = effects([aPolicy({ metrics: before })], [aPolicy({ metrics: after })], aSubject());
    expect(Object.values(found)[0]?.metrics.map((one) => one.change)).toEqual([change]);
  });

  it('is nothing where another policy asks the same, and nothing for the same set', () => {
    const taker = aPolicy({ id: 'q', name: 'q', targets: { classes: ['RC3'] } });
    expect(effects([aPolicy()], [aPolicy(), taker], aSubject())).toEqual({});
    fc.assert(
      fc.property(fc.array(fc.constantFrom(aPolicy(), taker), { maxLength: 2 }), (policies) => {
        expect(effects(policies, policies, aSubject(), aSubject({ id: 'other' }))).toEqual({});
      }),
    );
  });
});
