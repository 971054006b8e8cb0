import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aPolicy, aSubject, aThreshold } from '../../../test/support/policies.ts';
import { DEFAULT_INTERVAL_S, IMPORTANCES, RESOURCE_CLASSES } from '../inventory/resource.ts';
import { DEFAULT_POLICIES } from './defaults.ts';
import { explain } from './explain.ts';
import type { Policy, Subject } from './policy.ts';
import { createResolver, resolve } from './resolve.ts';
import { comparePolicies, governing, isTarget, specificity } from './target.ts';

const few = <T>(values: readonly T[]) => fc.subarray([...values], { maxLength: 2 });
const anyTargets = fc.record({
  classes: few(['RC2', 'RC3'] as const),
  importances: few(IMPORTANCES),
  domains: few(['省政务云', '市政务云']),
  tags: few(['边界', '数据库']),
  resourceIds: few(['r1', 'r2']),
});
const anyPolicy: fc.Arbitrary<Omit<Policy, 'id'>> = fc.record({
  name: fc.constantFrom('甲', '乙', '丙'),
  targets: anyTargets,
  priority: fc.constantFrom(-1, 0, 5),
  intervalS: fc.constantFrom(null, 20, 45, 299),
  metrics: fc.uniqueArray(
    fc.record({
      metric: fc.constantFrom('cpu.utilisation', 'icmp.rtt', 'icmp.loss'),
      isCollected: fc.boolean(),
      threshold: fc.constantFrom(null, aThreshold(), aThreshold({ hysteresis: 5 })),
    }),
    { selector: ({ metric }) => metric },
  ),
  isApplied: fc.boolean(),
});
const anyPolicies = fc.array(anyPolicy, { maxLength: 8 }).map((list) => list.map((policy, i): Policy => ({ ...policy, id: `p${i}` })));
const anySubject: fc.Arbitrary<Subject> = fc.record({
  id: fc.constantFrom('r1', 'r2', 'r3'),
  resourceClass: fc.constantFrom('RC2', 'RC3', 'RC8'),
  importance: fc.constantFrom(...IMPORTANCES),
  domain: fc.constantFrom('省政务云', ''),
  tags: few(['边界', '数据库']),
  intervalS: fc.constantFrom(null, 10),
});
const plain = ({ intervalS, thresholds, off }: ReturnType<typeof resolve>) => [intervalS, [...thresholds].sort(), [...off].sort()];

describe('R-8.4.2-c2-7 target sets', () => {
  it('mean every resource where they name nothing, and need every facet they name', () => {
    const subject = aSubject({ tags: ['边界'] });
    expect(isTarget(aPolicy().targets, subject)).toBe(true);
    expect(isTarget(aPolicy({ targets: { classes: ['RC3', 'RC2'], tags: ['边界', '别的'] } }).targets, subject)).toBe(true);
    for (const targets of [
      { classes: ['RC2'] },
      { importances: ['key'] },
      { domains: [''] },
      { tags: ['别的'] },
      { resourceIds: ['x'] },
    ] as const)
      expect(isTarget(aPolicy({ targets }).targets, subject), JSON.stringify(targets)).toBe(false);
    expect(isTarget(aPolicy({ targets: { classes: ['RC3'], importances: ['key'] } }).targets, subject)).toBe(false);
  });

  it('are the more specific the nearer they come to single resources', () => {
    const order = [
      {},
      { importances: ['core'] },
      { classes: ['RC3'] },
      { classes: ['RC3'], importances: ['core'] },
      { domains: ['省政务云'] },
      { tags: ['边界'] },
      { tags: ['边界'], domains: ['省政务云'] },
      { resourceIds: ['r1'] },
    ] as const;
    const ranks = order.map((targets) => specificity(aPolicy({ targets }).targets));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(new Set(ranks).size).toBe(order.length);
  });
});

describe('precedence', () => {
  it('is total: of two policies exactly one comes first, and three never go round', () => {
    fc.assert(
      fc.property(anyPolicies, (policies) => {
        for (const a of policies)
          for (const b of policies) {
            expect(Math.sign(comparePolicies(a, b))).toBe(-Math.sign(comparePolicies(b, a)) + 0);
            if (a !== b) expect(comparePolicies(a, b)).not.toBe(0);
            for (const c of policies)
              if (comparePolicies(a, b) < 0 && comparePolicies(b, c) < 0) expect(comparePolicies(a, c)).toBeLessThan(0);
          }
      }),
    );
  });

  it('does not depend on the order in which policies are given', () => {
    fc.assert(
      fc.property(
        anyPolicies.chain((policies) => fc.tuple(fc.constant(policies), fc.shuffledSubarray(policies, { minLength: policies.length }))),
        anySubject,
        ([policies, shuffled], subject) => {
          expect(plain(resolve(shuffled, subject))).toEqual(plain(resolve(policies, subject)));
          expect(explain(shuffled, subject)).toMatchObject({ interval: explain(policies, subject).interval });
        },
      ),
    );
  });

  it('is the more specific, then the greater priority, then the name', () => {
    const all = aPolicy({ id: 'a', name: '全部', priority: 100, intervalS: 100 });
    const classes = aPolicy({ id: 'b', name: '主机乙', targets: { classes: ['RC3'] }, intervalS: 90 });
    const named = aPolicy({ id: 'c', name: '主机甲', targets: { classes: ['RC3'] }, intervalS: 80 });
    const first = (...policies: Policy[]) => governing(policies, aSubject())[0]?.id;
    expect(first(all, classes)).toBe('b');
    expect(first(classes, named)).toBe('b');
    expect(first(classes, { ...named, priority: 1 })).toBe('c');
  });
});

describe('what the policies make of a resource', () => {
  it('is decided metric by metric: a specific policy has no say about what it does not name', () => {
    const wide = aPolicy({
      id: 'wide',
      metrics: [
        { metric: 'cpu.utilisation', isCollected: true, threshold: aThreshold() },
        { metric: 'icmp.rtt', isCollected: true, threshold: aThreshold() },
      ],
    });
    const single = aPolicy({
      id: 'single',
      targets: { tags: ['边界'] },
      metrics: [{ metric: 'cpu.utilisation', isCollected: true, threshold: null }],
    });
    const { thresholds } = resolve([wide, single], aSubject({ tags: ['边界'] }));
    expect([...thresholds].map(([metric, { policyId }]) => [metric, policyId])).toEqual([['icmp.rtt', 'wide']]);
    expect([...resolve([wide, single], aSubject()).thresholds.keys()]).toEqual(['cpu.utilisation', 'icmp.rtt']);
  });

  it('R-8.2.2-b-4 is its own interval, else that of a policy, else that of its importance', () => {
    const policy = aPolicy({ intervalS: 120 });
    expect(resolve([policy], aSubject({ intervalS: 7 })).intervalS).toBe(7);
    expect(resolve([policy], aSubject()).intervalS).toBe(120);
    expect(resolve([{ ...policy, isApplied: false }], aSubject()).intervalS).toBe(DEFAULT_INTERVAL_S.core);
  });

  it('R-8.2.2-b-5 keeps no metric that the policy with the say about it has switched off', () => {
    const off = aPolicy({ targets: { importances: ['general'] }, metrics: [{ metric: 'icmp.rtt', isCollected: false, threshold: null }] });
    expect([...resolve([off], aSubject({ importance: 'general' })).off]).toEqual(['icmp.rtt']);
    expect(resolve([off], aSubject()).off.size).toBe(0);
  });

  it('R-8.4.3-c2-2 is the levels of its importance, and nothing where there are none', () => {
    const none = { critical: null, major: null, minor: null, warning: null };
    const levels = { core: { ...none, critical: 80 }, key: { ...none, minor: 95 }, general: none };
    const policy = aPolicy({ metrics: [{ metric: 'cpu.utilisation', isCollected: true, threshold: aThreshold({ levels }) }] });
    const of = (importance: Subject['importance']) => resolve([policy], aSubject({ importance })).thresholds.get('cpu.utilisation')?.levels;
    expect([of('core'), of('key'), of('general')]).toEqual([levels.core, levels.key, undefined]);
  });

  it('is worked out once for a record, however often it is asked for', () => {
    let asked = 0;
    const tags = () => {
      asked += 1;
      return ['边界'];
    };
    const subject: Subject = Object.defineProperty({ ...aSubject() }, 'tags', { get: tags });
    const resolver = createResolver([aPolicy({ targets: { tags: ['边界'] } })]);
    const first = resolver(subject);
    const before = asked;
    expect([resolver(subject), resolver(subject)]).toEqual([first, first]);
    expect([first.thresholds.size, asked - before]).toEqual([1, 0]);
  });

  it('is the same for one resource as among many, and what the explanation says', () => {
    fc.assert(
      fc.property(anyPolicies, fc.array(anySubject, { maxLength: 6 }), (policies, subjects) => {
        const resolver = createResolver(policies);
        for (const subject of subjects) {
          const effective = resolve(policies, subject);
          expect(plain(resolver(subject))).toEqual(plain(effective));
          const { interval, metrics } = explain(policies, subject);
          expect(interval.seconds).toBe(effective.intervalS);
          for (const [metric, { policyId }] of effective.thresholds)
            expect(metrics.find((one) => one.metric === metric)?.policyId).toBe(policyId);
          for (const { policyId, passed } of metrics)
            for (const one of passed) {
              const [winner, loser] = [policyId, one.policyId].map((id) => policies.find((policy) => policy.id === id));
              expect(comparePolicies(winner!, loser!)).toBeLessThan(0);
            }
        }
      }),
    );
  });
});

describe('explain', () => {
  it('says who has the say, who was passed over and what decided', () => {
    const host = aPolicy({ id: 'host', name: '主机', targets: { classes: ['RC3'] }, intervalS: 40 });
    const edge = aPolicy({ id: 'edge', name: '边界', targets: { tags: ['边界'] } });
    const high = aPolicy({ id: 'high', name: '边界加严', targets: { tags: ['边界'] }, priority: 5 });
    expect(explain([host, edge, high], aSubject({ tags: ['边界'] }))).toEqual({
      interval: { seconds: 40, from: 'policy', chosen: { policyId: 'host', policy: '主机', passed: [] } },
      metrics: [
        {
          metric: 'cpu.utilisation',
          policyId: 'high',
          policy: '边界加严',
          passed: [
            { policyId: 'edge', policy: '边界', by: 'priority' },
            { policyId: 'host', policy: '主机', by: 'specificity' },
          ],
        },
      ],
    });
    expect(explain([], aSubject({ intervalS: 9 })).interval).toEqual({ seconds: 9, from: 'resource', chosen: null });
  });
});

describe('R-8.2.2-b-1 the policies of a new station', () => {
  it('poll core, key and general resources of every class every 30, 60 and 180 seconds', () => {
    for (const resourceClass of RESOURCE_CLASSES)
      expect(
        IMPORTANCES.map((importance) => explain(DEFAULT_POLICIES, aSubject({ resourceClass, importance })).interval),
        resourceClass,
      ).toMatchObject([
        { seconds: 30, from: 'policy' },
        { seconds: 60, from: 'policy' },
        { seconds: 180, from: 'policy' },
      ]);
  });
});
