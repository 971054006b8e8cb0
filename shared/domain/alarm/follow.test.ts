import { describe, expect, it } from 'vitest';
import { aContext, anAlarm, aSample, brief, polls, RESOURCE_ID, SECOND, STEP, T0 } from '../../../test/support/alarms.ts';
import { aHit, aRaisingRule } from '../../../test/support/events.ts';
import { reportOf } from '../event/hit.ts';
import { observe, review } from './engine.ts';
import { fold } from './fold.ts';
import { follow } from './follow.ts';
import type { Alarm } from './record.ts';
import type { ConditionReport } from './report.ts';
import { resume } from './resume.ts';
import { NO_DETECTORS, RULES } from './state.ts';

const PORT = { probableCause: 'interfaceDown', component: 'Gi0/1', rule: RULES.state('interface.up') } as const;
const up = (value: number, at: number) => aSample('interface.up', value, at, 'Gi0/1');
const context = (now: number) => aContext({ now });
const linkRule = aRaisingRule({ condition: 'interface', cause: 'interfaceDown' });
const told = (effect: 'begins' | 'ends', at: number): ConditionReport =>
  reportOf(linkRule, aHit({ effect, at, lastAt: at }), { id: RESOURCE_ID, importance: 'core' }, 'Gi0/1', at);

describe('D-ALM-2 what a device says and what polling sees of one interface', () => {
  it('have one key, so that it is one alarm', () => {
    const polled = polls([[up(1, T0)], [up(0, T0 + STEP)]]).told.flat();
    expect(polled).toEqual(['interfaceDown Gi0/1 minor']);
    const { reports } = observe(NO_DETECTORS, up(0, T0), context(T0));
    expect(told('begins', T0).key).toBe(reports[0]?.key);
  });

  it('the next look ends what was told, and begins again what was told to be over too early', () => {
    const { state } = polls([[up(1, T0)]]);
    const down = follow(state, PORT, T0 + SECOND, true)!;
    expect(observe(down, up(1, T0 + STEP), context(T0 + STEP)).reports.map(brief)).toEqual(['interfaceDown Gi0/1 ends']);
    const over = follow(down, PORT, T0 + 2 * SECOND, false)!;
    expect(observe(over, up(0, T0 + STEP), context(T0 + STEP)).reports.map(brief)).toEqual(['interfaceDown Gi0/1 minor']);
    expect(observe(over, up(1, T0 + STEP), context(T0 + STEP)).reports).toEqual([]);
  });

  it('a look that is on its way does not undo what was told after it', () => {
    const { state } = polls([[up(1, T0)]]);
    const down = follow(state, PORT, T0 + STEP, true)!;
    expect(observe(down, up(1, T0 + STEP - SECOND), context(T0 + STEP)).reports).toEqual([]);
  });

  it('what waited somewhere while polling went on tells how things were', () => {
    const { state } = polls([[up(1, T0 + STEP)]]);
    expect(follow(state, PORT, T0, true)).toBeNull();
    expect(follow(state, PORT, T0 + STEP - SECOND, true)).not.toBeNull();
  });

  it('where polling does not watch it, it has no say', () => {
    expect(follow(NO_DETECTORS, PORT, T0, true)).toBe(NO_DETECTORS);
  });
});

describe('D-ALM-1 an alarm of an event', () => {
  const raised = (report: ConditionReport): Alarm => {
    const change = fold({ open: new Map(), closed: new Map() }, report, { id: 'a', number: 'ALM-1' });
    return change.kind === 'raised' ? change.alarm : anAlarm();
  };

  it('keeps the line, counts what happened several times, and is ended by the other side', () => {
    const login = aRaisingRule({ condition: 'login', cause: 'unauthorizedAccessAttempt' });
    const happened = (at: number, count: number) =>
      reportOf(login, aHit({ effect: 'happens', at, lastAt: at, count }), { id: RESOURCE_ID, importance: 'core' }, '', at);
    const alarm = raised(happened(T0, 3));
    expect(alarm).toMatchObject({ count: 3, additionalText: aHit().line, eventType: 'processingError', rule: 'event.login' });
    const again = fold({ open: new Map([[alarm.key, alarm]]), closed: new Map() }, happened(T0 + SECOND, 4), { id: 'b', number: 'x' });
    expect(again).toMatchObject({ kind: 'changed', alarm: { count: 7 } });
    const link = raised(told('begins', T0));
    const over = fold({ open: new Map([[link.key, link]]), closed: new Map() }, told('ends', T0 + SECOND), { id: 'b', number: 'x' });
    expect(over).toMatchObject({ kind: 'changed', alarm: { cleared: { kind: 'automatic', at: T0 + SECOND } } });
  });

  it('outlasts a restart of the station without a detector that would give it up', () => {
    for (const rule of [linkRule, aRaisingRule()]) {
      const alarm = raised(reportOf(rule, aHit(), { id: RESOURCE_ID, importance: 'core' }, 'Gi0/1', T0));
      const state = resume(null, [alarm], ['icmp']);
      expect(review(state, aContext({ now: T0, protocols: ['icmp'] })).reports).toEqual([]);
    }
  });

  it('of an interface that polling watches is taken up by its watch', () => {
    const { state } = polls([[up(1, T0)]]);
    const resumed = resume(state, [raised(told('begins', T0 + SECOND))], ['host']);
    expect(observe(resumed, up(1, T0 + STEP), context(T0 + STEP)).reports.map(brief)).toEqual(['interfaceDown Gi0/1 ends']);
  });
});
