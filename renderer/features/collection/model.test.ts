import { describe, expect, test } from 'vitest';
import type { Door, Heartbeat, SourceAccount } from '../../../shared/contracts/collection.ts';
import { aResource, id } from '../../testing/builders.ts';
import { diagnose, filterRows, RECIPES, sourceRows, targetsOf } from './model.ts';

const NOW = 1_800_000_000_000;
const account = (over: Partial<SourceAccount>): SourceAccount => ({
  address: '10.0.0.1',
  resourceId: null,
  kept: { syslog: 0, trap: 0, event: 0 },
  refused: { stranger: 0, tooMany: 0, unreadable: 0, notBelieved: 0 },
  firstAt: NOW - 1000,
  lastAt: NOW - 1000,
  samples: [],
  ...over,
});
const refused = (why: SourceAccount['samples'][number]['why'], at = NOW - 1000): Partial<SourceAccount> => ({
  refused: { stranger: 0, tooMany: 0, unreadable: 0, notBelieved: 0, [why]: 1 },
  samples: [{ at, why, detail: '', hex: '00' }],
});

describe('R-8.4.3-b1-4 sources', () => {
  test.each([
    ['never', null, true],
    ['fine', account({}), true],
    ['stranger', account({}), false],
    ['notBelieved', account(refused('notBelieved')), true],
    ['notBelieved', account(refused('notBelieved')), false],
    ['fine', account(refused('notBelieved', NOW - 2 * 86_400_000)), true],
    ['tooMany', account(refused('tooMany')), true],
    ['silent', account({ lastAt: NOW - 2 * 86_400_000 }), true],
  ] as const)('are %s', (diagnosis, one, isKnown) => {
    expect(diagnose(one, isKnown, NOW)).toBe(diagnosis);
  });

  test('are those that send and the resources that should, those in trouble first', () => {
    const heard = aResource({ id: id(1), address: '10.0.0.1', resourceClass: 'RC2' });
    const mute = aResource({ id: id(2), address: '10.0.0.2', resourceClass: 'RC2' });
    const reception = {
      ...{
        at: NOW,
        doors: [],
        taken: 0,
        shed: 0,
        unlisted: 0,
        events: { version: null, rules: 0, hits: 0, strangers: 0 },
        waiting: { items: 0, bytes: 0, oldestAt: null, dropped: 0 },
      },
      sources: [account({ resourceId: heard.id }), account({ address: '10.9.9.9', ...refused('notBelieved') })],
    };
    const rows = sourceRows({ reception, perMinute: { '10.0.0.1': 12 }, heartbeats: [] }, [heard, mute], NOW);
    expect(rows.map(({ address, diagnosis, perMinute }) => [address, diagnosis, perMinute])).toEqual([
      ['10.9.9.9', 'notBelieved', 0],
      ['10.0.0.1', 'fine', 12],
      ['10.0.0.2', 'never', 0],
    ]);
    expect(filterRows(rows, { show: 'never' }).map(({ address }) => address)).toEqual(['10.0.0.2']);
    expect(filterRows(rows, { show: 'trouble' }).map(({ address }) => address)).toEqual(['10.9.9.9']);
    expect(filterRows(rows, { q: '0.0.1' }).map(({ address }) => address)).toEqual(['10.0.0.1']);
  });

  test('are interrupted by what their heartbeat says, also one that the receiver does not list any more', () => {
    const one = aResource({ id: id(1), address: '10.0.0.1', resourceClass: 'RC2' });
    const heart = (state: Heartbeat['state']): Heartbeat => ({
      ...{ kind: 'source', name: '10.0.0.1', lastAt: NOW - 5000, quietSince: NOW - 5000, limitMs: 1000, isSet: true, state, by: null },
    });
    const of = (state: Heartbeat['state']) => sourceRows({ reception: null, perMinute: {}, heartbeats: [heart(state)] }, [one], NOW)[0];
    for (const state of ['silent', 'covered', 'held'] as const)
      expect(of(state)).toMatchObject({ diagnosis: 'interrupted', lastAt: NOW - 5000 });
    expect(of('beating')?.diagnosis).toBe('fine');
    expect(diagnose(account(refused('notBelieved')), true, NOW, heart('silent'))).toBe('notBelieved');
  });

  test('are told the address and the port that are open', () => {
    const door = (over: Partial<Door>): Door => ({
      ...{ door: 'syslogUdp', host: '10.1.1.1', port: 5514, transport: 'udp', isOpen: true, problem: null },
      ...{ connections: 0, dropped: 0, bufferBytes: 1 },
      ...over,
    });
    const targets = targetsOf([door({}), door({ door: 'traps', port: 5162, isOpen: false })]);
    expect([targets.syslog?.port, targets.traps, targets.isLocal]).toEqual([5514, null, false]);
    expect(targetsOf([door({ host: '127.0.0.1' })]).isLocal).toBe(true);
    for (const { lines } of RECIPES) expect(lines({ host: '10.1.1.1', syslog: 5514, traps: 5162 }).join('\n')).toContain('10.1.1.1');
    for (const { checks } of RECIPES) expect(checks({ host: '10.1.1.1', syslog: 5514, traps: 5162 }).length).toBeGreaterThan(1);
  });
});
