import { describe, expect, it } from 'vitest';
import { ThresholdPolicy as PolicyContract } from '../../contracts/policies.ts';
import { IMPORTANCES, RESOURCE_CLASSES } from '../inventory/resource.ts';
import { metricDefinition } from '../metric/catalogue.ts';
import { eventTypeOf, severityOf } from './causes.ts';
import { DEFAULT_POLICIES } from './defaults.ts';
import { ruleFor } from './policy.ts';
import { REASON_KEYS, REASONS, reason } from './reasons.ts';
import { EVENT_TYPES, PROBABLE_CAUSES } from './record.ts';
import { isMoreSevere, SEVERITIES, severityRank, worse } from './severity.ts';

describe('severity', () => {
  it('is ranked from critical to warning', () => {
    expect(SEVERITIES.map(severityRank)).toEqual([0, 1, 2, 3]);
    expect(isMoreSevere('critical', 'major')).toBe(true);
    expect(isMoreSevere('major', 'major')).toBe(false);
    expect([worse('minor', 'major'), worse('major', 'minor'), worse('minor', 'minor')]).toEqual(['major', 'major', 'minor']);
  });

  it('D-ALM-1 never grows as the importance falls, and every cause has an event type', () => {
    for (const cause of PROBABLE_CAUSES) {
      const ranks = IMPORTANCES.map((importance) => severityRank(severityOf(cause, importance)));
      expect(ranks, cause).toEqual(ranks.toSorted((a, b) => a - b));
      expect(EVENT_TYPES, cause).toContain(eventTypeOf(cause));
    }
    expect(IMPORTANCES.map((importance) => severityOf('unreachable', importance))).toEqual(['critical', 'major', 'minor']);
  });
});

describe('R-8.4.3-c2-2 default policies', () => {
  it('are valid on the wire, each with an id of its own', () => {
    for (const policy of DEFAULT_POLICIES) expect(PolicyContract.parse({ ...policy, version: 1, updatedAt: 0 }).id).toBe(policy.id);
    expect(new Set(DEFAULT_POLICIES.map(({ id }) => id)).size).toBe(DEFAULT_POLICIES.length);
  });

  it('name catalogued metrics, each for classes that have it', () => {
    for (const { metric, classes } of DEFAULT_POLICIES) {
      const definition = metricDefinition(metric);
      expect(definition, metric).toBeDefined();
      for (const one of classes) expect(definition?.classes, metric).toContain(one);
    }
  });

  it('have levels in the order of severity, inside the range of the metric, none stricter as the importance falls', () => {
    for (const { id, metric, levels, direction } of DEFAULT_POLICIES) {
      const sign = direction === 'above' ? 1 : -1;
      const [low, high] = metricDefinition(metric)?.range ?? [0, Number.POSITIVE_INFINITY];
      for (const importance of IMPORTANCES) {
        const set = SEVERITIES.map((severity) => levels[importance][severity]).filter((level) => level !== null);
        expect(set.length, `${id} ${importance}`).toBeGreaterThan(0);
        expect(set, `${id} ${importance}`).toEqual(set.toSorted((a, b) => sign * (b - a)));
        expect(
          set.every((level) => level >= low && level < high),
          `${id} ${importance}`,
        ).toBe(true);
      }
      for (const severity of SEVERITIES) {
        const set = IMPORTANCES.map((importance) => levels[importance][severity]).filter((level) => level !== null);
        expect(set, `${id} ${severity}`).toEqual(set.toSorted((a, b) => sign * (a - b)));
      }
    }
  });

  it('apply by class and importance, and not while switched off', () => {
    const policy = DEFAULT_POLICIES[0]!;
    expect(ruleFor(policy, 'RC3', 'core', 30_000)).toMatchObject({ levels: policy.levels.core, intervalMs: 30_000 });
    expect(ruleFor(policy, 'RC1', 'core', 30_000)).toBe(null);
    expect(ruleFor({ ...policy, enabled: false }, 'RC3', 'core', 30_000)).toBe(null);
    expect(DEFAULT_POLICIES.find(({ id }) => id === 'icmp.rtt')?.classes).toEqual(RESOURCE_CLASSES);
  });
});

describe('reasons', () => {
  it('carry the stage of their key', () => {
    expect(reason('threshold.failures', { failures: 3, clearAfter: 1 })).toEqual({
      stage: 'threshold',
      key: 'threshold.failures',
      values: { failures: 3, clearAfter: 1 },
    });
    for (const key of REASON_KEYS) expect(key.split('.')[0]).toBe(REASONS[key].stage);
  });
});
