import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { isAlive } from '../../support/alive.ts';
import { ask, shellCommand, windowAt } from '../electronApp.ts';
import { startStandIn } from '../standIn/standIn.ts';
import { answerDialogs, askToQuit, exitCode, expect, shellEvents, standInNotes, test } from './fixture.ts';

/** A desktop that says it has a tray: the program the shell asks first answers so. */
function trayEnvironment(dataFolder: string): Record<string, string> {
  const folder = join(dirname(dataFolder), 'bin');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'gdbus'), '#!/bin/sh\necho "(true,)"\n');
  chmodSync(join(folder, 'gdbus'), 0o755);
  return { PATH: `${folder}:${process.env.PATH ?? ''}` };
}

const asked = (app: ElectronApplication) =>
  ask(app, () => (globalThis as unknown as { asked: { message: string; buttons: string[] }[] }).asked);
const isVisible = (app: ElectronApplication) => ask(app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
const closeWindow = (app: ElectronApplication) => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

test.describe('closing and quitting', () => {
  test('closing hides to the tray, the station goes on, and a second start brings the window back', async ({
    dataFolder,
    standInApp,
    shell,
  }) => {
    const env = trayEnvironment(dataFolder);
    const app = await shell({ appFolder: standInApp, env });
    await windowAt(app, /^http:/);
    await closeWindow(app);
    await expect.poll(() => isVisible(app)).toBe(false);
    expect(isAlive(Number(standInNotes(dataFolder)[0]?.split(' ')[1]))).toBe(true);
    const second = await shellCommand({ dataFolder, appFolder: standInApp, env });
    const child = spawn(second.program, second.args, { env: second.env, stdio: 'ignore' });
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect(code).toBe(0);
    await expect.poll(() => isVisible(app)).toBe(true);
    expect(standInNotes(dataFolder)).toHaveLength(1);
  });

  test('without a tray closing minimises and says so once', async ({ standInApp, shell }) => {
    const app = await shell({ appFolder: standInApp });
    await windowAt(app, /^http:/);
    await answerDialogs(app, 0);
    // Without a window manager nothing can be minimised for real, so the call is counted.
    await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      const calls = { minimised: 0 };
      Object.assign(globalThis, { calls });
      if (window)
        window.minimize = () => {
          calls.minimised += 1;
        };
    });
    await closeWindow(app);
    await closeWindow(app);
    expect(await app.evaluate(() => (globalThis as unknown as { calls: unknown }).calls)).toEqual({ minimised: 2 });
    const questions = await asked(app);
    expect(questions.map(({ message }) => message)).toEqual(['这个桌面没有托盘，关闭窗口时会最小化。']);
    expect(app.windows()).toHaveLength(1);
  });

  test('the menu says and sets whether the window opens with the session, for this station', async ({ dataFolder, standInApp, shell }) => {
    const config = join(dirname(dataFolder), 'config');
    const app = await shell({ appFolder: standInApp, env: { XDG_CONFIG_HOME: config } });
    await windowAt(app, /^http:/);
    const item = (isClicked: boolean) =>
      app.evaluate(({ Menu }, click) => {
        const found = Menu.getApplicationMenu()?.getMenuItemById('login');
        if (click) found?.click();
        return Menu.getApplicationMenu()?.getMenuItemById('login')?.checked;
      }, isClicked);
    const entry = join(config, 'autostart/shouwang.desktop');
    expect([await item(false), await item(true), await item(false)]).toEqual([false, true, true]);
    expect(readFileSync(entry, 'utf8')).toContain(`"NOC_DATA=${dataFolder}"`);
    expect(await item(true)).toBe(false);
    expect(existsSync(entry)).toBe(false);
  });

  test('quitting asks; leaving the window leaves the station', async ({ dataFolder, standInApp, shell }) => {
    const app = await shell({ appFolder: standInApp });
    const page = await windowAt(app, /^http:/);
    await answerDialogs(app, 1);
    const code = exitCode(app);
    await askToQuit(page);
    await expect.poll(code).toBe(0);
    expect(standInNotes(dataFolder)).toHaveLength(1);
    expect(isAlive(Number(standInNotes(dataFolder)[0]?.split(' ')[1]))).toBe(true);
  });

  test('the first answer keeps everything as it is', async ({ dataFolder, standInApp, shell }) => {
    const app = await shell({ appFolder: standInApp, env: trayEnvironment(dataFolder) });
    const page = await windowAt(app, /^http:/);
    await answerDialogs(app, 0);
    await askToQuit(page);
    await expect.poll(() => isVisible(app)).toBe(false);
    expect((await asked(app))[0]?.buttons).toEqual(['关闭窗口，留在托盘', '退出窗口，采集继续', '停止守望并退出']);
    expect(app.process().exitCode).toBeNull();
  });

  test('stopping sends the supervisor SIGTERM after a proof and then quits', async ({ dataFolder, standInApp, shell }) => {
    const app = await shell({ appFolder: standInApp });
    const page = await windowAt(app, /^http:/);
    await answerDialogs(app, 2);
    const code = exitCode(app);
    await askToQuit(page);
    await expect.poll(code, { timeout: 15_000 }).toBe(0);
    const pid = standInNotes(dataFolder)[0]?.split(' ')[1];
    expect(standInNotes(dataFolder)).toEqual([`start ${pid}`, `stop:SIGTERM ${pid}`]);
    expect(shellEvents(dataFolder, 'station.stop')).toMatchObject([{ result: 'stopped' }]);
  });

  test('a program that does not prove itself is sent no signal, and the window stays', async ({ dataFolder, standInApp, shell }) => {
    const app = await shell({ appFolder: standInApp, env: { STAND_IN: JSON.stringify({ rightProofs: 1 }) } });
    const page = await windowAt(app, /^http:/);
    await answerDialogs(app, 2);
    await askToQuit(page);
    await expect.poll(() => shellEvents(dataFolder, 'station.stop')).toMatchObject([{ result: 'notProven' }]);
    await expect.poll(async () => (await asked(app)).at(-1)?.message).toContain('没有向它发送停止信号');
    expect(standInNotes(dataFolder)).toHaveLength(1);
    expect(app.process().exitCode).toBeNull();
  });

  test('the tray reads the counts with the token that may read nothing else', async ({ dataFolder, shell }) => {
    const station = await startStandIn(dataFolder);
    const app = await shell({ env: trayEnvironment(dataFolder) });
    await windowAt(app, /^http:/);
    await expect.poll(() => station.requests.filter((request) => request === 'GET /api/v1/alarms/counts').length).toBeGreaterThan(0);
    await station.stop();
  });

  test('a data folder that cannot be made is said in both languages, exit code 1', async () => {
    const { program, args, env } = await shellCommand({ dataFolder: '/etc/shouwang' });
    const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let problem = '';
    child.stderr.on('data', (chunk) => {
      problem += chunk;
    });
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(1);
    expect(problem).toContain('守望的窗口没有打开');
    expect(problem).toContain('did not open');
  });
});
