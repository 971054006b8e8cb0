import { describe, expect, it } from 'vitest';
import { decodeEcho, decodeEchoes, decodeIcmpErrors, summarise } from './decode.ts';

describe('R-8.2.2-a3-3 output of fping', () => {
  const text = [
    'ICMP Network Unreachable from 10.0.0.1 for ICMP Echo sent to 10.255.255.1',
    'ICMP Host Unreachable from 10.9.0.1 for ICMP Echo sent to 10.9.0.77 (10.9.0.77)',
    '10.0.0.5 : duplicate for [0], 64 bytes, 0.12 ms',
    '',
    '127.0.0.1    : 0.068 0.039 0.053',
    '10.255.255.1 : - - -',
    '10.9.0.77    : - - -',
    '10.0.0.9     : 12.4 - 1003',
    '::1          : 0.053 - -',
    'fe80::1%eth0 : - - -',
    'nosuch.invalid: Temporary failure in name resolution',
  ].join('\n');
  const found = decodeEchoes(text);

  it('gives the echoes of each address, with lost ones in their place', () => {
    expect([...found.keys()]).toEqual(['127.0.0.1', '10.255.255.1', '10.9.0.77', '10.0.0.9', '::1', 'fe80::1%eth0']);
    expect(found.get('127.0.0.1')).toEqual({ rtts: [0.068, 0.039, 0.053], icmpError: null });
    expect(found.get('10.0.0.9')?.rtts).toEqual([12.4, null, 1003]);
  });

  it('gives the ICMP error that explains a silence', () => {
    expect(found.get('10.255.255.1')?.icmpError).toBe('ICMP Network Unreachable');
    expect(found.get('10.9.0.77')?.icmpError).toBe('ICMP Host Unreachable');
    expect(found.get('fe80::1%eth0')?.icmpError).toBeNull();
  });

  it('tells each echo while it goes on', () => {
    expect(decodeEcho('127.0.0.1 : [0], 64 bytes, 0.034 ms (0.034 avg, 0% loss)')).toEqual({ index: 0, rtt: 0.034 });
    expect(decodeEcho('1.1.1.1 : [2], timed out (NaN avg, 100% loss)')).toEqual({ index: 2, rtt: null });
    expect(decodeEcho('1.1.1.1 : - - -')).toBeNull();
  });

  it('tells who sent back each ICMP error', () => {
    expect(decodeIcmpErrors(text)).toEqual([
      { error: 'ICMP Network Unreachable', from: '10.0.0.1' },
      { error: 'ICMP Host Unreachable', from: '10.9.0.1' },
    ]);
    expect(decodeIcmpErrors('ICMP Time Exceeded from 192.0.2.1 for ICMP Echo sent to 1.1.1.1\n')).toEqual([
      { error: 'ICMP Time Exceeded', from: '192.0.2.1' },
    ]);
  });

  it('becomes loss and mean round-trip time; no reply has no time', () => {
    expect(summarise({ rtts: [1, 3, null], icmpError: null })).toEqual({ lossPercent: 100 / 3, rttMs: 2 });
    expect(summarise({ rtts: [null, null, null], icmpError: null })).toEqual({ lossPercent: 100, rttMs: null });
    expect(summarise({ rtts: [], icmpError: null })).toEqual({ lossPercent: 100, rttMs: null });
  });
});
