import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { type Browser, test as base, expect, type Page } from '@playwright/test';
import { newDataFolder, ROOT } from '../e2e/electronApp.ts';
import { PEOPLE } from '../e2e/station.ts';
import { isAlive } from '../support/alive.ts';

const FOLDER = join(ROOT, 'release/linux-unpacked');
const PROGRAM = join(FOLDER, 'shouwang');
const RESOURCES = join(FOLDER, 'resources');

interface Packed {
  readonly dataFolder: string;
  readonly child: ChildProcess;
  readonly page: Page;
}

/** What a running station writes into its data folder. */
function stationRecord(dataFolder: string): { pid: number; supervisorPid: number } | undefined {
  const file = join(dataFolder, 'station.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { pid: number; supervisorPid: number }) : undefined;
}

async function openPage(dataFolder: string, connect: (url: string) => Promise<Browser>): Promise<{ browser: Browser; page: Page }> {
  const portFile = join(dataFolder, 'shell/DevToolsActivePort');
  await expect.poll(() => existsSync(portFile), { timeout: 30_000 }).toBe(true);
  const [port] = readFileSync(portFile, 'utf8').split('\n');
  const browser = await connect(`http://127.0.0.1:${port}`);
  const [context] = browser.contexts();
  const page = context?.pages()[0] ?? (await context!.waitForEvent('page'));
  await page.waitForURL(/^http:\/\/127\.0\.0\.1:/, { timeout: 45_000 });
  return { browser, page };
}

/** Ends the shell, then the station it left running. */
async function endAll(dataFolder: string, child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  await expect.poll(() => child.exitCode ?? child.signalCode).not.toBeNull();
  const launched = /"event":"station.launched","pid":(\d+)/.exec(readFileSync(join(dataFolder, 'log/shell.log'), 'utf8'))?.[1];
  if (launched === undefined || !isAlive(Number(launched))) return;
  process.kill(Number(launched), 'SIGTERM');
  await expect.poll(() => isAlive(Number(launched)), { timeout: 15_000 }).toBe(false);
}

const test = base.extend<object, { packed: Packed }>({
  // The release refuses the debugger of Node, so it is driven through Chromium's. One run of it serves the tests that look at it.
  packed: [
    async ({ playwright }, use) => {
      const dataFolder = newDataFolder();
      const setupFile = join(dirname(dataFolder), 'setup.json');
      writeFileSync(setupFile, JSON.stringify(PEOPLE), { mode: 0o600 });
      const child = spawn(PROGRAM, ['--disable-gpu', '--remote-debugging-port=0'], {
        cwd: '/',
        stdio: 'ignore',
        env: { ...process.env, NOC_DATA: dataFolder, NOC_PORT: '0', NOC_SETUP_FILE: setupFile },
      });
      try {
        const { browser, page } = await openPage(dataFolder, (url) => playwright.chromium.connectOverCDP(url));
        await use({ dataFolder, child, page });
        await browser.close();
      } finally {
        await endAll(dataFolder, child);
        rmSync(dirname(dataFolder), { recursive: true, force: true });
      }
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

test.describe('the package', () => {
  test('has its fuses set', async () => {
    const wire = await getCurrentFuseWire(PROGRAM);
    const wanted: Readonly<Record<string, FuseState>> = {
      RunAsNode: FuseState.DISABLE,
      EnableNodeOptionsEnvironmentVariable: FuseState.DISABLE,
      EnableNodeCliInspectArguments: FuseState.DISABLE,
      OnlyLoadAppFromAsar: FuseState.ENABLE,
      EnableCookieEncryption: FuseState.ENABLE,
      EnableEmbeddedAsarIntegrityValidation: FuseState.ENABLE,
      LoadBrowserProcessSpecificV8Snapshot: FuseState.DISABLE,
      GrantFileProtocolExtraPrivileges: FuseState.DISABLE,
    };
    const read = Object.fromEntries(Object.keys(wanted).map((name) => [name, wire[FuseV1Options[name as keyof typeof FuseV1Options]]]));
    expect(read).toEqual(wanted);
  });

  test('holds the shell in its archive, the station beside it, and nothing else of ours', () => {
    const packed = listPackage(join(RESOURCES, 'app.asar'), { isPack: false });
    const tops = new Set(packed.map((file) => file.split('/').slice(1, 3).join('/')));
    expect([...tops].sort()).toEqual(
      ['dist', 'dist/backend', 'dist/electron', 'dist/renderer', 'node_modules', 'node_modules/better-sqlite3', 'package.json'].sort(),
    );
    expect(packed.filter((file) => /\.(map|ts)$|\.test\./.test(file))).toEqual([]);
    const unpacked = join(RESOURCES, 'app.asar.unpacked');
    expect(readdirSync(join(unpacked, 'node_modules/better-sqlite3/prebuilds'))).toEqual([`linux-${process.arch}.node`]);
    expect(existsSync(join(unpacked, 'dist/backend/supervisor.mjs'))).toBe(true);
    expect(existsSync(join(RESOURCES, 'default_app.asar'))).toBe(false);
    expect(existsSync(join(RESOURCES, 'app'))).toBe(false);
    expect(statSync(join(RESOURCES, 'runtime/node')).mode & 0o111).toBe(0o111);
    expect(readdirSync(join(RESOURCES, 'licenses')).sort()).toEqual(['THIRD-PARTY-NOTICES.txt', 'shouwang.txt']);
    const notices = readFileSync(join(RESOURCES, 'licenses/THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of ['better-sqlite3', 'react', 'fastify', 'Electron', 'Node.js']) expect(notices).toContain(`\n${name} `);
    expect(existsSync(join(FOLDER, 'LICENSES.chromium.html'))).toBe(true);
  });

  test('cannot be made to run other code as Node', () => {
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', NOC_DATA: '/etc/shouwang' };
    const asNode = spawnSync(PROGRAM, ['-e', 'console.log("ran " + 6 * 7)'], { env, encoding: 'utf8', timeout: 30_000 });
    expect(asNode.stdout).not.toContain('ran 42');
    const options = spawnSync(PROGRAM, [], {
      env: { ...process.env, NODE_OPTIONS: '--require /nonexistent-module', NOC_DATA: '/etc/shouwang' },
      encoding: 'utf8',
      timeout: 30_000,
    });
    expect(options.stderr).not.toContain('nonexistent-module');
    expect(options.stderr).toContain('守望的窗口没有打开');
  });

  test('starts its own station on the Node inside it, shows its page, and a person signs in', async ({
    packed: { page, dataFolder, child },
  }) => {
    const station = stationRecord(dataFolder);
    expect(readlinkSync(`/proc/${station?.pid}/exe`)).toBe(join(RESOURCES, 'runtime/node'));
    expect(readFileSync(`/proc/${station?.pid}/cmdline`, 'utf8')).toContain(join(RESOURCES, 'app.asar.unpacked/dist/backend/'));
    expect(readFileSync(`/proc/${child.pid}/cmdline`, 'utf8')).not.toContain('no-sandbox');
    await page.getByLabel('账号', { exact: true }).fill(PEOPLE.operator.account);
    await page.getByLabel('口令', { exact: true }).fill(PEOPLE.operator.password);
    await page.getByRole('button', { name: '登录' }).click();
    await expect(page).toHaveURL(/\/alarms/, { timeout: 20_000 });
    const info = await page.evaluate(() => (window as unknown as { desktop: { info(): Promise<unknown> } }).desktop.info());
    expect(info).toMatchObject({ mode: 'desk', platform: 'linux' });
  });

  test('R2 the page can open, reach and be granted nothing', async ({ packed: { page } }) => {
    const origin = new URL(page.url()).origin;
    const outcomes = await page.evaluate(async () => {
      const refused = (promise: Promise<unknown>) =>
        promise.then(
          () => false,
          () => true,
        );
      return {
        popup: window.open('https://example.com/') === null,
        fetch: await refused(fetch('http://127.0.0.1:9/')),
        media: await refused(navigator.mediaDevices.getUserMedia({ audio: true })),
        node: ['require', 'process', 'Buffer'].every((name) => !(name in window)),
      };
    });
    expect(outcomes).toEqual({ popup: true, fetch: true, media: true, node: true });
    await page.evaluate(() => void setTimeout(() => location.assign('https://example.com/')));
    await expect.poll(() => page.evaluate(() => location.origin)).toBe(origin);
  });

  test('its renderers are in the sandbox', ({ packed: { child } }) => {
    const children = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry));
    const renderers = children.filter((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return line.startsWith(PROGRAM) && line.includes('--type=renderer') && descendsFrom(pid, child.pid ?? 0);
      } catch {
        return false;
      }
    });
    expect(renderers.length).toBeGreaterThan(0);
    for (const pid of renderers) {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      expect(status).toMatch(/^Seccomp:\s+2$/m);
      expect(status).toMatch(/^NSpid:\s+\d+\s+\d+/m);
    }
  });
});

function descendsFrom(pid: string, ancestor: number): boolean {
  for (let current = Number(pid); current > 1; ) {
    if (current === ancestor) return true;
    current = Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${current}/status`, 'utf8'))?.[1] ?? 0);
  }
  return false;
}
