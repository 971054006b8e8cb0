import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aFinding, anAlarm, MINUTE, OPERATOR, SECOND, T0 } from '../../../test/support/alarms.ts';
import type { AlarmAction } from './action.ts';
import { alarmAsOf, type KeptEvent } from './asOf.ts';
import { transition } from './lifecycle.ts';
import type { Alarm, AlarmCause } from './record.ts';
import { SEVERITIES } from './severity.ts';

const CAUSE: AlarmCause = { kind: 'resource', resourceId: 'r9', component: '', name: 'AGG', certainty: 1 };
const FIRST = anAlarm();
const NOBODY = { by: null, byName: null, text: null };
const RAISED: KeptEvent = { kind: 'raised', at: FIRST.firstAt, severity: FIRST.severity, cause: null, ...NOBODY };

type Deed = (at: number) => AlarmAction;
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.constantFrom(...SEVERITIES).map((severity): Deed => {
    const finding = aFinding({ severity });
    return (at) => ({ kind: 'persist', at, receivedAt: at, finding });
  }),
  fc.boolean().map(
    (isFinal): Deed =>
      (at) => ({ kind: 'clear', at, receivedAt: at, clearKind: 'automatic', isFinal, person: null, reason: null }),
  ),
  fc.constant<Deed>((at) => ({ kind: 'settle', at })),
  fc.constant<Deed>((at) => ({ kind: 'acknowledge', at, person: OPERATOR, comment: null, seenVersion: null })),
  fc.constant<Deed>((at) => ({ kind: 'unacknowledge', at, person: OPERATOR, reason: 'not seen' })),
  fc.constant<Deed>((at) => ({ kind: 'suppress', at, cause: CAUSE })),
  fc.constant<Deed>((at) => ({ kind: 'unsuppress', at })),
);

/** What a map shows of an alarm; nothing where it is not active. */
const shown = (alarm: Alarm | null) =>
  alarm === null || alarm.cleared !== null
    ? null
    : {
        severity: alarm.severity,
        cause: alarm.cause,
        acknowledged: alarm.acknowledged,
        isFlapping: alarm.isFlapping,
        activeAt: alarm.activeAt,
      };

test('R-8.4.2-c4-2 an alarm is told as it was at every moment of its life, whatever happened to it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(deed, fc.integer({ min: 1, max: 12 * MINUTE })), { maxLength: 30 }), (deeds) => {
      let [alarm, at] = [FIRST, Math.max(FIRST.receivedAt, FIRST.firstAt)];
      const events: KeptEvent[] = [RAISED];
      const moments = [{ at, alarm }];
      for (const [make, laterMs] of deeds) {
        at += laterMs;
        const result = transition(alarm, make(at));
        if (!result.accepted) continue;
        alarm = result.alarm;
        events.push(...result.events.map(({ cause = null, ...event }) => ({ ...event, cause })));
        moments.push({ at, alarm });
      }
      for (const [index, moment] of moments.entries()) {
        const until = moments[index + 1]?.at ?? at + SECOND;
        for (const then of [moment.at, until - 1]) expect(shown(alarmAsOf(alarm, events, then))).toEqual(shown(moment.alarm));
      }
    }),
  );
});

test('before the station heard of it there was no alarm', () => {
  expect(alarmAsOf({ ...FIRST, receivedAt: T0 + MINUTE }, [RAISED], T0 + MINUTE - 1)).toBeNull();
});
