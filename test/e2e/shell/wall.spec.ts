import type { ElectronApplication } from '@playwright/test';
import { windowAt } from '../electronApp.ts';
import { startStandIn } from '../standIn/standIn.ts';
import { expect, picture, shellEvents, test } from './fixture.ts';

type Modifier = 'control' | 'alt' | 'shift' | 'meta';

function press(app: ElectronApplication, keyCode: string, modifiers: readonly Modifier[]): Promise<void> {
  return app.evaluate(
    ({ BrowserWindow }, [key, held]) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      for (const type of ['keyDown', 'keyUp'] as const) contents?.sendInputEvent({ type, keyCode: key, modifiers: [...held] });
    },
    [keyCode, modifiers] as const,
  );
}

const ESCAPES: readonly (readonly [string, readonly Modifier[]])[] = [
  ...['F1', 'F3', 'F5', 'F6', 'F7', 'F10', 'F11', 'F12', 'Escape'].map((key) => [key, []] as const),
  ...['A', 'D', 'F', 'H', 'J', 'L', 'N', 'O', 'P', 'Q', 'R', 'S', 'T', 'U', 'W', 'Tab', '0', '=', '-', 'F4', 'F5'].map(
    (key) => [key, ['control']] as const,
  ),
  ...['C', 'I', 'J', 'N', 'R', 'T', 'W', 'Q', 'Tab', 'Delete'].map((key) => [key, ['control', 'shift']] as const),
  ...['F4', 'Home', 'Left', 'Right', 'Space', 'D', 'F'].map((key) => [key, ['alt']] as const),
  ...['D', 'E', 'L', 'Q', 'R', 'W'].map((key) => [key, ['meta']] as const),
];

test.describe('the wall', () => {
  test('W1 is a kiosk on the display, keeps it awake, and no key combination leaves it but one', async ({ dataFolder, shell }) => {
    const station = await startStandIn(dataFolder);
    const app = await shell({ args: ['--wall'] });
    const page = await windowAt(app, /\/wall\?display=1$/);
    const facts = await app.evaluate(({ BrowserWindow, Menu, powerSaveBlocker }) => {
      const [window] = BrowserWindow.getAllWindows();
      return {
        isKiosk: window?.isKiosk(),
        menu: Menu.getApplicationMenu(),
        isAwake: powerSaveBlocker.isStarted(0) || powerSaveBlocker.isStarted(1),
      };
    });
    expect(facts).toEqual({ isKiosk: true, menu: null, isAwake: true });
    await page.evaluate(() => {
      document.title = 'same page';
    });
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.openDevTools());
    for (const [key, modifiers] of ESCAPES) await press(app, key, modifiers);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    const after = await app.evaluate(({ BrowserWindow }) => {
      const windows = BrowserWindow.getAllWindows();
      return {
        count: windows.length,
        isKiosk: windows[0]?.isKiosk(),
        isVisible: windows[0]?.isVisible(),
        hasTools: windows[0]?.webContents.isDevToolsOpened(),
        zoom: windows[0]?.webContents.getZoomFactor(),
      };
    });
    expect(after).toEqual({ count: 1, isKiosk: true, isVisible: true, hasTools: false, zoom: 1 });
    expect(await page.title()).toBe('same page');
    expect(ESCAPES.length).toBeGreaterThanOrEqual(40);
    const child = app.process();
    await press(app, 'F12', ['control', 'alt']);
    await expect.poll(() => child.exitCode).toBe(0);
    await station.stop();
  });

  test('W1 its page can neither quit, hide, save nor open a session', async ({ dataFolder, shell }) => {
    const station = await startStandIn(dataFolder);
    const page = await windowAt(await shell({ args: ['--wall'] }), /\/wall/);
    const answers = await page.evaluate(async () => {
      const { desktop } = window as unknown as { desktop: Record<string, (...args: unknown[]) => Promise<unknown>> };
      const calls: [string, unknown[]][] = [
        ['quit', []],
        ['hide', []],
        ['minimise', []],
        ['toggleFullScreen', []],
        ['showDataFolder', []],
        ['saveText', [{ name: 'n', text: 't' }]],
        ['openSession', [{ kind: 'ssh', address: '127.0.0.1', port: 22 }]],
        ['notify', [{ id: '1', title: 't', body: 'b' }]],
      ];
      return Promise.all(calls.map(([name, args]) => desktop[name]?.(...args).catch((error: Error) => error.message)));
    });
    expect(answers).toEqual(Array(8).fill('desktop.notOnWall'));
    await station.stop();
  });

  test('while the station is away the wall says so, dark and without buttons', async ({ dataFolder, standInApp, shell }) => {
    const app = await shell({ appFolder: standInApp, args: ['--wall'], env: { STAND_IN_FAIL: '1' } });
    const page = await windowAt(app, /^shouwang-local:/);
    await expect(page.getByRole('heading', { name: '守望站没有启动成功' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('data-skin', 'wall');
    await expect(page.getByRole('button', { name: '立即重试' })).toBeHidden();
    await picture(page, 'local-wall');
    expect(shellEvents(dataFolder, 'shell.started')).toMatchObject([{ mode: 'wall' }]);
  });

  test('R3 a display that goes and comes back within half a minute moves nothing', async ({ dataFolder, shell }) => {
    const station = await startStandIn(dataFolder);
    const app = await shell({ args: ['--wall'] });
    const page = await windowAt(app, /\/wall/);
    await page.evaluate(() => {
      document.title = 'same page';
    });
    const windows = await app.evaluate(({ BrowserWindow, screen }) => {
      const display = screen.getPrimaryDisplay();
      screen.emit('display-removed', {}, display);
      const without = BrowserWindow.getAllWindows().length;
      screen.emit('display-added', {}, display);
      return { without, again: BrowserWindow.getAllWindows().length };
    });
    expect(windows).toEqual({ without: 1, again: 1 });
    expect(await page.title()).toBe('same page');
    await station.stop();
  });
});
