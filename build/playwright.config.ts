import { join, resolve } from 'node:path';
import { defineConfig } from '@playwright/test';

const root = resolve(import.meta.dirname, '..');
const output = process.env.NOC_TEST_OUTPUT ?? join(root, 'test-results/playwright');
const report = process.env.NOC_TEST_REPORT;

/**
 * The same specs in the shell's window and in a browser (the fixture of test/e2e/app.ts opens the page by project name); the shell's own
 * specs (`shell`) run in Electron only, and `package` drives the packaged program. Nothing is tried twice: a flaky test is a failing test.
 */
export default defineConfig({
  testDir: join(root, 'test'),
  ...(process.env.NOC_TEST_PART !== 'package' && { globalSetup: join(root, 'test/e2e/template.ts') }),
  outputDir: join(output, 'artifacts'),
  snapshotPathTemplate: '{testDir}/e2e/{testFileName}-{arg}{ext}',
  // A browser, a station and this runner are five busy processes: a third worker on two cores makes all of them slower than it saves.
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // Pictures of every page at 3840x2160 are drawn by software.
  timeout: process.env.NOC_LOOK ? 480_000 : 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ...(report ? [['json', { outputFile: report }] as ['json', { outputFile: string }]] : [])],
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: '/usr/bin/chromium-headless-shell', chromiumSandbox: true, args: ['--disable-gpu'] },
    viewport: { width: 1920, height: 1080 },
  },
  projects: [
    { name: 'electron', testMatch: 'e2e/specs/**/*.spec.ts' },
    { name: 'chromium', testMatch: 'e2e/specs/**/*.spec.ts' },
    // The short ones come last, so that no worker waits long for another.
    { name: 'shell', testMatch: 'e2e/shell/**/*.spec.ts' },
    { name: 'package', testMatch: 'package/**/*.spec.ts' },
  ],
});
