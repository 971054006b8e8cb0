import { describe, expect, it } from 'vitest';
import { compileRule, compileRules } from '../../../../shared/domain/event/definition.ts';
import { firstHit } from '../../../../shared/domain/event/rule.ts';
import { subjectOf } from '../../../../shared/domain/event/subject.ts';
import { parseSyslog } from '../../../../shared/domain/syslog/parse.ts';
import { type DeliveredRule, readCatalogue } from './catalogue.ts';

const RULES = readCatalogue();
const RECEIVED = Date.parse('2026-11-28T10:20:31+08:00');
const LINES = RULES.flatMap((rule) => rule.examples.map((example) => ({ rule, ...example })));

/** An example as the receiver would have kept it. */
function subjectIn({ match }: DeliveredRule, line: string) {
  const kept = { kind: 'trap', app: null, messageId: null, severity: null, line, textFrom: 0 } as const;
  return subjectOf(
    match.kind === 'trap' ? kept : { ...kept, kind: 'syslog', ...parseSyslog(line, { receivedAt: RECEIVED, zoneMs: 8 * 3_600_000 }) },
  )!;
}

describe('R-8.4.2-c4-2 the rules that the product brings', () => {
  it.each(LINES)('$rule.id finds its own: $line', ({ rule, line, component }) => {
    const subject = subjectIn(rule, line);
    const all = compileRules(RULES.map((one) => ({ ...one, isOn: true })));
    expect(all.hit(subject)).toMatchObject({ rule: { id: rule.id }, component });
    const alone = firstHit([compileRule(rule.id, rule)!], subject);
    expect(alone?.component).toBe(component);
  });

  it('say whose they are, where it stands, and mean something of their own', () => {
    expect(RULES.length).toBeGreaterThan(100);
    for (const { id, family, source, name } of RULES)
      expect(
        [id, family, source, name].every((text) => text.length > 1),
        id,
      ).toBe(true);
  });

  it('what one ends another begins, of the same part in the same words', () => {
    const thing = ({ condition, cause }: DeliveredRule) => `${condition} ${cause}`;
    const begun = new Set(RULES.filter(({ effect }) => effect !== 'ends').map(thing));
    const ended = RULES.filter(({ effect }) => effect === 'ends');
    expect(ended.filter((rule) => !begun.has(thing(rule))).map(({ id }) => id)).toEqual([]);
    for (const rule of ended) {
      const parts = rule.examples.map(({ component }) => component);
      const others = RULES.filter((one) => one.effect === 'begins' && one.family === rule.family && thing(one) === thing(rule));
      expect(others.length, rule.id).toBeGreaterThan(0);
      for (const part of parts)
        expect(
          others.flatMap(({ examples }) => examples.map(({ component }) => component)),
          rule.id,
        ).toContain(part);
    }
  });

  it('of one condition and cause in different families meet where devices use the same words', () => {
    const peers = LINES.filter(({ rule }) => rule.condition === 'ospfNeighbor' && rule.effect === 'begins');
    expect(new Set(peers.map(({ component }) => component))).toEqual(new Set(['10.0.0.2']));
  });
});
