import { describe, expect, it } from 'vitest';
import { aFinding, anAlarm, MINUTE, OPERATOR, RESOURCE_ID, SECOND, T0 } from '../../../test/support/alarms.ts';
import { type AlarmBook, fold } from './fold.ts';
import { transition } from './lifecycle.ts';
import { reason } from './reasons.ts';
import type { Alarm } from './record.ts';
import { type ConditionReport, conditionOf, ended, told, withdrawn } from './report.ts';

const IDENTITY = { id: '01990000-0000-7000-8000-000000000b02', number: 'ALM-20261124-000002' };
const CONDITION = conditionOf(RESOURCE_ID, 'thresholdCrossed', '/data', 'policy.filesystem.utilisation');
const acknowledged = { at: T0 + 1, by: OPERATOR.id, byName: OPERATOR.name, comment: null };

const report = (at: number, overrides: Partial<Parameters<typeof told>[1]> = {}): ConditionReport =>
  told(CONDITION, {
    at,
    now: at + SECOND,
    importance: 'key',
    severity: 'major',
    specificProblem: 'filesystem.utilisation',
    threshold: { metric: 'filesystem.utilisation', observed: 93.4, level: 90, direction: 'above' },
    observed: reason('observed.sample', { metric: 'filesystem.utilisation', component: '/data', value: 93.4, intervalS: 30 }),
    crossed: reason('threshold.immediate', {}),
    ...overrides,
  });

function book(open: readonly Alarm[], closed: readonly Alarm[] = []): AlarmBook {
  return { open: new Map(open.map((alarm) => [alarm.key, alarm])), closed: new Map(closed.map((alarm) => [alarm.key, alarm])) };
}

describe('D-ALM-1 a report without an alarm', () => {
  it('raises one with every field of the record and the explanation in the order of the stages', () => {
    const change = fold(book([]), report(T0), IDENTITY);
    expect(change).toEqual({
      kind: 'raised',
      sounds: true,
      events: [{ kind: 'raised', at: T0, by: null, byName: null, text: null, severity: 'major' }],
      alarm: anAlarm({
        ...IDENTITY,
        receivedAt: T0 + SECOND,
        threshold: { metric: 'filesystem.utilisation', observed: 93.4, level: 90, direction: 'above' },
        reasons: [
          reason('observed.sample', { metric: 'filesystem.utilisation', component: '/data', value: 93.4, intervalS: 30 }),
          reason('normalised.cause', { eventType: 'qualityOfService', probableCause: 'thresholdCrossed' }),
          reason('deduplicated.first', { key: CONDITION.key }),
          reason('threshold.immediate', {}),
          reason('raised.byPolicy', { severity: 'major', importance: 'key' }),
        ],
      }),
    });
  });

  it('changes nothing when it only says that the condition ended', () => {
    expect(fold(book([]), ended(CONDITION, T0, T0), IDENTITY)).toEqual({ kind: 'unchanged' });
  });
});

describe('D-ALM-2 a report with an open alarm', () => {
  it('never raises a second one', () => {
    for (const open of [
      anAlarm(),
      anAlarm({ acknowledged }),
      anAlarm({ cleared: { at: T0, kind: 'manual', by: OPERATOR.id, reason: 'x' } }),
    ]) {
      const change = fold(book([open]), report(T0 + MINUTE), IDENTITY);
      expect(change.kind === 'changed' && change.alarm.id).toBe(open.id);
    }
  });

  it('counts occurrences, and what goes on only when it begins', () => {
    const count = (open: Alarm, what: ConditionReport): number | null => {
      const change = fold(book([open]), what, IDENTITY);
      return change.kind === 'changed' ? change.alarm.count : null;
    };
    expect(count(anAlarm(), report(T0 + MINUTE))).toBe(1);
    expect(count(anAlarm(), report(T0 + MINUTE, { isOccurrence: true }))).toBe(2);
    expect(count(anAlarm({ cleared: { at: T0, kind: 'automatic', by: null, reason: null }, isPresent: false }), report(T0 + MINUTE))).toBe(
      2,
    );
  });

  it('explains a return with the count it leads to', () => {
    const open = anAlarm({ cleared: { at: T0, kind: 'automatic', by: null, reason: null }, isPresent: false });
    const change = fold(book([open]), report(T0 + MINUTE), IDENTITY);
    expect(change.kind === 'changed' && change.alarm.reasons[2]).toEqual(reason('deduplicated.returned', { key: CONDITION.key, count: 2 }));
    const rise = fold(book([anAlarm()]), report(T0 + MINUTE, { severity: 'critical' }), IDENTITY);
    expect(rise.kind === 'changed' && rise.alarm.reasons[2]).toEqual(reason('deduplicated.first', { key: CONDITION.key }));
  });

  it('changes nothing at a second delivery and while nothing shows', () => {
    const open = anAlarm({ threshold: { metric: 'filesystem.utilisation', observed: 93.4, level: 90, direction: 'above' } });
    expect(fold(book([open]), report(T0), IDENTITY).kind).toBe('unchanged');
    expect(fold(book([open]), report(T0 + 30 * SECOND), IDENTITY).kind).toBe('unchanged');
    expect(fold(book([open]), report(T0 + 60 * SECOND), IDENTITY).kind).toBe('changed');
  });

  it('clears automatically, and tells why when nothing watches any more', () => {
    const byItself = fold(book([anAlarm()]), ended(CONDITION, T0 + MINUTE, T0 + MINUTE), IDENTITY);
    expect(byItself.kind === 'changed' && byItself.alarm.cleared).toEqual({ at: T0 + MINUTE, kind: 'automatic', by: null, reason: null });
    const gone = fold(book([anAlarm()]), withdrawn(CONDITION, T0 + MINUTE, 'policyWithdrawn'), IDENTITY);
    expect(gone.kind === 'changed' && gone.alarm.cleared?.reason).toBe('policyWithdrawn');
  });
});

describe('D-ALM-3 an alarm that closed lately', () => {
  const closed = anAlarm({
    acknowledged,
    cleared: { at: T0 + MINUTE, kind: 'automatic', by: null, reason: null },
    isPresent: false,
    changes: [T0, T0 + MINUTE],
  });

  it('hands its changes on, so that acknowledging every time does not hide a flapping condition', () => {
    const again = fold(book([], [closed]), report(T0 + 2 * MINUTE), IDENTITY);
    if (again.kind !== 'raised') throw new Error(again.kind);
    expect(again.alarm).toMatchObject({ ...IDENTITY, count: 1, changes: [T0, T0 + MINUTE, T0 + 2 * MINUTE] });
    const end = fold(book([again.alarm]), ended(CONDITION, T0 + 3 * MINUTE, T0 + 3 * MINUTE), IDENTITY);
    expect(end.kind === 'changed' && end.alarm).toMatchObject({ isFlapping: true, cleared: null });
  });

  it('hands on nothing older than the window', () => {
    const again = fold(book([], [closed]), report(T0 + 10 * MINUTE + 1), IDENTITY);
    expect(again.kind === 'raised' && again.alarm.changes).toEqual([T0 + MINUTE, T0 + 10 * MINUTE + 1]);
  });

  it('is not raised anew by a second delivery of what it already knew', () => {
    expect(fold(book([], [closed]), report(T0 + MINUTE), IDENTITY).kind).toBe('unchanged');
    expect(fold(book([], [closed]), report(T0 + MINUTE + 1), IDENTITY).kind).toBe('raised');
  });

  it('does not hold back a new alarm when the clock was set back', () => {
    expect(fold(book([], [closed]), report(T0 - 60 * MINUTE), IDENTITY).kind).toBe('raised');
  });

  it('B10 a consequence that was cleared returns on its own: rather heard twice than never', () => {
    const cause = { kind: 'resource', resourceId: RESOURCE_ID, component: '', name: 'SW-1', certainty: 1, at: T0 } as const;
    const held = anAlarm({ cause, cleared: { at: T0 + SECOND, kind: 'automatic', by: null, reason: null }, isPresent: false });
    const again = fold(book([], [held]), report(T0 + 2 * MINUTE), IDENTITY);
    expect(again).toMatchObject({ kind: 'raised', sounds: true, alarm: { cause: null } });
  });
});

describe('a retired resource', () => {
  it('clears its alarms by the life cycle itself', () => {
    const result = transition(anAlarm(), {
      kind: 'clear',
      at: T0 + MINUTE,
      receivedAt: T0 + MINUTE,
      clearKind: 'retired',
      isFinal: true,
      person: OPERATOR,
      reason: 'replaced',
    });
    expect(result.accepted && result.alarm.cleared).toEqual({ at: T0 + MINUTE, kind: 'retired', by: OPERATOR.id, reason: 'replaced' });
  });
});

describe('report', () => {
  it('keeps what a finding says', () => {
    const what = report(T0, { additionalText: 'x', severity: 'minor' });
    expect(what.kind === 'report' && { ...what.finding, reasons: [] }).toEqual(
      aFinding({
        severity: 'minor',
        additionalText: 'x',
        threshold: { metric: 'filesystem.utilisation', observed: 93.4, level: 90, direction: 'above' },
      }),
    );
  });
});
