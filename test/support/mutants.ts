import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A fault planted in a copy of the sources, and the tests that must notice it. `find` stands exactly once in the file. */
export interface Mutant {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly tests: readonly string[];
}

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'audit write dropped',
    file: 'electron/backend/http/mount.ts',
    find: "await options.audit.append(work, route, context, ended.deed, 'refusal' in ended ? ended.refusal : null);",
    replace: '',
    tests: ['test/contract/audit.test.ts'],
  },
  {
    name: 'permission check',
    file: 'electron/backend/http/mount.ts',
    find: "if (route.access !== 'session' && !can(caller, route.access.permission))",
    replace: "if (route.access !== 'session' && !can(caller, route.access.permission) && caller.kind === 'shell')",
    tests: ['test/contract/routes.test.ts'],
  },
  {
    name: 'clear lost',
    file: 'shared/domain/alarm/lifecycleSteps.ts',
    find: 'return accepted(alarm, { cleared, isPresent: false, changes }, [line]);',
    replace: 'return accepted(alarm, { isPresent: false, changes }, [line]);',
    tests: ['shared/domain/alarm'],
  },
  {
    name: 'hysteresis',
    file: 'shared/domain/alarm/threshold.ts',
    find: "rule.direction === 'above' ? level - rule.hysteresis : level + rule.hysteresis",
    replace: 'level',
    tests: ['shared/domain/alarm/threshold.test.ts'],
  },
  {
    name: 'synchronous FULL',
    file: 'electron/backend/storage/sqlite.ts',
    find: "  db.pragma('synchronous = FULL');",
    replace: "  db.pragma('synchronous = NORMAL');",
    tests: ['electron/backend/storage/database.test.ts'],
  },
  {
    name: 'back-off',
    file: 'electron/backend/supervisor/backoff.ts',
    find: 'FIRST_MS * 2 ** Math.min(failures, 10)',
    replace: 'FIRST_MS',
    tests: ['electron/backend/supervisor/backoff.test.ts'],
  },
  {
    name: 'token check',
    file: 'electron/backend/features/session/setupToken.ts',
    find: 'isSameSecret(token, current.token)',
    replace: 'token.length > 0',
    tests: ['test/contract/identity.test.ts'],
  },
  {
    name: 'gap handling',
    file: 'renderer/lib/topic.ts',
    find: "if (message.from !== old.version) return { kind: 'gap' };",
    replace: '',
    tests: ['renderer/lib'],
  },
  {
    name: 'lock-out',
    file: 'shared/domain/access/limits.ts',
    find: 'failures >= FAILURES_BEFORE_LOCK ? now + LOCK_OUT_MS : null',
    replace: 'null',
    tests: ['shared/domain/access'],
  },
  {
    name: 'chain',
    file: 'shared/domain/audit/chain.ts',
    find: "return sha256(linkPayload(record)) === record.hash ? null : 'content';",
    replace: 'return null;',
    tests: ['shared/domain/audit'],
  },
  {
    name: 'N of M',
    file: 'shared/domain/alarm/threshold.ts',
    find: 'crossings(rule, recent, level) < rule.n',
    replace: 'crossings(rule, recent, level) < 1',
    tests: ['shared/domain/alarm/threshold.test.ts'],
  },
  {
    name: 'restart',
    file: 'electron/backend/supervisor/child.ts',
    find: 'timer = setTimeout(start, next.delayMs);',
    replace: '',
    tests: ['test/processes/supervision.test.ts'],
  },
];

/** A copy of the tracked and new sources with the dependencies linked; mutants are planted in it one after the other. */
export interface Orchard {
  /** Plants the fault, runs its tests, takes it out again; resolves with how many tests were red. Throws where the fault has no place. */
  grow(mutant: Mutant): Promise<{ readonly failed: number; readonly passed: number; readonly ms: number }>;
  remove(): void;
}

interface Report {
  readonly numFailedTests: number;
  readonly numPassedTests: number;
}

export function plantOrchard(): Orchard {
  const folder = mkdtempSync(join(tmpdir(), 'sw-mutants-'));
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  for (const file of files.split('\n').filter(Boolean)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(ROOT, file), join(folder, file), { force: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));

  return {
    grow: async ({ name, file, find, replace, tests }) => {
      const path = join(folder, file);
      const sound = readFileSync(path, 'utf8');
      if (sound.split(find).length !== 2) throw new Error(`${name}: its place stands ${sound.split(find).length - 1} times in ${file}`);
      const report = join(folder, 'mutant-report.json');
      rmSync(report, { force: true });
      writeFileSync(
        path,
        sound.replace(find, () => replace),
      );
      const began = performance.now();
      try {
        await new Promise<void>((resolve, reject) => {
          const vitest = spawn(
            process.execPath,
            ['node_modules/vitest/vitest.mjs', 'run', '--config', 'build/vitest.config.ts', '--bail', '1', ...tests],
            {
              cwd: folder,
              env: { ...process.env, NOC_TEST_REPORT: report },
              stdio: 'ignore',
            },
          );
          vitest.once('error', reject);
          vitest.once('exit', () => resolve());
        });
        const { numFailedTests, numPassedTests } = JSON.parse(readFileSync(report, 'utf8')) as Report;
        return { failed: numFailedTests, passed: numPassedTests, ms: performance.now() - began };
      } finally {
        writeFileSync(path, sound);
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
