import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll } from './build.ts';
import { electronProgram, testElectron } from './electronRuntime.ts';
import { run } from './lib/children.ts';
import { assertReadable, ordinaryUser } from './lib/ordinaryUser.ts';
import { ensureTestPackages } from './lib/packages.ts';
import { packageFile, ROOT } from './lib/paths.ts';
import {
  addTallies,
  type Failure,
  failuresOfPlaywright,
  failuresOfVitest,
  readReport,
  type Tally,
  tallyExit,
  tallyPlaywright,
  tallyVitest,
} from './lib/results.ts';
import { formatDuration, runTask, say, TaskFailed } from './lib/say.ts';

const RESULTS = join(ROOT, 'test-results');
/** Larger than the largest window (3840x2160), which would lose a line at the edges otherwise. */
const SCREEN = '-screen 0 4096x2400x24 -nolisten tcp';

/** Said again at the end: a long run has scrolled past it. */
const failures: Failure[] = [];

async function check(): Promise<Tally> {
  return tallyExit(await run(process.execPath, [join(ROOT, 'build/scripts/check.ts')]));
}

/** What runs beside something else prints into this file and is shown when it is over: two at once cannot be read. */
const UNIT_LOG = join(RESULTS, 'unit.log');

async function unit(filters: readonly string[], isBeside = false): Promise<Tally> {
  const report = join(RESULTS, 'unit.json');
  const args = [packageFile('vitest', 'vitest.mjs'), 'run', '--config', 'build/vitest.config.ts', ...filters];
  const log = isBeside ? openSync(UNIT_LOG, 'w') : null;
  const code = await run(process.execPath, args, {
    ...(log !== null && { stdio: ['ignore', log, log] }),
    env: {
      ...process.env,
      NOC_TEST_REPORT: report,
      NOC_TEST_BUILT: 'yes',
      NODE_COMPILE_CACHE: join(RESULTS, 'compiled'),
      ...(isBeside && { NOC_TEST_BESIDE: 'yes' }),
    },
  });
  if (log !== null) closeSync(log);
  failures.push(...failuresOfVitest(readReport(report)));
  return tallyVitest(readReport(report), code);
}

/** Playwright on a virtual screen, as somebody without privileges, so that the sandboxes of both browsers are on. */
async function playwright(name: 'e2e' | 'package', projects: readonly string[], filters: readonly string[]): Promise<Tally> {
  const electron = await testElectron();
  const user = await ordinaryUser();
  try {
    await assertReadable(user);
    const output = join(user.home, 'results');
    const report = join(output, 'report.json');
    const args = [packageFile('@playwright/test', 'cli.js'), 'test', '--config', 'build/playwright.config.ts'];
    const chosen = filters.some((filter) => filter.startsWith('--project=')) ? [] : projects.map((project) => `--project=${project}`);
    const command = ['-a', '-s', SCREEN, 'dbus-run-session', '--', process.execPath, ...args, ...chosen, ...filters];
    const variables = {
      NOC_TEST_PART: name,
      NOC_TEST_REPORT: report,
      NOC_TEST_OUTPUT: output,
      ELECTRON_OVERRIDE_DIST_PATH: electron,
      NODE_COMPILE_CACHE: join(user.home, 'compiled'),
    };
    say(`窗口测试:${electronProgram(electron)}`, `tests with windows (${name}) as an ordinary user`);
    const code = await user.run('xvfb-run', command, variables);
    user.collect(output, join(RESULTS, name));
    failures.push(...failuresOfPlaywright(readReport(report)));
    return tallyPlaywright(readReport(report), code);
  } finally {
    user.remove();
  }
}

const e2e = (filters: readonly string[]) => playwright('e2e', ['electron', 'chromium', 'shell'], filters);

async function packaged(filters: readonly string[]): Promise<Tally> {
  const code = await run(process.execPath, [join(ROOT, 'build/scripts/package.ts'), 'dir']);
  return code === 0 ? playwright('package', ['package'], filters) : tallyExit(code);
}

/** The parts of `npm test` in their order, each by its name. */
const PARTS: Readonly<Record<string, (filters: readonly string[]) => Promise<Tally>>> = { check, unit, e2e, package: packaged };

/** Tests without a window and those with one, side by side: both wait for time to pass as often as they compute. */
async function unitBesideE2e(): Promise<readonly Tally[]> {
  say('无窗口的测试同时进行,结束后显示', 'tests without windows run beside, and are shown when they are over');
  const tallies = await Promise.all([timed('unit', () => unit([], true)), timed('e2e', () => e2e([]))]);
  process.stdout.write(readFileSync(UNIT_LOG));
  return tallies;
}

async function timed(name: string, part: () => Promise<Tally>): Promise<Tally> {
  const startedAt = performance.now();
  const tally = await part();
  say(`${name}:通过 ${tally.passed},失败 ${tally.failed}`, `${name} took ${formatDuration(performance.now() - startedAt)}`);
  return tally;
}

async function main(args: readonly string[]): Promise<number> {
  const names = args.filter((arg) => arg in PARTS);
  const filters = args.filter((arg) => !(arg in PARTS));
  if (filters.length > 0 && names.length !== 1)
    throw new TaskFailed(`不认识“${filters[0]}”。`, `Unknown part "${filters[0]}"; parts are ${Object.keys(PARTS).join(', ')}.`);
  await ensureTestPackages();
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
  const tallies: Tally[] = [];
  if (names.some((name) => name !== 'check') || names.length === 0) await buildAll();
  const chosen = Object.keys(PARTS).filter((name) => names.length === 0 || names.includes(name));
  const isTogether = filters.length === 0 && chosen.includes('unit') && chosen.includes('e2e');
  for (const name of chosen) {
    if (isTogether && name === 'unit') tallies.push(...(await unitBesideE2e()));
    else if (!isTogether || name !== 'e2e')
      tallies.push(await timed(name, () => PARTS[name]?.(filters) ?? Promise.reject(new Error(name))));
  }
  const { passed, failed } = addTallies(tallies);
  for (const { title, reason } of failures) console.log(`\n✗ ${title}\n${reason.replace(/^/gm, '    ')}`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

if (import.meta.main) await runTask(main);
