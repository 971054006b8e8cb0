import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchTemplate, parseTemplate, type Template } from './template.ts';

const read = (template: string, text: string) => {
  const parsed = parseTemplate(template);
  if (typeof parsed === 'string') throw new Error(parsed);
  return matchTemplate(parsed, text);
};

describe('R-8.4.2-c4-2 sentences with holes', () => {
  it.each([
    [
      'Interface {component}, changed state to {state}',
      '%LINK-3-UPDOWN: Interface TenGigabitEthernet 0/1, changed state to down',
      { component: 'TenGigabitEthernet 0/1', state: 'down' },
    ],
    [
      'on the interface {component} changed to down',
      '%%10IFNET/3/PHY_UPDOWN: Physical state on the Interface XGE1/0/7 changed to DOWN.',
      { component: 'XGE1/0/7' },
    ],
    ['Power {component} * failed', 'Power PWR2 of slot 1 failed', { component: 'PWR2' }],
    ['风扇 {component} 故障', '2号机框：风扇 FAN3 故障', { component: 'FAN3' }],
    ['user {who}', 'login of user zhangwei, from 10.1.1.1', { who: 'zhangwei' }],
    ['link down', 'LINK DOWN again', {}],
  ])('%s is found and its holes are read', (template, text, expected) => {
    expect(read(template, text)).toEqual(expected);
  });

  it('are not found where a part is missing, empty, or in another order', () => {
    expect(read('Interface {component}, changed state to down', 'Interface Gi0/1, changed state to up')).toBeNull();
    expect(read('Interface {component}, changed', 'Interface , changed')).toBeNull();
    expect(read('b * a', 'a then b')).toBeNull();
  });

  it('are found where their beginning stands once before in vain', () => {
    expect(read('Interface {component} is down', `Interface ${'x'.repeat(300)} Interface Gi0/1 is down`)).toEqual({ component: 'Gi0/1' });
  });

  it.each([
    ['', 'empty'],
    ['{a} b', 'edge'],
    ['a *', 'edge'],
    ['a {b}{c} d', 'adjacent'],
    ['a {b} c {b} d', 'twice'],
  ])('%j is refused: %s', (template, fault) => {
    expect(parseTemplate(template)).toBe(fault);
  });

  it('take no longer than the text is long', () => {
    const template = parseTemplate('a * a * a * a * b') as Template;
    const from = performance.now();
    expect(matchTemplate(template, 'a '.repeat(30_000))).toBeNull();
    expect(performance.now() - from).toBeLessThan(500);
  });

  it('give back what was put in', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9/.:]{1,30}$/);
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(read('<< {one} | {other} >>', `x << ${one} | ${other} >> y`)).toEqual({ one, other });
      }),
    );
  });
});
