import { resolve } from 'node:path';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const root = resolve(import.meta.dirname, '..');
/** Where another task wants the results as JSON; unset, only the console speaks. */
const report = process.env.NOC_TEST_REPORT;

interface ProjectOptions {
  readonly testTimeout?: number;
  /** Functions and files without state of their own share a process; a fresh one per file costs five times their run. */
  readonly isPure?: boolean;
}

function project(
  name: string,
  include: string[],
  { testTimeout = 10_000, isPure = false }: ProjectOptions = {},
): TestProjectInlineConfiguration {
  return { root, test: { name, include, environment: 'node', testTimeout, hookTimeout: 30_000, isolate: !isPure } };
}

/** One project per layer; `--project <name>` runs one. `*.spec.ts` belong to Playwright. */
export default defineConfig({
  root,
  cacheDir: 'node_modules/.vite',
  test: {
    pool: 'forks',
    maxWorkers: 3,
    teardownTimeout: 10_000,
    reporters: report ? ['default', 'json'] : ['default'],
    ...(report && { outputFile: { json: report } }),
    projects: [
      project('shared', ['shared/**/*.test.ts'], { isPure: true }),
      project('backend', ['electron/backend/**/*.test.ts'], { testTimeout: 30_000 }),
      project('shell', ['electron/{main,preload}/**/*.test.ts'], { isPure: true }),
      project('renderer', ['renderer/**/*.test.{ts,tsx}'], { isPure: true }),
      project('build', ['build/**/*.test.ts'], { testTimeout: 60_000 }),
      project('test', ['test/**/*.test.ts'], { testTimeout: 120_000 }),
    ],
  },
});
