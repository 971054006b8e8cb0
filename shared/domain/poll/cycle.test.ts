import { describe, expect, it } from 'vitest';
import { cycleOf, isLate } from './cycle.ts';

const assignment = { id: 'a', resourceId: 'r', protocol: 'tcp', address: '192.0.2.1', intervalMs: 30_000, config: {} } as const;

describe('R-8.4.3-b4-1 lateness of a cycle', () => {
  it('is on time when it ended before the next was due', () => {
    const cycle = cycleOf(assignment, { dueAt: 1000, startedAt: 1500, endedAt: 30_900 }, 1_800_000_000_000);
    expect(cycle).toMatchObject({ kind: 'cycle', at: 1_800_000_000_000, dueAt: 1_800_000_000_000 - 29_900, durationMs: 29_400 });
    expect(isLate(cycle)).toBe(false);
  });

  it('is late when it ended after the next was due, or even began after it', () => {
    expect(isLate(cycleOf(assignment, { dueAt: 1000, startedAt: 1500, endedAt: 31_001 }, 1_800_000_000_000))).toBe(true);
    expect(isLate(cycleOf(assignment, { dueAt: 1000, startedAt: 31_500, endedAt: 31_600 }, 1_800_000_000_000))).toBe(true);
  });

  it('is the same whatever the wall clock says', () => {
    const times = { dueAt: 1000, startedAt: 1500, endedAt: 2500 };
    for (const wall of [0, 946_684_800_000, 2_147_483_648_000, 4_000_000_000_000]) {
      const cycle = cycleOf(assignment, times, wall);
      expect(isLate(cycle)).toBe(false);
      expect(cycle.at - cycle.dueAt).toBe(1500);
    }
  });
});
