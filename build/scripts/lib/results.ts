import { existsSync, readFileSync } from 'node:fs';

/** How many tests of a part passed and failed. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly success: boolean;
}

interface PlaywrightReport {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number };
  readonly errors: readonly unknown[];
}

/** A run that ended badly although no test of it failed (a file that does not load, a leak, a lost report) is one failure. */
function atLeastOneFailure(tally: Tally, isGood: boolean): Tally {
  return isGood || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

/** Sums up a report of vitest; `code` is its exit code. */
export function tallyVitest(report: VitestReport | undefined, code: number): Tally {
  const tally = { passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0 };
  return atLeastOneFailure(tally, code === 0 && report?.success === true);
}

/** Sums up a report of Playwright; a test that passed only when tried again is a failure. */
export function tallyPlaywright(report: PlaywrightReport | undefined, code: number): Tally {
  const stats = report?.stats ?? { expected: 0, unexpected: 0, flaky: 0 };
  const tally = { passed: stats.expected, failed: stats.unexpected + stats.flaky };
  return atLeastOneFailure(tally, code === 0 && report !== undefined && report.errors.length === 0 && tally.passed > 0);
}

/** A program that passes or fails as a whole. */
export function tallyExit(code: number): Tally {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

export function addTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce((sum, tally) => ({ passed: sum.passed + tally.passed, failed: sum.failed + tally.failed }), {
    passed: 0,
    failed: 0,
  });
}

/** A JSON report that a tool wrote; undefined when it is missing or cut short. */
export function readReport<T>(file: string): T | undefined {
  try {
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
  } catch {
    return undefined;
  }
}
