import { resolve } from 'node:path';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const root = resolve(import.meta.dirname, '..');
/** Where another task wants the results as JSON; unset, only the console speaks. */
const report = process.env.NOC_TEST_REPORT;

/** Files that mostly wait for real time to pass, the longest first. */
const PATIENT = [
  'test/processes/soak',
  'test/protocol/pollLoad',
  'test/processes/snmp',
  'test/protocol/snmpSlow',
  'test/processes/hung',
  'test/processes/supervision',
  'test/protocol/tarpit',
];

/** What waits begins first, beside what works: at the end it would wait alone. */
class PatientFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = PATIENT.findIndex((name) => moduleId.includes(`/${name}.`));
      return place < 0 ? PATIENT.length : place;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

interface ProjectOptions {
  readonly testTimeout?: number;
  /** Functions and files without state of their own share a process; a fresh one per file costs five times their run. */
  readonly isPure?: boolean;
}

function project(
  name: string,
  include: string[],
  { testTimeout = 20_000, isPure = false }: ProjectOptions = {},
): TestProjectInlineConfiguration {
  return { root, test: { name, include, environment: 'node', testTimeout, hookTimeout: 30_000, isolate: !isPure } };
}

/** One project per layer; `--project <name>` runs one. `*.spec.ts` belong to Playwright. */
export default defineConfig({
  root,
  cacheDir: 'node_modules/.vite',
  test: {
    pool: 'forks',
    // As the station's processes have it: V8 loses count of the code pages of threads that come and go.
    execArgv: ['--no-memory-protection-keys'],
    // Beside the tests with windows two: more would only wait for each other.
    maxWorkers: process.env.NOC_TEST_BESIDE ? 2 : 3,
    sequence: { sequencer: PatientFirst },
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
