import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { ROOT } from './lib/paths.ts';
import { runTask } from './lib/say.ts';

const SIZE = 512;

/** Draws assets/icons/icon.svg into icon.png, from which packaging makes every other size. Run after changing the drawing. */
export async function drawIcon(): Promise<void> {
  const folder = join(ROOT, 'assets/icons');
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium-headless-shell', chromiumSandbox: process.getuid?.() !== 0 });
  try {
    const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } });
    await page.setContent(`<body style="margin:0">${await readFile(join(folder, 'icon.svg'), 'utf8')}</body>`);
    await writeFile(join(folder, 'icon.png'), await page.screenshot({ omitBackground: true }));
  } finally {
    await browser.close();
  }
}

if (import.meta.main)
  await runTask(async () => {
    await drawIcon();
    return 0;
  });
