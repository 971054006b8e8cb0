import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Address, formatAddress, parseAddress } from '../discovery/address.ts';
import type { ResourceId } from '../id.ts';
import { duplicatesOf, type HeldAddress, prefixOfMask, prefixSpan, reachOf, subnetFinder, subnetsOf, useOf } from './subnet.ts';

const [A, B] = ['a', 'b'] as unknown as readonly [ResourceId, ResourceId];
const held = (address: string, prefix: number | null, resourceId = A, port = 'p'): HeldAddress => ({ resourceId, port, address, prefix });
const at = (text: string): Address => parseAddress(text)!;

const v4 = fc.bigInt(0n, 2n ** 32n - 1n).map((value): Address => ({ family: 4, value }));
const v6 = fc.bigInt(0n, 2n ** 128n - 1n).map((value): Address => ({ family: 6, value }));
const anyHeld = fc.oneof(
  fc.tuple(v4, fc.integer({ min: 0, max: 32 })).map(([address, prefix]) => held(formatAddress(address), prefix)),
  // Near each other, so that they share subnets and overlap.
  fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 16, max: 32 })).map(([last, prefix]) => held(`10.1.2.${last}`, prefix)),
  fc.tuple(v6, fc.integer({ min: 0, max: 128 })).map(([address, prefix]) => held(formatAddress(address), prefix)),
);

describe('R-8.4.2-c2-6 subnets', () => {
  test('a mask is a length, or none', () => {
    expect(['255.255.255.0', '255.255.252.0', '255.255.255.255', '0.0.0.0', '255.0.255.0', '::'].map(prefixOfMask)).toEqual([
      24,
      22,
      32,
      0,
      null,
      null,
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 32 }), (length) => {
        const mask = formatAddress({ family: 4, value: (0xffff_ffffn << BigInt(32 - length)) & 0xffff_ffffn });
        expect(prefixOfMask(mask)).toBe(length);
      }),
    );
  });

  test('what means nothing beyond a link or a host is in no subnet', () => {
    const texts = [
      '10.0.0.1',
      '127.0.0.1',
      '169.254.3.4',
      '224.0.0.5',
      '0.0.0.0',
      '::1',
      'fe80::1',
      'ff02::1',
      '2001:db8::1',
      '255.255.255.255',
    ];
    expect(texts.map((text) => reachOf(at(text)))).toEqual([
      'global',
      'loopback',
      'link',
      'multicast',
      'none',
      'loopback',
      'link',
      'multicast',
      'global',
      'none',
    ]);
    expect(subnetsOf(texts.map((text) => held(text, 24))).map(({ cidr }) => cidr)).toEqual(['10.0.0.0/24', '2001:d00::/24']);
    expect(subnetsOf([held('10.0.0.1', null), held('10.0.0.1', 32), held('2001:db8::1', 128), held('10.0.0.1', 0)])).toEqual([]);
  });

  test('addresses of one prefix are one subnet, with how many hosts fit', () => {
    const subnets = subnetsOf([
      held('10.1.2.1', 24, A),
      held('10.1.2.2', 24, B),
      held('10.9.0.0', 31),
      held('192.0.2.9', 30),
      held('2001:db8:0:1::1', 64),
    ]);
    expect(subnets.map(({ cidr, size, held: own }) => [cidr, size, own.length])).toEqual([
      ['10.1.2.0/24', 254n, 2],
      ['10.9.0.0/31', 2n, 1],
      ['192.0.2.8/30', 2n, 1],
      ['2001:db8:0:1::/64', 2n ** 64n, 1],
    ]);
  });

  test('subnets that share addresses say so on both sides', () => {
    const subnets = subnetsOf([held('10.1.2.1', 24), held('10.1.0.1', 16), held('10.1.2.130', 25), held('10.1.3.1', 24)]);
    expect(subnets.map(({ cidr, overlaps }) => [cidr, overlaps])).toEqual([
      ['10.1.0.0/16', ['10.1.2.0/24', '10.1.2.128/25', '10.1.3.0/24']],
      ['10.1.2.0/24', ['10.1.0.0/16', '10.1.2.128/25']],
      ['10.1.2.128/25', ['10.1.0.0/16', '10.1.2.0/24']],
      ['10.1.3.0/24', ['10.1.0.0/16']],
    ]);
  });

  test('whatever addresses there are: each is in its subnet, overlaps are those of the spans, and the narrowest is found', () => {
    fc.assert(
      fc.property(fc.array(anyHeld, { maxLength: 30 }), v4, (all, other) => {
        const subnets = subnetsOf(all);
        for (const subnet of subnets) {
          const { span, held: own } = subnet;
          expect(span.last - span.first + 1n).toBe(1n << BigInt((subnet.family === 4 ? 32 : 128) - subnet.prefix));
          for (const { address } of own) {
            const { family, value } = at(address);
            expect(family === span.family && span.first <= value && value <= span.last).toBe(true);
          }
          const sharing = subnets.filter(
            (one) => one !== subnet && one.family === subnet.family && one.span.first <= span.last && span.first <= one.span.last,
          );
          expect(new Set(subnet.overlaps)).toEqual(new Set(sharing.map(({ cidr }) => cidr)));
        }
        const find = subnetFinder(subnets);
        for (const address of [other, ...all.map((one) => at(one.address))]) {
          const holding = subnets.filter(
            ({ family, span }) => family === address.family && span.first <= address.value && address.value <= span.last,
          );
          const narrowest = Math.max(-1, ...holding.map(({ prefix }) => prefix));
          expect(find(address)?.prefix ?? -1).toBe(narrowest);
        }
      }),
    );
  });

  test('use counts an address once, whoever knows it, and never network and broadcast address', () => {
    const [subnet] = subnetsOf([held('10.1.2.1', 24, A), held('10.1.2.2', 24, B)]);
    expect(useOf(subnet!, ['10.1.2.2', '10.1.2.77', '10.1.2.255', '10.1.2.0', '10.1.3.1'])).toEqual({
      used: 3,
      own: 2,
      seen: 2,
      share: 3 / 254,
    });
    const [link] = subnetsOf([held('10.9.0.0', 31)]);
    expect(useOf(link!, ['10.9.0.1'])).toEqual({ used: 2, own: 1, seen: 1, share: 1 });
  });

  test('use never exceeds what fits, and is no less than each of its parts', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 300 }), fc.integer({ min: 20, max: 31 }), (hosts, prefix) => {
        const [subnet] = subnetsOf([held('10.1.2.1', prefix)]);
        const use = useOf(
          subnet!,
          hosts.map((last) => `10.1.2.${last}`),
        );
        expect(use.share).toBeLessThanOrEqual(1);
        expect(BigInt(use.used)).toBeLessThanOrEqual(subnet!.size);
        expect(use.used).toBeGreaterThanOrEqual(Math.max(use.own, use.seen));
        expect(use.used).toBeLessThanOrEqual(use.own + use.seen);
      }),
    );
  });

  test('the ends of a prefix are its own whatever address is named', () => {
    fc.assert(
      fc.property(v6, fc.integer({ min: 0, max: 128 }), (address, length) => {
        const span = prefixSpan(address, length)!;
        expect(prefixSpan({ family: 6, value: span.last }, length)).toEqual(span);
        expect(prefixSpan({ family: 6, value: span.first }, length)).toEqual(span);
      }),
    );
    expect([prefixSpan(at('10.0.0.1'), 33), prefixSpan(at('::2'), 129), prefixSpan(at('::2'), 1.5)]).toEqual([null, null, null]);
  });
});

describe('R-8.4.2-c2-6 addresses that more than one has', () => {
  test('two devices, or two hardware addresses', () => {
    const own = [held('10.1.2.1', 24, A), held('10.1.2.1', 24, B), held('10.1.2.2', 24, A), held('10.1.2.2', 24, A, 'q')];
    const seen = [
      { address: '10.1.2.9', mac: '00:1a:2b:00:00:02' },
      { address: '10.1.2.9', mac: '00:1a:2b:00:00:01' },
      { address: '10.1.2.8', mac: '00:1a:2b:00:00:03' },
      { address: '10.1.2.8', mac: '00:1a:2b:00:00:03' },
    ];
    expect(duplicatesOf(own, seen)).toEqual([
      { address: '10.1.2.1', holders: [A, B], macs: [] },
      { address: '10.1.2.9', holders: [], macs: ['00:1a:2b:00:00:01', '00:1a:2b:00:00:02'] },
    ]);
  });

  test('addresses of a link are everybody’s, and a virtual router has a hardware address besides', () => {
    const own = [held('fe80::1', 64, A), held('fe80::1', 64, B), held('127.0.0.1', 8, A), held('127.0.0.1', 8, B)];
    const seen = [
      { address: '10.1.2.254', mac: '00:00:5e:00:01:0a' },
      { address: '10.1.2.254', mac: '00:1a:2b:00:00:01' },
    ];
    expect(duplicatesOf(own, seen)).toEqual([]);
  });
});
