import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { echoStatistics } from './ping.ts';
import { oidOf, patienceOf } from './tool.ts';
import { type Hop, hopOf, MOST_SILENT, wayOf } from './trace.ts';

describe('R-8.4.2-c2-3 statistics of a ping', () => {
  it('are those of its replies; lost echoes count as lost and have no time', () => {
    expect(echoStatistics([1, 3, null, null])).toEqual({
      ...{ sent: 4, received: 2, lossPercent: 50, leastMs: 1, meanMs: 2, mostMs: 3, deviationMs: 1 },
    });
    expect(echoStatistics([null])).toMatchObject({ lossPercent: 100, meanMs: null, deviationMs: null });
    expect(echoStatistics([])).toMatchObject({ sent: 0, lossPercent: 0, meanMs: null });
  });

  it('lie between the least and the most, whatever came back', () => {
    const rtt = fc.option(fc.double({ min: 0, max: 5000, noNaN: true }));
    fc.assert(
      fc.property(fc.array(rtt, { minLength: 1, maxLength: 100 }), (rtts) => {
        const { sent, received, lossPercent, leastMs, meanMs, mostMs } = echoStatistics(rtts);
        expect(sent).toBe(rtts.length);
        expect(lossPercent).toBeCloseTo((100 * (sent - received)) / sent);
        if (leastMs === null || meanMs === null || mostMs === null) expect(received).toBe(0);
        else {
          expect(leastMs).toBeLessThanOrEqual(meanMs + 1e-6);
          expect(meanMs).toBeLessThanOrEqual(mostMs + 1e-6);
        }
      }),
    );
  });
});

const TARGET = '10.0.9.9';
const exceeded = (from: string) => ({ error: 'ICMP Time Exceeded', from });
const answered = (ttl: number, from: string): Hop => hopOf({ ttl, sent: 2, replies: [], errors: [exceeded(from), exceeded(from)] }, TARGET);
const nobody = (ttl: number): Hop => hopOf({ ttl, sent: 2, replies: [], errors: [] }, TARGET);
const there = (ttl: number): Hop => hopOf({ ttl, sent: 2, replies: [0.4, 0.5], errors: [] }, TARGET);

describe('R-8.4.2-c2-3 a traced way', () => {
  it('names who answered each step; several where packets go different ways', () => {
    expect(
      hopOf({ ttl: 2, sent: 3, replies: [], errors: [exceeded('10.0.0.1'), exceeded('10.0.0.2'), exceeded('10.0.0.1')] }, TARGET),
    ).toEqual({ ttl: 2, sent: 3, answered: 3, addresses: ['10.0.0.1', '10.0.0.2'], isDestination: false, error: null });
  });

  it('ends where the destination answers first, though farther steps were asked beside it', () => {
    const { hops, end } = wayOf([there(4), answered(1, '10.0.0.1'), there(3), answered(2, '10.0.1.1')], 30);
    expect([hops.map(({ ttl }) => ttl), end]).toEqual([[1, 2, 3], 'reached']);
  });

  it('ends where somebody says it cannot be reached, and says what was said', () => {
    const stop = hopOf({ ttl: 2, sent: 1, replies: [], errors: [{ error: 'ICMP Host Unreachable', from: '10.0.1.1' }] }, TARGET);
    expect(wayOf([answered(1, '10.0.0.1'), stop, nobody(3)], 30)).toMatchObject({
      end: 'unreachable',
      hops: [{}, { error: 'ICMP Host Unreachable', addresses: ['10.0.1.1'] }],
    });
  });

  it('goes on over silent steps, and ends after many of them or at its limit', () => {
    const some = [answered(1, '10.0.0.1'), nobody(2), nobody(3), answered(4, '10.0.4.1')];
    expect(wayOf(some, 30).end).toBeNull();
    const silent = Array.from({ length: MOST_SILENT + 2 }, (_, index) => nobody(index + 5));
    expect(wayOf([...some, ...silent], 30)).toMatchObject({ end: 'silent' });
    expect(wayOf([...some, ...silent], 30).hops).toHaveLength(4 + MOST_SILENT);
    expect(wayOf(some, 4).end).toBe('limit');
  });
});

describe('R-8.4.2-c2-3 an OID', () => {
  it('is dotted numbers, with or without a dot before them', () => {
    expect(oidOf(' .1.3.6.1.2.1 ')).toBe('1.3.6.1.2.1');
    expect(oidOf('1.3.6.1.4.1.4294967295')).toBe('1.3.6.1.4.1.4294967295');
    for (const wrong of ['', '1', '.', '3.1', '1.3.', '1..3', '1.3.06', '1.3.4294967296', 'sysName.0', '1.3.-6', `1${'.1'.repeat(128)}`])
      expect([wrong, oidOf(wrong)]).toEqual([wrong, null]);
  });

  it('read back is the same', () => {
    const numbers = fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { minLength: 1, maxLength: 100 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 }), numbers, (first, rest) => {
        const oid = [first, ...rest].join('.');
        expect(oidOf(`.${oid}`)).toBe(oid);
      }),
    );
  });
});

it('patience is longer than the work takes', () => {
  expect(patienceOf({ tool: 'ping', count: 100 })).toBeGreaterThan(50_000);
  expect(patienceOf({ tool: 'port', ports: [22] })).toBeGreaterThan(20_000);
});
