import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anAlarm, OPERATOR, T0 } from '../../../test/support/alarms.ts';
import { EVENT_CAUSES, keyRuleOf } from '../event/definition.ts';
import { conditionKey } from './key.ts';
import { transition } from './lifecycle.ts';
import { PROBABLE_CAUSES } from './record.ts';
import { metricOfRule, RULES } from './state.ts';
import { isUnhideable, UNHIDEABLE } from './unhideable.ts';

const byHand = {
  kind: 'clear',
  at: T0 + 1,
  receivedAt: T0 + 1,
  clearKind: 'manual',
  isFinal: false,
  person: OPERATOR,
  reason: 'x',
} as const;

describe('R-8.4.3-d2-7 监测中断 cannot be hidden', () => {
  it('is no cause that a rule over events can have, and no condition that one can end', () => {
    for (const cause of UNHIDEABLE) expect(EVENT_CAUSES as readonly string[]).not.toContain(cause);
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom(...Object.values(RULES).filter((rule) => typeof rule === 'string'))),
        (condition) => {
          for (const rule of [RULES.heartbeat, RULES.station])
            expect(conditionKey('r', 'monitoringInterrupted', '', keyRuleOf(condition))).not.toBe(
              conditionKey('r', 'monitoringInterrupted', '', rule),
            );
        },
      ),
    );
  });

  it('is raised by no policy, so that none that is withdrawn, and no silent observation of one, holds it back', () => {
    expect([metricOfRule(RULES.heartbeat), metricOfRule(RULES.station)]).toEqual([null, null]);
  });

  it('is not cleared by hand while it lasts, acknowledged or not; any other alarm is', () => {
    for (const probableCause of PROBABLE_CAUSES) {
      const alarm = anAlarm({ probableCause });
      const seen = transition(alarm, { kind: 'acknowledge', at: T0 + 1, person: OPERATOR, comment: null, seenVersion: null });
      for (const one of [alarm, seen.accepted ? seen.alarm : alarm]) {
        const result = transition(one, byHand);
        expect([probableCause, result.accepted]).toEqual([probableCause, !isUnhideable(alarm)]);
        if (!result.accepted) expect(result.code).toBe('unhideable');
      }
    }
  });

  it('ends when it is heard again, and when its resource is retired', () => {
    const alarm = anAlarm({ probableCause: 'monitoringInterrupted' });
    for (const how of [{ clearKind: 'automatic' }, { clearKind: 'retired', isFinal: true }] as const)
      expect(transition(alarm, { ...byHand, person: null, reason: null, ...how }).accepted).toBe(true);
  });
});
