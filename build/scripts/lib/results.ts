import { existsSync, readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

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
  readonly testResults?: readonly {
    readonly name: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly file: string;
    readonly tests: readonly {
      readonly projectName: string;
      readonly status: string;
      readonly results: readonly { readonly error?: { readonly message?: string } }[];
    }[];
  }[];
}

interface PlaywrightReport {
  readonly suites?: readonly PlaywrightSuite[];
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

/** A test that failed, with the first words of why. */
export interface Failure {
  readonly title: string;
  readonly reason: string;
}

const MOST_REASON = 600;
const MOST_LINES = 12;
/** Without colours, and no longer than somebody reads at the end of a run. */
const briefly = (text: string): string => stripVTControlCharacters(text).split('\n').slice(0, MOST_LINES).join('\n').slice(0, MOST_REASON);

/** What failed in a report of vitest, in its order; a file that did not load is one entry. */
export function failuresOfVitest(report: VitestReport | undefined): readonly Failure[] {
  return (report?.testResults ?? []).flatMap(({ name, message, assertionResults }) => {
    const tests = assertionResults.filter(({ status }) => status === 'failed');
    if (tests.length === 0) return message ? [{ title: name, reason: briefly(message) }] : [];
    return tests.map((test) => ({ title: `${name}: ${test.fullName}`, reason: briefly(test.failureMessages?.join('\n') ?? '') }));
  });
}

/** What failed in a report of Playwright, in its order. */
export function failuresOfPlaywright(report: PlaywrightReport | undefined): readonly Failure[] {
  const within = (suite: PlaywrightSuite): Failure[] => [
    ...(suite.specs ?? []).flatMap(({ title, file, tests }) =>
      tests
        .filter(({ status }) => status === 'unexpected' || status === 'flaky')
        .map(({ projectName, results }) => ({
          title: `[${projectName}] ${file}: ${title}`,
          reason: briefly(results.find(({ error }) => error)?.error?.message ?? ''),
        })),
    ),
    ...(suite.suites ?? []).flatMap(within),
  ];
  return (report?.suites ?? []).flatMap(within);
}

/** A JSON report that a tool wrote; undefined when it is missing or cut short. */
export function readReport<T>(file: string): T | undefined {
  try {
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
  } catch {
    return undefined;
  }
}
