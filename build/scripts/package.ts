import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { path7za } from '7zip-bin';
import { buildAll } from './build.ts';
import { installedElectron, testElectron } from './electronRuntime.ts';
import { run } from './lib/children.ts';
import { writeNotices } from './lib/notices.ts';
import { DIST, packageFile, ROOT } from './lib/paths.ts';
import { formatDuration, runTask, say, TaskFailed } from './lib/say.ts';

const TARGETS = ['dir', 'deb', 'AppImage', 'nsis'] as const;
type PackageTarget = (typeof TARGETS)[number];

function isTarget(text: string): text is PackageTarget {
  return TARGETS.some((target) => target === text);
}

/** Command line of electron-builder for a target out of an Electron folder. */
export function builderArguments(target: PackageTarget, electron: string): string[] {
  const platform = target === 'nsis' ? '--win' : '--linux';
  return [platform, target, '--publish', 'never', '--config', 'electron-builder.yml', `-c.electronDist=${electron}`];
}

// Without these it would fetch its helpers from the network.
async function offlineHelpers(): Promise<NodeJS.ProcessEnv> {
  if (process.platform === 'win32') return {};
  await chmod(path7za, 0o755);
  return { ELECTRON_BUILDER_7ZIP_PATH: path7za, CUSTOM_FPM_PATH: join(ROOT, 'build/fpm.mjs') };
}

async function findElectron(): Promise<string> {
  const installed = installedElectron();
  if (installed !== undefined) return installed;
  const test = await testElectron();
  say(
    '官方 Electron 没有安装,改用测试用的旧版:这个包只供试验,不得分发。',
    'packing the end-of-life test Electron: for trials only, never to be given away',
  );
  return test;
}

async function main(args: readonly string[]): Promise<number> {
  const [target = 'dir'] = args;
  if (!isTarget(target))
    throw new TaskFailed(`没有名为“${target}”的包。`, `There is no package "${target}"; there are ${TARGETS.join(', ')}.`);
  await Promise.all([buildAll(), writeNotices(join(DIST, 'THIRD-PARTY-NOTICES.txt'))]);
  const startedAt = performance.now();
  const electron = await findElectron();
  const environment = { ...process.env, ...(await offlineHelpers()) };
  const code = await run(process.execPath, [packageFile('electron-builder', 'cli.js'), ...builderArguments(target, electron)], {
    env: environment,
  });
  if (code === 0) say(`已打包到 release/,用时 ${formatDuration(performance.now() - startedAt)}`, `packed ${target} into release/`);
  return code;
}

if (import.meta.main) await runTask(main);
