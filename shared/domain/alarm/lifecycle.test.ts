import { describe, expect, it } from 'vitest';
import { aFinding, anAlarm, MINUTE, OPERATOR, RESOURCE_ID, SECOND, T0 } from '../../../test/support/alarms.ts';
import type { AlarmAction, Refusal, Transition } from './action.ts';
import { FLAP_QUIET_MS, settlesAt } from './flapping.ts';
import { STANDINGS, type Standing, standing, transition } from './lifecycle.ts';
import { REFRESH_MS } from './lifecycleSteps.ts';
import type { Alarm } from './record.ts';

const LATER = T0 + MINUTE;
const acknowledged = { at: T0 + 1, by: OPERATOR.id, byName: OPERATOR.name, comment: null };
const cleared = { at: T0 + 20 * SECOND, kind: 'automatic', by: null, reason: null } as const;

const ALARMS: Readonly<Record<Standing, Alarm>> = {
  activeUnacknowledged: anAlarm(),
  activeAcknowledged: anAlarm({ acknowledged }),
  clearedUnacknowledged: anAlarm({ cleared, isPresent: false, changes: [T0, cleared.at] }),
  closed: anAlarm({ cleared, acknowledged, isPresent: false, changes: [T0, cleared.at] }),
};

const report = (at: number, severity: Alarm['severity'] = 'major'): AlarmAction => ({
  kind: 'report',
  at,
  receivedAt: at,
  finding: aFinding({ severity }),
});
const persist = (at: number, severity: Alarm['severity'] = 'major'): AlarmAction => ({
  kind: 'persist',
  at,
  receivedAt: at,
  finding: aFinding({ severity }),
});
const clear = (at: number, overrides: Partial<Extract<AlarmAction, { kind: 'clear' }>> = {}): AlarmAction => ({
  kind: 'clear',
  at,
  receivedAt: at,
  clearKind: 'automatic',
  isFinal: false,
  person: null,
  reason: null,
  ...overrides,
});
const acknowledge = (at: number, seenVersion: number | null = null): AlarmAction => ({
  kind: 'acknowledge',
  at,
  person: OPERATOR,
  comment: 'on it',
  seenVersion,
});

const CAUSE = { kind: 'resource', resourceId: RESOURCE_ID, component: '', name: 'SW-CORE-1', certainty: 1 } as const;

const ACTIONS: Readonly<Record<string, AlarmAction>> = {
  report: report(LATER),
  'report, more severe': report(LATER, 'critical'),
  'report, less severe': report(LATER, 'minor'),
  persist: persist(LATER),
  'persist, more severe': persist(LATER, 'critical'),
  'persist, less severe': persist(LATER, 'minor'),
  'automatic clear': clear(LATER),
  'final clear': clear(LATER, { isFinal: true, reason: 'policyWithdrawn' }),
  'manual clear': clear(LATER, { clearKind: 'manual', person: OPERATOR, reason: 'known' }),
  'retired clear': clear(LATER, { clearKind: 'retired', person: OPERATOR, reason: 'gone' }),
  acknowledge: acknowledge(LATER),
  unacknowledge: { kind: 'unacknowledge', at: LATER, person: OPERATOR, reason: 'mistake' },
  comment: { kind: 'comment', at: LATER, person: OPERATOR, text: 'seen' },
  settle: { kind: 'settle', at: LATER },
  suppress: { kind: 'suppress', at: LATER, cause: CAUSE },
  unsuppress: { kind: 'unsuppress', at: LATER },
};

/** Every pair has one outcome: where it leads and what the history says, or the code of the refusal. `!` marks what sounds. */
const OUTCOMES: Readonly<Record<Standing, Readonly<Record<keyof typeof ACTIONS, string>>>> = {
  activeUnacknowledged: {
    report: 'activeUnacknowledged: repeated',
    'report, more severe': 'activeUnacknowledged: repeated severityChanged !',
    'report, less severe': 'activeUnacknowledged: repeated severityChanged',
    persist: 'activeUnacknowledged:',
    'persist, more severe': 'activeUnacknowledged: severityChanged !',
    'persist, less severe': 'activeUnacknowledged: severityChanged',
    'automatic clear': 'clearedUnacknowledged: cleared',
    'final clear': 'clearedUnacknowledged: cleared',
    'manual clear': 'clearedUnacknowledged: cleared',
    'retired clear': 'clearedUnacknowledged: cleared',
    acknowledge: 'activeAcknowledged: acknowledged',
    unacknowledge: 'notAcknowledged',
    comment: 'activeUnacknowledged: commented',
    settle: 'notFlapping',
    suppress: 'activeUnacknowledged: suppressed',
    unsuppress: 'notSuppressed',
  },
  activeAcknowledged: {
    report: 'activeAcknowledged: repeated',
    'report, more severe': 'activeUnacknowledged: repeated severityChanged unacknowledged !',
    'report, less severe': 'activeAcknowledged: repeated severityChanged',
    persist: 'activeAcknowledged:',
    'persist, more severe': 'activeUnacknowledged: severityChanged unacknowledged !',
    'persist, less severe': 'activeAcknowledged: severityChanged',
    'automatic clear': 'closed: cleared',
    'final clear': 'closed: cleared',
    'manual clear': 'closed: cleared',
    'retired clear': 'closed: cleared',
    acknowledge: 'alreadyAcknowledged',
    unacknowledge: 'activeUnacknowledged: unacknowledged',
    comment: 'activeAcknowledged: commented',
    settle: 'notFlapping',
    suppress: 'activeAcknowledged: suppressed',
    unsuppress: 'notSuppressed',
  },
  clearedUnacknowledged: {
    report: 'activeUnacknowledged: returned !',
    'report, more severe': 'activeUnacknowledged: returned !',
    'report, less severe': 'activeUnacknowledged: returned !',
    persist: 'activeUnacknowledged: returned !',
    'persist, more severe': 'activeUnacknowledged: returned !',
    'persist, less severe': 'activeUnacknowledged: returned !',
    'automatic clear': 'alreadyCleared',
    'final clear': 'alreadyCleared',
    'manual clear': 'alreadyCleared',
    'retired clear': 'alreadyCleared',
    acknowledge: 'closed: acknowledged',
    unacknowledge: 'notAcknowledged',
    comment: 'clearedUnacknowledged: commented',
    settle: 'notFlapping',
    suppress: 'alreadyCleared',
    unsuppress: 'alreadyCleared',
  },
  closed: {
    report: 'closed',
    'report, more severe': 'closed',
    'report, less severe': 'closed',
    persist: 'closed',
    'persist, more severe': 'closed',
    'persist, less severe': 'closed',
    'automatic clear': 'closed',
    'final clear': 'closed',
    'manual clear': 'closed',
    'retired clear': 'closed',
    acknowledge: 'closed',
    unacknowledge: 'closed',
    comment: 'closed: commented',
    settle: 'closed',
    suppress: 'closed',
    unsuppress: 'closed',
  },
};

function told(result: Transition): string {
  if (!result.accepted) return result.code;
  const kinds = result.events.map(({ kind }) => ` ${kind}`).join('');
  return `${standing(result.alarm)}:${kinds}${result.sounds ? ' !' : ''}`;
}

function must(alarm: Alarm, action: AlarmAction): Alarm {
  const result = transition(alarm, action);
  if (!result.accepted) throw new Error(result.code);
  return result.alarm;
}

const refusal = (alarm: Alarm, action: AlarmAction): Refusal | null => {
  const result = transition(alarm, action);
  return result.accepted ? null : result.code;
};

/** Runs actions; a refusal is a fault of the test. */
const run = (...actions: readonly AlarmAction[]): Alarm => actions.reduce(must, anAlarm());

describe('D-ALM-4 life of an alarm (domain-model 4.2)', () => {
  for (const from of STANDINGS)
    for (const [name, action] of Object.entries(ACTIONS))
      it(`${from} + ${name} -> ${OUTCOMES[from][name]}`, () => {
        const before = structuredClone(ALARMS[from]);
        const result = transition(ALARMS[from], action);
        expect(told(result)).toBe(OUTCOMES[from][name]);
        expect(ALARMS[from]).toEqual(before);
        if (!result.accepted) return;
        expect(result.alarm.version).toBe(before.version + 1);
        expect(result.alarm.attentionVersion).toBe(result.sounds ? result.alarm.version : before.attentionVersion);
      });

  it('R-8.4.3-b4-3 counts a repeat and moves the newest time, in the same row', () => {
    const alarm = run(report(T0 + 30 * SECOND), report(T0 + 60 * SECOND));
    expect(alarm).toMatchObject({ id: anAlarm().id, count: 3, firstAt: T0, lastAt: T0 + 60 * SECOND, activeAt: T0, isPresent: true });
  });

  it('does not count a condition that goes on, but shows its newest value', () => {
    const threshold = { metric: 'filesystem.utilisation', observed: 93.5, level: 90, direction: 'above' } as const;
    const alarm = must(anAlarm(), { kind: 'persist', at: LATER, receivedAt: LATER, finding: aFinding({ threshold }) });
    expect(alarm).toMatchObject({ count: 1, lastAt: LATER, threshold });
  });

  it('writes nothing while a condition that goes on shows nothing new, for a minute at most', () => {
    const alarm = anAlarm();
    expect(transition(alarm, persist(T0 + REFRESH_MS - 1))).toEqual({ accepted: true, alarm, events: [], sounds: false });
    expect(must(alarm, persist(T0 + REFRESH_MS))).toMatchObject({ lastAt: T0 + REFRESH_MS, version: 2 });
  });

  it('keeps the acknowledgement when the severity falls and the trend says so', () => {
    const alarm = must(ALARMS.activeAcknowledged, persist(LATER, 'warning'));
    expect(alarm).toMatchObject({ severity: 'warning', trend: 'lessSevere', acknowledged });
  });

  it('asks again when the severity of an acknowledged alarm rises', () => {
    const alarm = must(ALARMS.activeAcknowledged, persist(LATER, 'critical'));
    expect(alarm).toMatchObject({ severity: 'critical', trend: 'moreSevere', acknowledged: null });
    expect(must(alarm, persist(LATER + 1, 'critical')).trend).toBe('noChange');
  });

  it('explains a new severity with new reasons, and an unchanged one with the old', () => {
    const why = [{ stage: 'raised', key: 'raised.byPolicy', values: {} }] as const;
    const told = { kind: 'persist', at: LATER, receivedAt: LATER } as const;
    expect(must(anAlarm(), { ...told, finding: aFinding({ severity: 'critical', reasons: why }) }).reasons).toBe(why);
    expect(must(anAlarm(), { ...told, finding: aFinding({ additionalText: 'x', reasons: why }) }).reasons).toEqual([]);
  });

  it('refuses an acknowledgement of what has since returned or become more severe', () => {
    const alarm = run(persist(LATER, 'critical'));
    expect(alarm.attentionVersion).toBe(2);
    expect(refusal(alarm, acknowledge(LATER, 1))).toBe('changed');
    expect(refusal(alarm, acknowledge(LATER, 2))).toBe(null);
  });

  it('accepts an acknowledgement of an older version when only the value moved', () => {
    const alarm = run(persist(LATER), { kind: 'comment', at: LATER, person: OPERATOR, text: 'x' });
    expect(alarm.version).toBe(3);
    expect(must(alarm, acknowledge(LATER + 1, 1)).acknowledged).toEqual({
      at: LATER + 1,
      by: OPERATOR.id,
      byName: OPERATOR.name,
      comment: 'on it',
    });
  });

  it('records person, time and reason of what a person did', () => {
    const person = { by: OPERATOR.id, byName: OPERATOR.name };
    const events = [
      [ACTIONS.acknowledge, { kind: 'acknowledged', text: 'on it' }],
      [ACTIONS['manual clear'], { kind: 'cleared', text: 'known' }],
      [ACTIONS.comment, { kind: 'commented', text: 'seen' }],
    ] as const;
    for (const [action, event] of events) {
      const result = transition(anAlarm(), action as AlarmAction);
      expect(result.accepted && result.events).toEqual([{ at: LATER, severity: 'major', ...person, ...event }]);
    }
    expect(must(anAlarm(), ACTIONS['manual clear'] as AlarmAction).cleared).toEqual({
      at: LATER,
      kind: 'manual',
      by: OPERATOR.id,
      reason: 'known',
    });
    expect(must(anAlarm(), ACTIONS.comment as AlarmAction).comments).toBe(1);
  });

  it('is the same alarm when its condition returns, active from then on', () => {
    const alarm = run(clear(T0 + 20 * SECOND), persist(LATER, 'minor'));
    expect(alarm).toMatchObject({ count: 2, severity: 'minor', trend: 'lessSevere', firstAt: T0, activeAt: LATER, cleared: null });
  });

  it('returns when the condition persists at the next poll after a manual clear, which is no change of the condition', () => {
    const alarm = run(clear(T0 + 20 * SECOND, { clearKind: 'manual', person: OPERATOR, reason: 'x' }), persist(LATER));
    expect(alarm).toMatchObject({ count: 2, cleared: null, isPresent: true, changes: [T0] });
  });

  it('an end seen before the newest sight of the condition is no end of a manually cleared alarm, one before the hand alone is', () => {
    const byHand = clear(LATER + 2 * SECOND, { clearKind: 'manual', person: OPERATOR, reason: 'x' });
    const seen = run(persist(LATER), byHand);
    expect(transition(seen, clear(LATER - SECOND))).toEqual({ accepted: false, code: 'late' });
    expect(must(seen, clear(LATER + SECOND))).toMatchObject({ isPresent: false });
  });
  it('notes that the condition of a manually cleared alarm ended, so that its return is a change', () => {
    const alarm = run(clear(T0 + 20 * SECOND, { clearKind: 'manual', person: OPERATOR, reason: 'x' }), clear(LATER));
    expect(alarm).toMatchObject({ isPresent: false, changes: [T0, LATER], cleared: { kind: 'manual' } });
    expect(refusal(alarm, clear(LATER + 1))).toBe('alreadyCleared');
  });
});

describe('D-ALM-2 order of what arrives', () => {
  const active = run(persist(LATER));
  const gone = run(clear(LATER));

  it('refuses reports that are not newer than the newest one, and clears that are older', () => {
    expect(refusal(active, report(LATER))).toBe('late');
    expect(refusal(active, persist(LATER - 1, 'critical'))).toBe('late');
    expect(refusal(active, clear(LATER - 1))).toBe('late');
    expect(refusal(gone, report(LATER))).toBe('late');
    expect(refusal(gone, persist(LATER - 1))).toBe('late');
  });

  it('lets no order hold back a clear by hand, of a retired resource or of a withdrawn rule', () => {
    for (const name of ['manual clear', 'retired clear', 'final clear']) {
      const alarm = must(active, { ...(ACTIONS[name] as Extract<AlarmAction, { kind: 'clear' }>), at: T0 - MINUTE });
      expect(alarm.cleared?.at).toBe(T0);
    }
  });

  it('accepts what a clock set back by an hour says, and moves no time backwards', () => {
    const back = { receivedAt: T0 - 60 * MINUTE, at: T0 - 60 * MINUTE };
    const repeated = must(active, { ...report(0), ...back } as AlarmAction);
    expect(repeated).toMatchObject({ count: 2, firstAt: T0, lastAt: LATER });
    const ended = must(active, { ...clear(0), ...back } as AlarmAction);
    expect(ended.cleared?.at).toBe(T0);
    const returned = must(ended, { ...persist(0), ...back } as AlarmAction);
    expect(returned).toMatchObject({ count: 2, firstAt: T0, activeAt: T0, lastAt: LATER });
  });
});

describe('D-ALM-3 flapping', () => {
  const toggled = [clear(T0 + 1 * MINUTE), persist(T0 + 2 * MINUTE), clear(T0 + 3 * MINUTE)] as const;
  const flapping = run(...toggled);

  it('marks the alarm at the fourth change within ten minutes and keeps it active', () => {
    const before = run(...toggled.slice(0, 2));
    const result = transition(before, toggled[2]);
    expect(told(result)).toBe('activeUnacknowledged: flapping');
    expect(flapping).toMatchObject({ isFlapping: true, isPresent: false, cleared: null });
  });

  it('does not mark four changes that take longer than ten minutes', () => {
    const slow = run(clear(T0 + 4 * MINUTE), persist(T0 + 8 * MINUTE), clear(T0 + 10 * MINUTE + 1));
    expect(slow).toMatchObject({ isFlapping: false });
    expect(standing(slow)).toBe('clearedUnacknowledged');
    expect(run(clear(T0 + 4 * MINUTE), persist(T0 + 8 * MINUTE), clear(T0 + 10 * MINUTE)).isFlapping).toBe(true);
  });

  it('neither clears nor sounds while it flaps, but counts', () => {
    const results: Transition[] = [];
    let alarm = flapping;
    for (let i = 0; i < 6; i += 1) {
      const action = i % 2 === 0 ? persist(T0 + (4 + i) * MINUTE) : clear(T0 + (4 + i) * MINUTE);
      const result = transition(alarm, action);
      results.push(result);
      if (result.accepted) alarm = result.alarm;
    }
    expect(results.map(told)).toEqual(Array(6).fill('activeUnacknowledged:'));
    expect(alarm).toMatchObject({ count: flapping.count + 3, isPresent: false, changes: [6, 7, 8, 9].map((m) => T0 + m * MINUTE) });
  });

  it('holds the highest severity while it flaps and sounds for a rise only once', () => {
    const worse = transition(flapping, persist(T0 + 4 * MINUTE, 'critical'));
    expect(told(worse)).toBe('activeUnacknowledged: severityChanged !');
    const alarm = worse.accepted ? must(worse.alarm, clear(T0 + 5 * MINUTE)) : flapping;
    expect(told(transition(alarm, persist(T0 + 6 * MINUTE, 'major')))).toBe('activeUnacknowledged:');
  });

  it('settles after the quiet time into its true state, dated when the condition ended', () => {
    const at = T0 + 3 * MINUTE + FLAP_QUIET_MS;
    expect(settlesAt(flapping)).toBe(at);
    expect(refusal(flapping, { kind: 'settle', at: at - 1 })).toBe('notQuiet');
    const result = transition(flapping, { kind: 'settle', at });
    expect(told(result)).toBe('clearedUnacknowledged: settled cleared');
    expect(result.accepted && result.alarm).toMatchObject({
      isFlapping: false,
      changes: [],
      cleared: { at: T0 + 3 * MINUTE, kind: 'automatic' },
    });
  });

  it('settles into history when it was acknowledged, and stays active when the condition is there', () => {
    const seen = must(flapping, acknowledge(T0 + 3 * MINUTE + 1));
    expect(standing(must(seen, { kind: 'settle', at: T0 + 9 * MINUTE }))).toBe('closed');
    const there = must(flapping, persist(T0 + 4 * MINUTE));
    expect(told(transition(there, { kind: 'settle', at: T0 + 9 * MINUTE }))).toBe('activeUnacknowledged: settled');
  });

  it('settles although the clock was set back behind its last change', () => {
    expect(refusal(flapping, { kind: 'settle', at: T0 - 60 * MINUTE })).toBe(null);
  });

  it('never settles between two changes of one that toggles steadily at the limit', () => {
    let alarm = anAlarm();
    const third = 200 * SECOND;
    for (let i = 1; i <= 20; i += 1) {
      const at = T0 + i * third;
      if (i > 3) expect(refusal(alarm, { kind: 'settle', at: at - 1 })).toBe('notQuiet');
      alarm = must(alarm, i % 2 === 1 ? clear(at) : persist(at));
    }
    expect(alarm.isFlapping).toBe(true);
  });

  it('clears at once by hand, and flaps again when the condition goes on toggling', () => {
    const byHand = must(flapping, clear(T0 + 4 * MINUTE, { clearKind: 'manual', person: OPERATOR, reason: 'x' }));
    expect(byHand).toMatchObject({ isFlapping: false, cleared: { kind: 'manual' } });
    expect(told(transition(byHand, persist(T0 + 5 * MINUTE)))).toBe('activeUnacknowledged: returned flapping !');
  });
});
