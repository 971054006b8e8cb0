// `node build/scripts/run.mjs <task> [args]` under any Node >= 20 and npm 10 or 11, without dependencies: installs by
// lockfile when it changed, then runs build/scripts/<task>.ts on the Node 24 the lockfile brought. Node is found by path:
// npm 10 drops node_modules/.bin/node when sibling platform packages are skipped, and dash caches the first `node` it met.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const [task = '', ...args] = process.argv.slice(2);

function fail(zh, en) {
  console.error(zh);
  console.error(en);
  process.exit(1);
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20) fail(`需要 Node 20 或更新版本,当前是 ${process.version}。`, `Node 20 or newer is needed; found ${process.version}.`);

const entry = join(here, `${task}.ts`);
if (!/^[a-zA-Z]+$/.test(task) || !existsSync(entry)) fail(`没有名为“${task}”的命令。`, `There is no task named "${task}".`);

const exe = process.platform === 'win32' ? 'node.exe' : 'node';
const platform = process.platform === 'win32' ? 'win' : process.platform;
const own = join(root, 'node_modules', `node-${platform}-${process.arch}`, 'bin', exe);

/** `npm ci` by the npm that runs us, or the one on the path, on the given Node. */
function npmCi(program) {
  const command = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  // What npm itself passes down (npm_config_*) must not leak into this nested call.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(?!config_cache|config_registry)/i.test(name)));
  const options = { cwd: root, stdio: ['ignore', 2, 2], env: { ...env, PATH: dirname(program) + delimiter + (process.env.PATH ?? '') } };
  const npm = process.env.npm_execpath;
  if (npm) return spawnSync(program, [npm, ...command], options).status === 0;
  return spawnSync('npm', command, { ...options, shell: process.platform === 'win32' }).status === 0;
}

function install() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, 'node_modules', '.installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.error('正在按锁定文件安装依赖… / Installing dependencies by lockfile…');
  let done = npmCi(process.execPath);
  // npm leaves out, without a word, optional packages that do not want its Node (a bundler's binary before 20.19 and 22.12): again on the Node 24 it brought.
  if (done && existsSync(own) && (major === 21 || (major === 20 && minor < 19) || (major === 22 && minor < 12))) {
    const folder = mkdtempSync(join(tmpdir(), 'shouwang-node-'));
    copyFileSync(own, join(folder, exe));
    done = npmCi(join(folder, exe));
    rmSync(folder, { recursive: true, force: true });
  }
  if (!done)
    fail(
      '依赖没有装上:请检查到 npm 仓库的网络,再运行一次。',
      'Dependencies were not installed: check the network to the npm registry and run again.',
    );
  writeFileSync(stamp, lock);
}

install();

const node = existsSync(own) ? own : major >= 24 ? process.execPath : undefined;
if (!node)
  fail(
    `这个平台(${platform}-${process.arch})需要自行安装 Node 24,当前是 ${process.version}。`,
    `Node 24 must be installed by hand on ${platform}-${process.arch}; found ${process.version}.`,
  );

const child = spawn(node, [entry, ...args], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PATH: dirname(node) + delimiter + (process.env.PATH ?? '') },
});
// The terminal signals the whole group; a service manager signals only us.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 1)));
