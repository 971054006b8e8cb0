import { describe, expect, it } from 'vitest';
import { fuzzServices } from '../support/serviceFuzz.ts';

const SLOWEST_MS = 50;

describe('answers of any bytes from exporters, web, name and directory servers', () => {
  it('are read or refused, never an exception, and none takes long', () => {
    fuzzServices(2000, 1);
    const { taken, bugs, slowestMs, slowest } = fuzzServices(40_000, 20261128);
    expect(bugs).toEqual([]);
    for (const [name, count] of Object.entries(taken)) expect(count, name).toBeGreaterThan(0);
    expect(slowestMs, slowest).toBeLessThan(SLOWEST_MS);
  }, 120_000);
});
