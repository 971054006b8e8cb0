import { describe, expect, it } from 'vitest';
import { FAULT_KINDS, PROTOCOLS, type Protocol, type Reachability } from '../observation/observation.ts';
import { causesOf, outcomesOf } from './reachability.ts';

function told(protocol: Protocol, kind: (typeof FAULT_KINDS)[number] | null): string {
  const answer: Pick<Reachability, 'protocol' | 'reachable' | 'fault'> = {
    protocol,
    reachable: kind === null,
    fault: kind && { kind, retryable: true, detail: '' },
  };
  return outcomesOf(answer)
    .map(({ cause, outcome }) => `${cause} ${outcome}`)
    .join(', ');
}

describe('R-8.4.2-c3-4 what an answer says', () => {
  const cases: readonly [Protocol, (typeof FAULT_KINDS)[number] | null, string][] = [
    ['icmp', null, 'unreachable good'],
    ['icmp', 'timeout', 'unreachable bad'],
    ['icmp', 'unreachable', 'unreachable bad'],
    ['icmp', 'tool', 'unreachable unknown'],
    ['host', 'protocol', 'unreachable bad'],
    ['tcp', null, 'serviceUnavailable good'],
    ['tcp', 'refused', 'serviceUnavailable bad'],
    ['http', null, 'serviceUnavailable good, authenticationFailure good, contentMismatch good'],
    ['http', 'refused', 'serviceUnavailable bad, authenticationFailure unknown, contentMismatch unknown'],
    ['http', 'protocol', 'serviceUnavailable bad, authenticationFailure unknown, contentMismatch unknown'],
    ['http', 'auth', 'serviceUnavailable good, authenticationFailure bad, contentMismatch unknown'],
    ['http', 'mismatch', 'serviceUnavailable good, authenticationFailure good, contentMismatch bad'],
    ['http', 'tool', 'serviceUnavailable unknown, authenticationFailure unknown, contentMismatch unknown'],
  ];
  for (const [protocol, kind, expected] of cases)
    it(`${protocol} ${kind ?? 'answers'}: ${expected}`, () => expect(told(protocol, kind)).toBe(expected));

  it('finds exactly one condition bad in every fault but that of a missing tool', () => {
    for (const protocol of PROTOCOLS)
      for (const kind of FAULT_KINDS)
        expect([...told(protocol, kind).matchAll(/ bad/g)].length, `${protocol} ${kind}`).toBe(kind === 'tool' ? 0 : 1);
  });

  it('takes an unreachable answer without a fault for one that never came', () => {
    expect(outcomesOf({ protocol: 'icmp', reachable: false, fault: null })).toEqual([{ cause: 'unreachable', outcome: 'bad' }]);
  });

  it('lists the causes of a protocol from the outside in', () => {
    expect(causesOf('icmp')).toEqual(['unreachable']);
    expect(causesOf('http')).toEqual(['serviceUnavailable', 'authenticationFailure', 'contentMismatch']);
    for (const protocol of PROTOCOLS) expect(causesOf(protocol).length, protocol).toBeGreaterThan(0);
  });
});
