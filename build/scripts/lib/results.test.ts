import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addTallies, failuresOfPlaywright, failuresOfVitest, readReport, tallyExit, tallyPlaywright, tallyVitest } from './results.ts';

const vitest = { numPassedTests: 7, numFailedTests: 0, numFailedTestSuites: 0, success: true };
const playwright = { stats: { expected: 5, unexpected: 0, flaky: 0 }, errors: [] };

describe('summing up', () => {
  test('passes and failures are counted', () => {
    expect(tallyVitest(vitest, 0)).toEqual({ passed: 7, failed: 0 });
    expect(tallyVitest({ ...vitest, numFailedTests: 2, success: false }, 1)).toEqual({ passed: 7, failed: 2 });
    expect(tallyPlaywright(playwright, 0)).toEqual({ passed: 5, failed: 0 });
    expect(tallyPlaywright({ ...playwright, stats: { expected: 3, unexpected: 1, flaky: 1 } }, 1)).toEqual({ passed: 3, failed: 2 });
    expect(addTallies([tallyExit(0), tallyExit(1), { passed: 3, failed: 4 }])).toEqual({ passed: 4, failed: 5 });
  });
  test.each([
    ['a vitest file that does not load', tallyVitest({ ...vitest, success: false, numFailedTestSuites: 1 }, 1)],
    ['a vitest that ended badly after good tests', tallyVitest(vitest, 1)],
    ['a vitest without a report', tallyVitest(undefined, 0)],
    ['a Playwright error outside a test', tallyPlaywright({ ...playwright, errors: [{}] }, 1)],
    ['a Playwright that ran nothing', tallyPlaywright({ ...playwright, stats: { expected: 0, unexpected: 0, flaky: 0 } }, 0)],
    ['a Playwright without a report', tallyPlaywright(undefined, 0)],
  ])('%s is a failure', (_what, tally) => {
    expect(tally.failed).toBe(1);
  });
  test('what failed is named with its reason, and nothing else is', () => {
    const assertionResults = [
      { fullName: 'a good one', status: 'passed' },
      { fullName: 'a bad one', status: 'failed', failureMessages: ['\u001b[31mexpected\u001b[39m 1', 'and 2'] },
    ];
    const testResults = [
      { name: 'a.test.ts', assertionResults },
      { name: 'b.test.ts', message: 'does not load', assertionResults: [] },
    ];
    expect(failuresOfVitest({ ...vitest, testResults })).toEqual([
      { title: 'a.test.ts: a bad one', reason: 'expected 1\nand 2' },
      { title: 'b.test.ts', reason: 'does not load' },
    ]);
    const spec = (title: string, status: string) => ({
      ...{ title, file: 'c.spec.ts' },
      tests: [{ projectName: 'chromium', status, results: [{}, { error: { message: 'timed out' } }] }],
    });
    const suites = [{ specs: [spec('fine', 'expected')], suites: [{ specs: [spec('broken', 'unexpected'), spec('unsure', 'flaky')] }] }];
    expect(failuresOfPlaywright({ ...playwright, suites })).toEqual([
      { title: '[chromium] c.spec.ts: broken', reason: 'timed out' },
      { title: '[chromium] c.spec.ts: unsure', reason: 'timed out' },
    ]);
    expect([failuresOfVitest(undefined), failuresOfPlaywright(undefined)]).toEqual([[], []]);
  });
  test('a report cut short is none', () => {
    const folder = mkdtempSync(join(tmpdir(), 'results-'));
    const file = join(folder, 'r.json');
    writeFileSync(file, '{"stats":');
    expect(readReport(file)).toBeUndefined();
    expect(readReport(join(folder, 'none'))).toBeUndefined();
    rmSync(folder, { recursive: true });
  });
});
