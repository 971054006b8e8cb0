import type { ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test as base, type ElectronApplication, expect, type Page } from '@playwright/test';
import { isAlive } from '../../support/alive.ts';
import { launchShell, newDataFolder, ROOT, type ShellOptions, windowAt } from '../electronApp.ts';
import { type StandIn, startStandIn } from '../standIn/standIn.ts';

interface Fixtures {
  dataFolder: string;
  /** An app folder whose station is the stand-in. */
  standInApp: string;
  /** Starts the shell on the data folder; it is closed after the test. */
  shell(options?: Partial<ShellOptions>): Promise<ElectronApplication>;
  /** The worker's one shell, its page loaded anew. */
  attached: Attached & {
    /** Events of its log by name, since this test began. */
    events(name: string): Record<string, unknown>[];
  };
}

/** A shell attached to a stand-in, for tests that neither end it nor change how it starts. */
interface Attached {
  readonly station: StandIn;
  readonly app: ElectronApplication;
  readonly page: Page;
}

interface WorkerFixtures {
  onlyShell: Attached & { readonly dataFolder: string };
}

/** The shell as built, beside a stand-in in the place of the station's program. */
function makeStandInApp(folder: string): string {
  const app = join(folder, 'app');
  mkdirSync(join(app, 'dist/backend'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(app, 'package.json'));
  symlinkSync(join(ROOT, 'dist/electron'), join(app, 'dist/electron'));
  symlinkSync(join(ROOT, 'node_modules'), join(app, 'node_modules'));
  writeFileSync(join(app, 'dist/backend/supervisor.mjs'), `await import(${JSON.stringify(join(ROOT, 'test/e2e/standIn/program.ts'))});\n`);
  return app;
}

/** Ends whatever station a test left running in its data folder. */
export async function stopLeftovers(dataFolder: string): Promise<void> {
  const file = join(dataFolder, 'station.json');
  if (!existsSync(file)) return;
  const { supervisorPid } = JSON.parse(readFileSync(file, 'utf8')) as { supervisorPid: number };
  if (supervisorPid === process.pid || !isAlive(supervisorPid)) return;
  process.kill(supervisorPid, 'SIGTERM');
  await expect.poll(() => isAlive(supervisorPid), { timeout: 15_000 }).toBe(false);
}

/** Lines the stand-in noted: `start <pid>`, `stop:<signal> <pid>`. */
export function standInNotes(dataFolder: string): string[] {
  const file = join(dataFolder, 'stand-in.log');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
}

/** Events of the shell's log by name, from a line on. */
export function shellEvents(dataFolder: string, name: string, from = 0): Record<string, unknown>[] {
  const file = join(dataFolder, 'log/shell.log');
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').trim().split('\n').slice(from);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter((entry) => entry.event === name);
}

/** What the first window shows, seen through main: a renderer that crashes or refuses a navigation confuses Playwright's own page. */
export function look(app: ElectronApplication): Promise<{ url: string; heading: string }> {
  return app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (!contents || contents.isCrashed() || contents.isLoading()) return { url: '', heading: '' };
    const heading = (await contents.executeJavaScript("document.querySelector('h1')?.textContent ?? ''")) as string;
    return { url: contents.getURL(), heading };
  });
}

/** Answers the shell's questions with a choice and keeps what was asked. */
export function answerDialogs(app: ElectronApplication, response: number): Promise<void> {
  return app.evaluate(({ dialog }, choice) => {
    const asked: { message: string; buttons: string[] }[] = [];
    Object.assign(globalThis, { asked });
    Object.assign(dialog, {
      showMessageBox: (...args: unknown[]) => {
        asked.push(args.at(-1) as { message: string; buttons: string[] });
        return Promise.resolve({ response: choice, checkboxChecked: false });
      },
    });
  }, response);
}

/** The exit code as it will be; Playwright forgets the process once it has ended. */
export function exitCode(app: ElectronApplication): () => number | null {
  const child = app.process();
  return () => child.exitCode;
}

/** Lets the page ask to quit a moment later, when this call has long been answered. */
export function askToQuit(page: Page): Promise<void> {
  return page.evaluate(() => {
    const { desktop } = window as unknown as { desktop: { quit(): Promise<void> } };
    setTimeout(() => void desktop.quit(), 100);
  });
}

/** Keeps a picture of a page among the results. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = join(process.env.NOC_TEST_OUTPUT ?? join(ROOT, 'test-results/playwright'), 'look/shell');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** Runs script in the first window's page without waiting for what it sets off. */
export function runInPage(app: ElectronApplication, script: string): Promise<unknown> {
  return app.evaluate(({ BrowserWindow }, text) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(text), script);
}

/** Closes the shell like a session's end does; one that does not go in time is a failure of the test. */
async function close(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<boolean>((resolve) => child.once('exit', () => resolve(true)));
  child.kill('SIGTERM');
  const isGone = await Promise.race([gone, sleep(10_000, false)]);
  if (!isGone) child.kill('SIGKILL');
  expect(isGone, 'the shell ends on SIGTERM').toBe(true);
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  onlyShell: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to see what a fixture needs
    async ({}, use) => {
      const dataFolder = newDataFolder();
      const station = await startStandIn(dataFolder);
      const app = await launchShell({ dataFolder });
      await use({ dataFolder, station, app, page: await windowAt(app, /^http:/) });
      await app.close();
      await station.stop();
      rmSync(dirname(dataFolder), { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  attached: async ({ onlyShell: { dataFolder, station, app, page } }, use) => {
    const log = join(dataFolder, 'log/shell.log');
    const before = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').length : 0;
    // A navigation that the test before had refused may still be on its way out, and interrupts this one.
    await expect(() => page.goto(`http://127.0.0.1:${station.port}/`)).toPass({ timeout: 20_000 });
    await use({ station, app, page, events: (name) => shellEvents(dataFolder, name, before) });
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to see what a fixture needs
  dataFolder: async ({}, use) => {
    const folder = newDataFolder();
    await use(folder);
    await stopLeftovers(folder);
    rmSync(dirname(folder), { recursive: true, force: true });
  },
  standInApp: async ({ dataFolder }, use) => use(makeStandInApp(dirname(dataFolder))),
  shell: async ({ dataFolder }, use) => {
    // Kept here, because Playwright forgets the process of a program that has ended.
    const children: ChildProcess[] = [];
    await use(async (options = {}) => {
      const app = await launchShell({ dataFolder, ...options });
      children.push(app.process());
      return app;
    });
    for (const child of children) await close(child);
  },
});

export { expect };
