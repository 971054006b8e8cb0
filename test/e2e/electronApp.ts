import { mkdirSync, mkdtempSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type ElectronApplication, _electron as electron, expect, type Page } from '@playwright/test';
import { electronProgram, testElectron } from '../../build/scripts/electronRuntime.ts';

export const ROOT = resolve(import.meta.dirname, '../..');

export interface ShellOptions {
  readonly dataFolder: string;
  /** Folder with package.json and dist/; the clone unless a test brings its own. */
  readonly appFolder?: string;
  readonly args?: readonly string[];
  /** True leaves Chromium its GPU process as it is; otherwise it draws in software from the start. */
  readonly hasGpu?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** A data folder of its own for one test, private to the user as the product makes it. */
export function newDataFolder(): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'shouwang-e2e-')), 'data');
  mkdirSync(folder, { mode: 0o700 });
  return folder;
}

/** A port that was free a moment ago, for what must come back to the same address. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Program and arguments that start the shell as a person would, with its sandbox on. */
export async function shellCommand(options: ShellOptions): Promise<{ program: string; args: string[]; env: Record<string, string> }> {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    program: electronProgram(await testElectron()),
    args: [...(options.hasGpu ? [] : ['--disable-gpu']), options.appFolder ?? ROOT, ...(options.args ?? [])],
    env: { ...Object.fromEntries(inherited), NOC_DATA: options.dataFolder, NOC_PORT: '0', ...options.env },
  };
}

/** Starts the shell under Playwright. */
export async function launchShell(options: ShellOptions): Promise<ElectronApplication> {
  const { program, args, env } = await shellCommand(options);
  return electron.launch({ executablePath: program, args, env, chromiumSandbox: true, timeout: 30_000 });
}

/**
 * Reads something in the main process without changing it. Electron 33 may collect the answer of a call while its main process is busy;
 * a question that changes nothing is then asked again.
 */
export async function ask<T>(app: ElectronApplication, question: Parameters<typeof app.evaluate<T>>[0]): Promise<T> {
  for (let asked = 1; ; asked += 1) {
    try {
      return await app.evaluate<T>(question);
    } catch (error) {
      if (asked === 3 || !(error instanceof Error) || !error.message.includes('promise was garbage collected')) throw error;
    }
  }
}

/** The first window, once its address fits; the local page before it may be left while it still loads. */
export async function windowAt(app: ElectronApplication, address: RegExp): Promise<Page> {
  const page = await app.firstWindow();
  await expect(page).toHaveURL(address);
  await page.waitForLoadState();
  return page;
}
