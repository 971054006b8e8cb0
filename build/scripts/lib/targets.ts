import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build as esbuild } from 'esbuild';
import { build as vite } from 'vite';
import { ASSETS, ENTRIES } from '../../../electron/backend/lib/entries.ts';
import { writeLocalFonts } from './localPage.ts';
import { DIST, ROOT } from './paths.ts';

/** One part of the product and what it is made from. `make` writes into an empty folder that then takes the place of `output`. */
export interface Target {
  readonly name: 'renderer' | 'backend' | 'shell';
  readonly inputs: readonly string[];
  readonly output: string;
  make(folder: string): Promise<void>;
}

const HOW = ['package-lock.json', 'package.json', 'tsconfig.json', 'build/scripts/lib/targets.ts', 'build/scripts/lib/localPage.ts'];

// CommonJS packages inside an ES module bundle still call require for Node's own modules.
const REQUIRE = "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

/** How the station's programs are bundled: one ES module each, the native module left outside. */
export function backendOptions(folder: string): BuildOptions {
  const present = Object.entries(ENTRIES).filter(([, source]) => existsSync(join(ROOT, 'electron/backend', source)));
  return {
    entryPoints: Object.fromEntries(present.map(([name, source]) => [name, join(ROOT, 'electron/backend', source)])),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    external: ['better-sqlite3'],
    banner: { js: REQUIRE },
    sourcemap: true,
    logLevel: 'warning',
  };
}

/** Copies the data that the station's programs read. */
export async function copyBackendFiles(folder: string): Promise<void> {
  for (const name of ASSETS) await cp(join(ROOT, 'assets', name), join(folder, name), { recursive: true });
}

/** How main and preload are bundled: CommonJS, because a sandboxed preload cannot be anything else. */
export function shellOptions(folder: string): BuildOptions {
  return {
    entryPoints: { main: join(ROOT, 'electron/main/index.ts'), preload: join(ROOT, 'electron/preload/index.ts') },
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    // Electron 33 carries Node 20.18.
    target: 'node20.18',
    format: 'cjs',
    external: ['electron'],
    sourcemap: true,
    logLevel: 'warning',
  };
}

/** How the script and the style of the shell's local page are bundled. */
export function localPageOptions(folder: string): BuildOptions {
  return {
    entryPoints: [join(ROOT, 'electron/main/local/page.ts'), join(ROOT, 'electron/main/local/page.css')],
    outdir: folder,
    bundle: true,
    platform: 'browser',
    target: 'chrome130',
    format: 'iife',
    external: ['*.woff2', './fonts.css'],
    logLevel: 'warning',
  };
}

/** Copies what the shell shows without a bundler: its page and its icon. */
export async function copyShellFiles(folder: string): Promise<void> {
  const local = join(folder, 'local');
  await mkdir(local, { recursive: true });
  await cp(join(ROOT, 'electron/main/local/page.html'), join(local, 'page.html'));
  await cp(join(ROOT, 'assets/icons/icon.png'), join(folder, 'icon.png'));
  await writeLocalFonts(local);
}

/** Everything a build makes, in the order people read about it. */
export const TARGETS: readonly Target[] = [
  {
    name: 'renderer',
    inputs: [...HOW, 'build/vite.renderer.ts', 'renderer', 'shared', 'assets'],
    output: join(DIST, 'renderer'),
    make: async (folder) => {
      await vite({ configFile: join(ROOT, 'build/vite.renderer.ts'), logLevel: 'warn', build: { outDir: folder } });
    },
  },
  {
    name: 'backend',
    inputs: [...HOW, 'electron/backend', 'shared', ...ASSETS.map((name) => `assets/${name}`)],
    output: join(DIST, 'backend'),
    make: async (folder) => {
      await Promise.all([esbuild(backendOptions(folder)), copyBackendFiles(folder)]);
    },
  },
  {
    name: 'shell',
    inputs: [...HOW, 'electron/main', 'electron/preload', 'shared', 'assets/icons'],
    output: join(DIST, 'electron'),
    make: async (folder) => {
      await Promise.all([esbuild(shellOptions(folder)), esbuild(localPageOptions(join(folder, 'local'))), copyShellFiles(folder)]);
    },
  },
];
