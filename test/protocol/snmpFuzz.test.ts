import { describe, expect, it } from 'vitest';
import { fuzzReplies } from '../support/snmpFuzz.ts';

const SLOWEST_MS = 50;

describe('SNMP replies of any bytes', () => {
  it('are answers or faults, never an exception, and none takes long', async () => {
    const { replies, answered, faults, bugs, slowestMs } = await fuzzReplies(50_000, 20261127);
    expect(bugs).toEqual([]);
    expect(replies).toBeGreaterThanOrEqual(50_000);
    expect(answered).toBeGreaterThan(0);
    expect(faults).toBeGreaterThan(1000);
    // A crowded machine may take the processor away in the middle of one; the bound of the product is held by `prove fuzz`.
    expect(slowestMs).toBeLessThan(5 * SLOWEST_MS);
  }, 300_000);
});
