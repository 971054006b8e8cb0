import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anAlarm, OPERATOR, RESOURCE_ID, T0 } from '../../../test/support/alarms.ts';
import { AlarmCounts } from '../../contracts/alarms.ts';
import { countAlarms } from './counts.ts';
import { standing } from './lifecycle.ts';
import type { Alarm } from './record.ts';
import { SEVERITIES } from './severity.ts';
import { compareAlarms } from './sort.ts';

const acknowledged = { at: T0, by: OPERATOR.id, byName: OPERATOR.name, comment: null };
const cause = { kind: 'resource', resourceId: RESOURCE_ID, component: '', name: 'SW-1', certainty: 1, at: T0 } as const;
const cleared = { at: T0, kind: 'automatic', by: null, reason: null } as const;
const alarms: fc.Arbitrary<Alarm[]> = fc.array(
  fc
    .record({
      id: fc.uuid(),
      severity: fc.constantFrom(...SEVERITIES),
      acknowledged: fc.constantFrom(null, acknowledged),
      cleared: fc.constantFrom(null, cleared),
      cause: fc.constantFrom(null, cause),
      activeAt: fc.integer({ min: 0, max: 5 }),
    })
    .map(anAlarm),
  { maxLength: 20 },
);

describe('order of the list', () => {
  it('has severity bands, in each the unacknowledged first, then the newest', () => {
    const rows = [
      anAlarm({ id: 'a', severity: 'minor', activeAt: T0 + 9 }),
      anAlarm({ id: 'b', severity: 'critical', acknowledged, activeAt: T0 + 8 }),
      anAlarm({ id: 'c', severity: 'critical', activeAt: T0 }),
      anAlarm({ id: 'd', severity: 'critical', activeAt: T0 + 1, cleared }),
      anAlarm({ id: 'e', severity: 'critical', activeAt: T0 }),
    ];
    expect(rows.toSorted(compareAlarms).map(({ id }) => id)).toEqual(['d', 'e', 'c', 'b', 'a']);
  });

  it('is the same for every client, whatever order the alarms arrived in', () => {
    const shuffled = alarms.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(
      fc.property(shuffled, ([a, b]) => {
        expect(b.toSorted(compareAlarms)).toEqual(a.toSorted(compareAlarms));
      }),
    );
  });
});

describe('R-8.4.2-c4-2 counters', () => {
  it('are zero without alarms', () => {
    expect(countAlarms([])).toEqual({
      critical: 0,
      major: 0,
      minor: 0,
      warning: 0,
      total: 0,
      suppressed: 0,
      unacknowledged: 0,
      unacknowledgedBySeverity: { critical: 0, major: 0, minor: 0, warning: 0 },
    });
  });

  it('B10 count consequences as active, and not as waiting for anybody', () => {
    const counts = countAlarms([anAlarm({ cause }), anAlarm({ cause, cleared }), anAlarm()]);
    expect(counts).toMatchObject({ total: 2, major: 2, suppressed: 1, unacknowledged: 1 });
    expect([anAlarm({ id: 'held', cause, activeAt: T0 + 9 }), anAlarm({ id: 'own' })].toSorted(compareAlarms).map(({ id }) => id)).toEqual([
      'own',
      'held',
    ]);
  });

  it('count active alarms by severity, and what nobody has seen', () => {
    const counts = countAlarms([
      anAlarm({ severity: 'critical' }),
      anAlarm({ severity: 'critical', acknowledged }),
      anAlarm({ severity: 'minor', cleared }),
      anAlarm({ severity: 'warning', cleared, acknowledged }),
    ]);
    expect(counts).toMatchObject({ critical: 2, minor: 0, warning: 0, total: 2, unacknowledged: 2 });
    expect(counts.unacknowledgedBySeverity).toEqual({ critical: 1, major: 0, minor: 1, warning: 0 });
  });

  it('fit the contract and agree with the standing of every alarm', () => {
    fc.assert(
      fc.property(alarms, (list) => {
        const counts = AlarmCounts.strict().parse(countAlarms(list));
        expect(counts.total).toBe(list.filter((alarm) => standing(alarm).startsWith('active')).length);
        const waiting = list.filter((alarm) => standing(alarm).endsWith('Unacknowledged') && alarm.cause === null);
        expect(counts.unacknowledged).toBe(waiting.length);
        expect(SEVERITIES.reduce((sum, severity) => sum + counts[severity], 0)).toBe(counts.total);
      }),
    );
  });
});
