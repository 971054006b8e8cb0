import { readFileSync } from 'node:fs';
import type { ElectronApplication } from '@playwright/test';
import { isAlive } from '../../support/alive.ts';
import { windowAt } from '../electronApp.ts';
import { startStandIn } from '../standIn/standIn.ts';
import { exitCode, expect, look, runInPage, shellEvents, test } from './fixture.ts';

const crash = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());

test.describe('a renderer that dies', () => {
  test('R1 is back with the same view within five seconds', async ({ dataFolder, shell }) => {
    const station = await startStandIn(dataFolder);
    const app = await shell();
    await windowAt(app, /^http:/);
    await crash(app);
    await expect.poll(() => shellEvents(dataFolder, 'page.crashed').length).toBe(1);
    await expect.poll(async () => (await look(app)).heading, { timeout: 5000 }).toBe('守望站的页面');
    await station.stop();
  });

  test('R1 three times in a minute ends in the plain local page, which a retry leaves', async ({ dataFolder, shell }) => {
    const station = await startStandIn(dataFolder);
    const app = await shell();
    await windowAt(app, /^http:/);
    for (let round = 1; round <= 3; round += 1) {
      await expect.poll(async () => (await look(app)).heading).toBe('守望站的页面');
      await crash(app);
      await expect.poll(() => shellEvents(dataFolder, 'page.crashed').length).toBe(round);
    }
    await expect.poll(async () => (await look(app)).heading).toBe('守望站没有启动成功');
    expect(await runInPage(app, 'document.body.innerText')).toContain('一分钟内异常退出了三次');
    await runInPage(app, "document.querySelector('button').click()");
    await expect.poll(async () => (await look(app)).heading).toBe('守望站的页面');
    await station.stop();
  });

  test('W2 one that runs in an endless loop is ended and back within 30 seconds', async ({ dataFolder, shell }) => {
    const station = await startStandIn(dataFolder);
    const app = await shell();
    const page = await windowAt(app, /^http:/);
    await page.evaluate(() => {
      setTimeout(() => {
        for (;;);
      }, 0);
    });
    await expect.poll(() => shellEvents(dataFolder, 'page.frozen').length, { timeout: 30_000 }).toBe(1);
    await expect.poll(async () => (await look(app)).heading, { timeout: 5000 }).toBe('守望站的页面');
    await station.stop();
  });

  test('a page that the station cannot serve is said, and opened as soon as it can', async ({ dataFolder, shell }) => {
    const station = await startStandIn(dataFolder, { pageStatus: 500 });
    const app = await shell();
    const page = await windowAt(app, /^shouwang-local:/);
    await expect(page.getByText('页面没有打开（HTTP 500）。')).toBeVisible();
    station.change({ pageStatus: 200 });
    await page.waitForURL(/^http:/);
    await expect(page.getByRole('heading', { name: '守望站的页面' })).toBeVisible();
    await station.stop();
  });
});

test('R2 after three crashes of its GPU process the shell is back with software rendering within 15 seconds', async ({
  dataFolder,
  shell,
}) => {
  const station = await startStandIn(dataFolder);
  const app = await shell({ hasGpu: true });
  await windowAt(app, /^http:/);
  const isOver = exitCode(app);
  for (let round = 1; round <= 3; round += 1) {
    const gpu = () => app.evaluate((electron) => electron.app.getAppMetrics().find(({ type }) => type === 'GPU')?.pid);
    await expect.poll(gpu).toBeGreaterThan(0);
    process.kill((await gpu()) ?? 0, 'SIGKILL');
    await expect.poll(() => shellEvents(dataFolder, 'process.gone').filter(({ type }) => type === 'GPU').length).toBe(round);
  }
  await expect.poll(isOver).toBe(0);
  await expect.poll(() => shellEvents(dataFolder, 'shell.started').length, { timeout: 15_000 }).toBe(2);
  await expect.poll(() => shellEvents(dataFolder, 'station.state').length, { timeout: 15_000 }).toBe(2);
  const [, second] = shellEvents(dataFolder, 'shell.started');
  const pid = Number(second?.pid);
  expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).toContain('--disable-gpu');
  process.kill(pid, 'SIGTERM');
  await expect.poll(() => isAlive(pid)).toBe(false);
  await station.stop();
});
