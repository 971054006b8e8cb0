import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EventRule, type EventSubject, firstHit, indexRules } from './rule.ts';
import { parseTemplate, type Template } from './template.ts';

const IF_INDEX = '1.3.6.1.2.1.2.2.1.1';
const IF_OPER = '1.3.6.1.2.1.2.2.1.8';
const LINK_DOWN = '1.3.6.1.6.3.1.1.5.3';
const rule = (over: Partial<EventRule>): EventRule => ({
  id: 'r',
  match: { kind: 'trap', oid: LINK_DOWN, variables: [] },
  condition: 'link',
  effect: 'begins',
  cause: 'interfaceDown',
  severity: null,
  component: { kind: 'value', oid: IF_INDEX },
  ...over,
});
const line = (over: Partial<EventRule['match']> = {}): EventRule['match'] => ({
  kind: 'line',
  app: null,
  messageId: null,
  severity: null,
  template: null,
  ...(over as object),
});
const template = (text: string) => parseTemplate(text) as Template;
const linkDown: EventSubject = {
  kind: 'trap',
  oid: LINK_DOWN,
  variables: [
    { oid: `${IF_INDEX}.3`, text: '3' },
    { oid: `${IF_OPER}.3`, text: '2' },
  ],
};
const h3c: EventSubject = {
  kind: 'line',
  app: 'IFNET',
  messageId: 'PHY_UPDOWN',
  severity: 'err',
  text: '%%10IFNET/3/PHY_UPDOWN: Physical state on the interface XGE1/0/7 changed to down.',
};

describe('R-8.4.2-c4-2 rules over events', () => {
  it('take the part of the device from a row, a value, a hole, or the whole', () => {
    const component = (source: EventRule['component']) => firstHit([rule({ component: source })], linkDown)?.component;
    expect(component({ kind: 'value', oid: IF_INDEX })).toBe('3');
    expect(component({ kind: 'row', oid: IF_OPER })).toBe('3');
    expect(component({ kind: 'whole' })).toBe('');
    expect(component({ kind: 'value', oid: '1.3.6.1.2.1.99' })).toBe('');
    const lineRule = rule({
      match: line({ kind: 'line', template: template('interface {component} changed to down') } as never),
      component: { kind: 'hole', name: 'component' },
    });
    expect(firstHit([lineRule], h3c)?.component).toBe('XGE1/0/7');
  });

  it('ask for values of variables, for module, digest and severity', () => {
    const down = rule({ match: { kind: 'trap', oid: '1.3.6.1.6.3.1.1.5.*', variables: [{ oid: IF_OPER, values: ['2', '7'] }] } });
    expect(firstHit([down], linkDown)?.rule).toBe(down);
    expect(firstHit([down], { ...linkDown, variables: [{ oid: `${IF_OPER}.3`, text: '1' }] })).toBeNull();
    expect(firstHit([down], { ...linkDown, oid: '1.3.6.1.6.3.1.1.55' })).toBeNull();
    const asks = (over: object) => firstHit([rule({ match: line(over as never), component: { kind: 'whole' } })], h3c) !== null;
    expect([asks({ app: 'ifnet' }), asks({ app: 'OSPF' }), asks({ messageId: 'phy_updown' }), asks({ messageId: 'LINK' })]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect([asks({ severity: 'err' }), asks({ severity: 'warning' }), asks({ severity: 'crit' })]).toEqual([true, true, false]);
  });

  it('found by index are those found in turn', () => {
    const oid = fc.constantFrom(LINK_DOWN, '1.3.6.1.6.3.1.1.5.*', '1.3.6.1.*', '1.3.6.1.6.3.1.1.5.4');
    const name = fc.constantFrom(null, 'IFNET', 'ifnet', 'OSPF');
    const match = fc.oneof(
      oid.map((one): EventRule['match'] => ({ kind: 'trap', oid: one, variables: [] })),
      fc.tuple(name, fc.constantFrom(null, 'PHY_UPDOWN', 'X')).map(([app, messageId]) => line({ app, messageId } as never)),
    );
    fc.assert(
      fc.property(fc.array(match, { maxLength: 8 }), fc.constantFrom(linkDown, h3c), (matches, subject) => {
        const rules = matches.map((one, place) => rule({ id: String(place), match: one }));
        expect(indexRules(rules).hit(subject)).toEqual(firstHit(rules, subject));
      }),
    );
  });
});
