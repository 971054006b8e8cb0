import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type BuildOptions, build as esbuild } from 'esbuild';
import { packageFile, ROOT } from './paths.ts';
import { TaskFailed } from './say.ts';
import { backendOptions, localPageOptions, shellOptions } from './targets.ts';

/** Software of others that the package carries, with everything its authors want to be told. */
export interface Notice {
  readonly name: string;
  readonly version: string;
  /** SPDX expression as its authors declare it. */
  readonly licence: string;
  readonly homepage: string;
  readonly texts: readonly string[];
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly homepage?: string;
  readonly author?: string | { readonly name?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
}

const MIT = (holder: string) => `Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the
"Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish,
distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to
the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR
ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE
SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

// Copied whole beside the shell's local page.
const FONT = packageFile('@fontsource-variable', 'noto-sans-sc');
const LICENCE_FILE = /^(licen[cs]e|copying|notice|third.party.notice)/i;

/** Licence and notice files of a package, also those in a folder of that name. */
function licenceFiles(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => LICENCE_FILE.test(name));
  const files = entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path];
  });
  return files.sort();
}

/** What a package folder says about its licence. Throws a TaskFailed where it carries no text and declares no licence whose text we have. */
export function noticeOf(folder: string): Notice {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const { name, version, license: licence = '', homepage = '', author } = manifest;
  const texts = licenceFiles(folder).map((file) => readFileSync(file, 'utf8').trim());
  if (texts.length > 0) return { name, version, licence, homepage, texts };
  if (licence !== 'MIT')
    throw new TaskFailed(`软件包 ${name} 没有许可文本(${licence})。`, `The package ${name} carries no licence text (${licence}).`);
  const holder = typeof author === 'string' ? author : author?.name;
  return { name, version, licence, homepage, texts: [MIT(holder ?? `the authors of ${name}`)] };
}

/** The page as the other bundler sees it: only what goes in matters here. */
const pageOptions: BuildOptions = {
  // A worker is a program of its own, which this bundler does not find by itself.
  entryPoints: [join(ROOT, 'renderer/main.tsx'), join(ROOT, 'renderer/lib/workbook/worker.ts')],
  outdir: join(ROOT, 'dist'),
  bundle: true,
  platform: 'browser',
  target: 'chrome130',
  format: 'esm',
  jsx: 'automatic',
  loader: { '.woff2': 'empty', '.woff': 'empty' },
  logLevel: 'error',
};

function packageFolder(file: string): string | undefined {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
}

async function bundledFolders(options: BuildOptions): Promise<readonly string[]> {
  const { metafile } = await esbuild({ ...options, absWorkingDir: ROOT, write: false, metafile: true, sourcemap: false });
  return Object.keys(metafile?.inputs ?? {}).flatMap((file) => {
    const folder = packageFolder(file);
    return folder === undefined ? [] : [join(ROOT, folder)];
  });
}

/** The folder Node would take a dependency from; undefined where an optional one is not installed. */
function resolveFrom(folder: string, name: string): string | undefined {
  for (let at = folder; at !== dirname(at); at = dirname(at)) {
    const found = join(at, 'node_modules', name);
    if (existsSync(join(found, 'package.json'))) return found;
  }
  return undefined;
}

/** The packages themselves and whatever they depend on: authors also ship files into which they have bundled others. */
function withDependencies(folders: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const waiting = [...folders];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    if (seen.has(folder)) continue;
    seen.add(folder);
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
    for (const name of Object.keys(dependencies)) waiting.push(...[resolveFrom(folder, name)].filter((found) => found !== undefined));
  }
  return seen;
}

/** The Node the package runs its station on. */
function nodeNotice(): Notice {
  const folder = readdirSync(packageFile()).find((name) => /^node-(linux|win)-/.test(name) && existsSync(packageFile(name, 'LICENSE')));
  if (folder === undefined) throw new TaskFailed('没有找到 Node 的许可文本。', "Node's licence was not found.");
  return { ...noticeOf(packageFile(folder)), name: 'Node.js', homepage: 'https://nodejs.org' };
}

/** Everything of others in the package: what the bundles are made of, the native module, and both runtimes. Sorted by name and version. */
export async function collectNotices(): Promise<readonly Notice[]> {
  const nowhere = join(ROOT, 'dist');
  const bundles = [backendOptions(nowhere), shellOptions(nowhere), localPageOptions(nowhere), pageOptions];
  const bundled = (await Promise.all(bundles.map(bundledFolders))).flat();
  const { dependencies = {} } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
  const folders = withDependencies([...bundled, ...Object.keys(dependencies).map((name) => packageFile(name)), FONT]);
  // One package may lie in several places.
  const notices = new Map([...folders].map(noticeOf).map((one) => [`${one.name}@${one.version}`, one]));
  const electron = { ...noticeOf(packageFile('electron')), name: 'Electron', homepage: 'https://www.electronjs.org' };
  return [...notices.values(), electron, nodeNotice()].sort(
    (a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en'),
  );
}

const RULE = '='.repeat(100);

/** The notices as one text: first a list, then every licence in full. */
export function noticesText(notices: readonly Notice[]): string {
  const title = ({ name, version, licence }: Notice) => `${name} ${version} (${licence})`;
  const intro = [
    'Shouwang carries the software listed here. Each is under the licence of its authors, given below in full.',
    'The parts of Chromium inside Electron are listed in LICENSES.chromium.html beside the program.',
  ];
  const full = notices.map((one) => [RULE, title(one), one.homepage, '', one.texts.join('\n\n')].join('\n'));
  return `${[...intro, '', ...notices.map(title), '', ...full].join('\n')}\n`;
}

/** Writes the notices of everything the package carries. */
export async function writeNotices(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, noticesText(await collectNotices()));
}
