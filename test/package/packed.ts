import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Browser, test as base, expect, type Page } from '@playwright/test';
import { newDataFolder, ROOT } from '../e2e/electronApp.ts';
import { PEOPLE } from '../e2e/station.ts';
import { isAlive } from '../support/alive.ts';

export const FOLDER = join(ROOT, 'release/linux-unpacked');
export const PROGRAM = join(FOLDER, 'shouwang');
export const RESOURCES = join(FOLDER, 'resources');

interface Packed {
  readonly dataFolder: string;
  readonly child: ChildProcess;
  readonly page: Page;
}

/** What a running station writes into its data folder. */
export function stationRecord(dataFolder: string): { pid: number; supervisorPid: number } | undefined {
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

export const test = base.extend<object, { packed: Packed }>({
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
