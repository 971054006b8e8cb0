import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page } from '@playwright/test';

export interface SavedFile {
  readonly name: string;
  readonly text: string;
}

/** What a press saves: a download of the browser, or the file the shell writes where its dialog was told to. */
export async function savedBy(page: Page, shellApp: ElectronApplication | undefined, press: () => Promise<void>): Promise<SavedFile> {
  if (shellApp === undefined) {
    const [download] = await Promise.all([page.waitForEvent('download'), press()]);
    return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
  }
  const folder = mkdtempSync(join(tmpdir(), 'shouwang-saved-'));
  await shellApp.evaluate(({ dialog }, to) => {
    dialog.showSaveDialog = (async (_window: unknown, { defaultPath }: { defaultPath: string }) => ({
      canceled: false,
      filePath: `${to}/${defaultPath.split('/').pop()}`,
    })) as never;
  }, folder);
  await press();
  const finished = () => readdirSync(folder).find((name) => !name.endsWith('.part'));
  await expect.poll(finished).toBeDefined();
  const name = finished() ?? '';
  const path = join(folder, name);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  rmSync(folder, { recursive: true });
  return { name, text };
}

/** The bytes of an ordinary download: of the browser, or of the shell told where to without its dialog. */
export async function downloadedBy(
  page: Page,
  shellApp: ElectronApplication | undefined,
  press: () => Promise<void>,
): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  if (shellApp === undefined) {
    const [download] = await Promise.all([page.waitForEvent('download'), press()]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  }
  const folder = mkdtempSync(join(tmpdir(), 'shouwang-saved-'));
  const done = shellApp.evaluate(
    ({ BrowserWindow }, to) =>
      new Promise<{ name: string; path: string; state: string }>((resolve) => {
        BrowserWindow.getAllWindows()[0]?.webContents.session.once('will-download', (_event, item) => {
          const path = `${to}/saved`;
          item.setSavePath(path);
          item.once('done', (_done, state) => resolve({ name: item.getFilename(), path, state }));
        });
      }),
    folder,
  );
  await press();
  const { name, path, state } = await done;
  expect(state, 'the shell saves the download').toBe('completed');
  const bytes = readFileSync(path);
  rmSync(folder, { recursive: true });
  return { name, bytes };
}
