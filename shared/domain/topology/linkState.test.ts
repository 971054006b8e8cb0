import { expect, test } from 'vitest';
import { askedMs, linkState } from './linkState.ts';

test('a link that is not seen for three times its pace is lost; one with a contradiction says that first', () => {
  expect(linkState({ conflicts: 0, seenAt: 0 }, 100, 300)).toBe('seen');
  expect(linkState({ conflicts: 0, seenAt: 0 }, 100, 301)).toBe('lost');
  expect(linkState({ conflicts: 1, seenAt: 0 }, 100, 301)).toBe('doubtful');
});

test('a link is looked for at the pace of the quickest of its evidence', () => {
  expect(askedMs({ evidence: [{ kind: 'arp' }, { kind: 'lldp' }] })).toBe(900_000);
});
