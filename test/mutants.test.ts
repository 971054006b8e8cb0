import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MUTANTS, type Orchard, plantOrchard } from './support/mutants.ts';

let orchard: Orchard;
beforeAll(() => {
  orchard = plantOrchard();
}, 120_000);
afterAll(() => orchard.remove());

const IN_CI = ['hysteresis', 'lock-out', 'chain'];

describe('the tests can fail', () => {
  test('twelve faults are named, each with a place of its own', () => {
    expect(MUTANTS).toHaveLength(12);
    expect(new Set(MUTANTS.map((mutant) => mutant.name)).size).toBe(12);
  });

  test.each(MUTANTS.filter((mutant) => IN_CI.includes(mutant.name)).map((mutant) => [mutant.name, mutant] as const))(
    'a planted fault turns a test red: %s',
    async (_name, mutant) => {
      expect((await orchard.grow(mutant)).failed).toBeGreaterThan(0);
    },
  );
});
