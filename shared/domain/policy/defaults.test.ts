import { describe, expect, it } from 'vitest';
import { NewPolicy } from '../../contracts/policies.ts';
import { SEVERITIES } from '../alarm/severity.ts';
import { IMPORTANCES, RESOURCE_CLASSES } from '../inventory/resource.ts';
import { metricDefinition } from '../metric/catalogue.ts';
import { DEFAULT_POLICIES } from './defaults.ts';
import { policyFaults } from './faults.ts';

const RULES = DEFAULT_POLICIES.flatMap(({ id, targets, metrics }) =>
  metrics.flatMap(({ metric, threshold }) => (threshold ? [{ id, targets, metric, ...threshold }] : [])),
);

describe('R-8.4.3-c2-2 default policies', () => {
  it('are valid on the wire and sound, each with an id and a name of its own', () => {
    for (const { id: _id, isApplied, ...policy } of DEFAULT_POLICIES) {
      expect([isApplied, NewPolicy.parse(policy), policyFaults(policy)]).toEqual([true, policy, []]);
    }
    for (const key of ['id', 'name'] as const)
      expect(new Set(DEFAULT_POLICIES.map((policy) => policy[key])).size).toBe(DEFAULT_POLICIES.length);
  });

  it('name catalogued metrics, each for classes that have it', () => {
    for (const { metric, targets } of RULES) {
      const classes = targets.classes.length > 0 ? targets.classes : RESOURCE_CLASSES;
      for (const one of classes) expect(metricDefinition(metric)?.classes, metric).toContain(one);
    }
  });

  it('have levels inside the range of the metric, none stricter as the importance falls', () => {
    for (const { id, metric, levels, direction } of RULES) {
      const sign = direction === 'above' ? 1 : -1;
      const [low, high] = metricDefinition(metric)?.range ?? [0, Number.POSITIVE_INFINITY];
      for (const importance of IMPORTANCES) {
        const set = SEVERITIES.map((severity) => levels[importance][severity]).filter((level) => level !== null);
        expect(set.length, `${id} ${importance}`).toBeGreaterThan(0);
        for (const level of set) expect(level >= low && level < high, `${id} ${importance}`).toBe(true);
      }
      for (const severity of SEVERITIES) {
        const set = IMPORTANCES.map((importance) => levels[importance][severity]).filter((level) => level !== null);
        expect(set, `${id} ${severity}`).toEqual(set.toSorted((a, b) => sign * (a - b)));
      }
    }
  });
});

describe('faults of a policy', () => {
  const [cpu] = DEFAULT_POLICIES.filter(({ id }) => id === 'cpu.utilisation').flatMap(({ metrics }) => metrics);
  const of = (...metrics: Parameters<typeof policyFaults>[0]['metrics'][number][]) =>
    policyFaults({ metrics }).map(({ path, code }) => `${path.join('.')} ${code}`);

  it('are named at their place', () => {
    expect(of(cpu!)).toEqual([]);
    expect(of(cpu!, cpu!)).toEqual(['metrics.1.metric duplicate']);
    expect(of({ ...cpu!, metric: 'cpu.mood' })).toEqual(['metrics.0.metric unknown']);
    expect(of({ metric: 'interface.up', isCollected: false, threshold: null })).toEqual(['metrics.0.isCollected essential']);
    const { threshold } = cpu!;
    expect(of({ ...cpu!, threshold: { ...threshold!, n: 3, m: 2 } })).toEqual(['metrics.0.threshold.n inverted']);
    const key = { critical: 80, major: 90, minor: null, warning: null };
    expect(of({ ...cpu!, threshold: { ...threshold!, levels: { ...threshold!.levels, key } } })).toEqual([
      'metrics.0.threshold.levels.key disordered',
    ]);
    expect(of({ ...cpu!, threshold: { ...threshold!, direction: 'below', levels: { core: key, key, general: key } } })).toEqual([]);
  });
});
