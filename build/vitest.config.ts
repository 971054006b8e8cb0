import { resolve } from 'node:path';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const root = resolve(import.meta.dirname, '..');
/** Where another task wants the results as JSON; unset, only the console speaks. */
const report = process.env.NOC_TEST_REPORT;

const project = (name: string, include: string[], testTimeout = 10_000): TestProjectInlineConfiguration => ({
  root,
  test: { name, include, environment: 'node', testTimeout, hookTimeout: 30_000 },
});

/** One project per layer; `--project <name>` runs one. `*.spec.ts` belong to Playwright. */
export default defineConfig({
  root,
  cacheDir: 'node_modules/.vite',
  test: {
    pool: 'forks',
    maxWorkers: 2,
    teardownTimeout: 10_000,
    reporters: report ? ['default', 'json'] : ['default'],
    ...(report && { outputFile: { json: report } }),
    projects: [
      project('shared', ['shared/**/*.test.ts']),
      project('backend', ['electron/backend/**/*.test.ts'], 30_000),
      project('shell', ['electron/{main,preload}/**/*.test.ts']),
      project('renderer', ['renderer/**/*.test.{ts,tsx}']),
      project('build', ['build/**/*.test.ts'], 60_000),
      project('test', ['test/**/*.test.ts'], 120_000),
    ],
  },
});
