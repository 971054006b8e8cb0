import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aDefinition } from '../../../test/support/events.ts';
import type { LogRecord } from '../log/record.ts';
import { compileRule, compileRules, type EventRuleDefinition } from './definition.ts';
import { narrowed } from './narrow.ts';
import { createEventReplay } from './replay.ts';

const FAILED = { ...aDefinition(), id: 'failed' };
const RECOVERED = {
  ...aDefinition({ effect: 'ends' }),
  id: 'recovered',
  match: { ...FAILED.match, messageId: 'FAN_RECOVERED', template: 'Fan {fan} recovered' } as EventRuleDefinition['match'],
};

function record(what: 'failed' | 'recovered', fan: number, at: number, over: Partial<LogRecord> = {}): LogRecord {
  const line = `<187>H3C %%10DEV/3/FAN_${what.toUpperCase()}: Fan ${fan} ${what}.`;
  return {
    ...{ receivedAt: at, at: null, kind: 'syslog', transport: 'udp', source: '10.1.1.1', resourceId: 'r1', host: null, app: 'DEV' },
    ...{ processId: null, messageId: `FAN_${what.toUpperCase()}`, facility: null, severity: 'err', marks: [], line, textFrom: 9 },
    ...over,
  };
}
type Rule = typeof FAILED;
const play = (rules: readonly Rule[], id: string, records: readonly LogRecord[]) => {
  const rule = rules.find((one) => one.id === id)!;
  const replay = createEventReplay(compileRules(rules), compileRule(id, rule)!, compileRules([rule]));
  for (const one of records) replay.look(one);
  return replay.counts();
};

describe('R-8.4.2-c4-2 what a rule would have found', () => {
  const records = [
    record('failed', 1, 10),
    record('failed', 1, 20),
    record('recovered', 1, 30),
    record('failed', 1, 40),
    record('failed', 2, 50),
    record('failed', 3, 60, { resourceId: null, source: '192.0.2.1' }),
  ];

  it('is counted, and alarms are those that began, in whatever order records come', () => {
    const expected = { hits: 5, strangers: 1, shadowed: 0, alarms: 3, resources: 1 };
    expect(play([FAILED, RECOVERED], 'failed', records)).toMatchObject(expected);
    expect(play([FAILED, RECOVERED], 'failed', records.toReversed())).toMatchObject(expected);
    expect(play([FAILED, RECOVERED], 'recovered', records)).toMatchObject({ hits: 1, alarms: 1 });
    expect(play([RECOVERED], 'recovered', records)).toMatchObject({ hits: 1, alarms: 0 });
  });

  it('shows the newest lines and who sent most', () => {
    const { items, senders } = play([FAILED, RECOVERED], 'failed', records);
    expect(items.map(({ at, component }) => [at, component])).toEqual([
      [60, '3'],
      [50, '2'],
      [40, '1'],
      [20, '1'],
      [10, '1'],
    ]);
    expect(senders).toEqual([
      { resourceId: 'r1', source: '10.1.1.1', hits: 4 },
      { resourceId: null, source: '192.0.2.1', hits: 1 },
    ]);
  });

  it('says what a rule that is asked before it takes from it', () => {
    const before = { ...aDefinition({ condition: 'other' }), id: 'before' };
    expect(play([before, FAILED], 'failed', records)).toMatchObject({ hits: 0, shadowed: 5, alarms: 0 });
    const same = { ...FAILED, id: 'same' };
    expect(play([same, FAILED], 'failed', records)).toMatchObject({ hits: 0, shadowed: 5, alarms: 0 });
  });
});

describe('R-8.4.3-c4-1 the records that are looked through for a rule', () => {
  it('hold everything that it means', () => {
    const word = fc.constantFrom('Fan', 'fan', 'FAN', '风扇', 'Ünit', 'x', ' ', '3', 'failed', '故障');
    const text = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(''));
    fc.assert(
      fc.property(text, text, text, (head, part, tail) => {
        const rule = compileRule('r', {
          ...FAILED,
          match: { ...FAILED.match, app: null, messageId: null, template: `${head} * ${tail}` } as never,
        });
        if (!rule) return;
        const { terms } = narrowed(rule, 0, 1);
        const small = `> ${head} ${part} ${tail}`.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
        for (const { text: wanted } of terms) expect(small).toContain(wanted);
      }),
    );
    const trap = compileRule('t', {
      ...FAILED,
      match: { kind: 'trap', oid: '1.3.6.1.4.1.2011.*', variables: [] },
      component: { kind: 'whole' },
    });
    expect(narrowed(trap!, 5, 9)).toMatchObject({ from: 5, to: 9, kind: [{ values: ['trap'] }], terms: [{ text: '1.3.6.1.4.1.2011.' }] });
  });
});
