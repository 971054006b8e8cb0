import { describe, expect, it } from 'vitest';
import { aDefinition } from '../../../test/support/events.ts';
import { compileRules, type EventRuleDefinition, keyRuleOf, ruleFaults } from './definition.ts';

const line = (over: object): EventRuleDefinition['match'] => ({
  ...{ kind: 'line', app: 'DEV', messageId: null, severity: null, template: 'Fan {fan} failed' },
  ...over,
});
const trap = (over: object): EventRuleDefinition['match'] => ({ kind: 'trap', oid: '1.3.6.1.6.3.1.1.5.3', variables: [], ...over });
const faults = (over: Partial<EventRuleDefinition>) => ruleFaults(aDefinition(over)).map(({ path, code }) => `${path.join('.')} ${code}`);

describe('R-8.4.2-c4-2 what is written of a rule', () => {
  it('may not contradict itself, and says where it does', () => {
    expect(faults({})).toEqual([]);
    expect(faults({ match: line({ template: '{fan} failed' }) })).toEqual(['match.template edge', 'component unknown']);
    expect(faults({ match: line({ app: null, template: null }), component: { kind: 'whole' } })).toEqual(['match.template missing']);
    expect(faults({ component: { kind: 'hole', name: 'slot' } })).toEqual(['component unknown']);
    expect(faults({ component: { kind: 'interface' } })).toEqual(['component unsuited']);
    expect(faults({ match: trap({ oid: 'linkDown' }), component: { kind: 'interface' } })).toEqual(['match.oid unknown']);
    expect(faults({ match: trap({ oid: '1.3.6.1.4.1.2011.*' }), component: { kind: 'whole' } })).toEqual([]);
    expect(faults({ match: trap({ variables: [{ oid: '1.3.*', values: [] }] }), component: { kind: 'value', oid: 'x' } })).toEqual([
      'match.variables.0.oid unknown',
      'match.variables.0.values missing',
      'component unknown',
    ]);
    expect(faults({ match: trap({}), component: { kind: 'hole', name: 'fan' } })).toEqual(['component unknown']);
  });

  it('of what polling watches too has the cause it has there', () => {
    expect(faults({ condition: 'interface' })).toEqual(['cause unsuited']);
    expect(faults({ condition: 'interface', cause: 'interfaceDown' })).toEqual([]);
    expect([keyRuleOf('interface'), keyRuleOf('mains'), keyRuleOf('restart'), keyRuleOf('fan'), keyRuleOf('constructor')]).toEqual([
      'interfaceState',
      'state.ups.mains.up',
      'restart',
      'event.fan',
      'event.constructor',
    ]);
  });

  it('is asked in its order, but for what is off', () => {
    const subject = { kind: 'line', app: 'DEV', messageId: 'X', severity: 'err', text: 'Fan 3 failed.' } as const;
    const [off, first, second] = [{ isOn: false }, { match: line({}) }, { match: line({ app: null }) }].map((over, place) => ({
      ...aDefinition({ match: line({}), ...over }),
      id: String(place),
    }));
    expect(compileRules([off!, first!, second!]).hit(subject)).toMatchObject({ rule: { id: '1' }, component: '3' });
    expect(compileRules([second!, first!]).hit(subject)).toMatchObject({ rule: { id: '2' } });
    expect(compileRules([off!]).hit(subject)).toBeNull();
  });
});
