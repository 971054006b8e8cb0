import { describe, expect, it } from 'vitest';
import { IMPORTANCES } from '../inventory/resource.ts';
import { eventTypeOf, severityOf } from './causes.ts';
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
