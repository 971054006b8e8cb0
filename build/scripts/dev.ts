import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { context, type Plugin } from 'esbuild';
import { build as vite } from 'vite';
import { buildAll } from './build.ts';
import { exitCode } from './lib/children.ts';
import { cloneEnvironment, DIST, ROOT, takeLab } from './lib/paths.ts';
import { formatDuration, runTask, say } from './lib/say.ts';
import { removeStamp } from './lib/stamp.ts';
import { backendOptions, copyBackendFiles, TARGETS } from './lib/targets.ts';

/** The station in the foreground, started again whenever its programs have been built anew; a fresh start waits for the end of the old one. */
function createRunner(): { restart(): Promise<void>; stop(): Promise<void> } {
  let child: ChildProcess | undefined;
  let last = Promise.resolve();
  const stopCurrent = async () => {
    if (!child || child.exitCode !== null) return;
    const ended = exitCode(child);
    child.kill('SIGTERM');
    await ended;
  };
  const next = (then: () => Promise<void>) => {
    last = last.then(then);
    return last;
  };
  return {
    restart: () =>
      next(async () => {
        await stopCurrent();
        const program = join(DIST, 'backend/supervisor.mjs');
        child = spawn(process.execPath, ['--enable-source-maps', program], {
          stdio: ['ignore', 'inherit', 'inherit'],
          // One signal at its stop, ours; the terminal's would be a second one.
          detached: process.platform !== 'win32',
          env: cloneEnvironment(),
        });
      }),
    stop: () => next(stopCurrent),
  };
}

function onBuilt(act: (ms: number) => void): Plugin {
  return {
    name: 'on-built',
    setup(build) {
      let startedAt = 0;
      build.onStart(() => {
        startedAt = performance.now();
      });
      build.onEnd((result) => {
        if (result.errors.length === 0) act(performance.now() - startedAt);
      });
    },
  };
}

async function main(args: readonly string[]): Promise<number> {
  takeLab(args);
  await mkdir(DIST, { recursive: true });
  await buildAll(TARGETS.filter(({ name }) => name === 'shell'));
  // What is watched is written past the stamps, so the next plain build must not believe them.
  for (const name of ['renderer', 'backend']) removeStamp(join(DIST, '.stamps', name));
  const runner = createRunner();
  const programs = await context({
    ...backendOptions(join(DIST, 'backend')),
    plugins: [
      onBuilt((ms) => {
        say(`后端已构建,用时 ${formatDuration(ms)},正在重启`, 'backend built, restarting');
        void runner.restart();
      }),
    ],
  });
  await copyBackendFiles(join(DIST, 'backend'));
  await programs.watch();
  // With `watch` set, vite answers with a watcher that lives until it is closed. The page is reloaded by hand.
  const page = await vite({ configFile: join(ROOT, 'build/vite.renderer.ts'), mode: 'development', build: { watch: {}, minify: false } });
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  if ('close' in page) await page.close();
  await programs.dispose();
  await runner.stop();
  return 0;
}

await runTask(main);
