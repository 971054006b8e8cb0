import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import AxeBuilder from '@axe-core/playwright';
import { windowAt } from '../electronApp.ts';
import { expect, look, picture, runInPage, shellEvents, test } from './fixture.ts';

/** A program on this machine that is not the station and must never be reached. */
async function startOutsider(): Promise<{ url: string; hits: string[]; stop(): void }> {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    hits.push(request.url ?? '');
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('outside');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, hits, stop: () => void server.close() };
}

test.describe('the page cannot leave', () => {
  test('navigation, redirects and popups to anywhere else are refused', async ({ attached: { app, page, events } }) => {
    const outsider = await startOutsider();
    const home = page.url();
    const addresses = [
      outsider.url,
      'file:///etc/passwd',
      'data:text/html,x',
      'about:blank',
      'chrome://gpu',
      'shouwang-local://page/page.html',
    ];
    for (const address of addresses) {
      await runInPage(app, `void (location.href = ${JSON.stringify(address)})`);
      await expect.poll(() => look(app), { message: address }).toEqual({ url: home, heading: '守望站的页面' });
    }
    // Chromium itself refuses the files, the data and its own pages; the rest is refused by the shell.
    const blocked = events('navigation.blocked').filter(({ isMainFrame }) => isMainFrame);
    expect(blocked.map(({ url }) => url)).toContain(`${outsider.url}/`);
    await runInPage(app, "void (location.href = '/redirect')");
    await expect.poll(() => events('redirect.blocked').length).toBe(1);
    const popups = await runInPage(app, `['${outsider.url}', '/', 'about:blank'].map((to) => window.open(to) === null)`);
    expect(popups).toEqual([true, true, true]);
    expect(app.windows()).toHaveLength(1);
    expect(outsider.hits).toEqual([]);
    outsider.stop();
  });

  test('no request leaves for anywhere but the station, even from a page without a policy', async ({ attached: { page } }) => {
    const outsider = await startOutsider();
    await page.evaluate(() => {
      location.href = '/bare';
    });
    await page.waitForURL(/\/bare$/);
    const outcomes = await page.evaluate(async (url) => {
      const fetched = await fetch(url).then(
        () => 'reached',
        () => 'refused',
      );
      const socket = await new Promise((resolve) => {
        const opened = new WebSocket(url.replace('http', 'ws'));
        opened.onopen = () => resolve('reached');
        opened.onerror = () => resolve('refused');
      });
      const frame = document.createElement('iframe');
      frame.src = url;
      document.body.append(frame);
      const own = await fetch('/healthz').then(({ status }) => status);
      return { fetched, socket, own };
    }, outsider.url);
    expect(outcomes).toEqual({ fetched: 'refused', socket: 'refused', own: 200 });
    expect(outsider.hits).toEqual([]);
    outsider.stop();
  });

  test('permissions are refused but for full screen', async ({ attached: { page, events } }) => {
    const outcomes = await page.evaluate(async () => {
      const outcome = (promise: Promise<unknown>) =>
        promise.then(
          () => 'granted',
          (error: Error) => error.name,
        );
      return {
        microphone: await outcome(navigator.mediaDevices.getUserMedia({ audio: true })),
        screen: await outcome(navigator.mediaDevices.getDisplayMedia()),
        position: await outcome(
          new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, () => reject(new Error()))),
        ),
        notifications: await Notification.requestPermission(),
        clipboardRead: await outcome(navigator.clipboard.readText()),
      };
    });
    expect(outcomes).toMatchObject({ position: 'Error', notifications: 'denied' });
    expect([outcomes.microphone, outcomes.screen, outcomes.clipboardRead]).not.toContain('granted');
    await page.evaluate(() => {
      document.querySelector('h1')?.addEventListener('click', () => void document.documentElement.requestFullscreen());
    });
    await page.getByRole('heading').click();
    await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
    expect(events('permission.blocked').map(({ permission }) => permission)).toContain('media');
  });

  test('every window is sandboxed and isolated, whatever it shows', async ({ attached: { app, page } }) => {
    const preferences = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) =>
        (webContents as unknown as { getLastWebPreferences(): unknown }).getLastWebPreferences(),
      ),
    );
    expect(preferences).toHaveLength(1);
    expect(preferences[0]).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      experimentalFeatures: false,
      allowRunningInsecureContent: false,
    });
    const sound = await page.evaluate(() => {
      const context = new AudioContext();
      return Promise.race([
        context.resume().then(() => context.state),
        new Promise((resolve) => setTimeout(resolve, 3000, 'waits for a gesture')),
      ]);
    });
    expect(sound, 'sound needs no gesture').toBe('running');
  });
});

test.describe('the local page', () => {
  test('runs no script but its own, reaches nothing, and has no serious fault of accessibility', async ({
    dataFolder,
    standInApp,
    shell,
  }) => {
    const outsider = await startOutsider();
    const app = await shell({ appFolder: standInApp, env: { STAND_IN_FAIL: '1' } });
    const page = await windowAt(app, /^shouwang-local:/);
    await expect(page.getByRole('heading', { name: '守望站没有启动成功' })).toBeVisible();
    const injected = await page.evaluate(async (url) => {
      const script = document.createElement('script');
      let refusal = 'none';
      try {
        script.text = 'window.injected = true';
        document.body.append(script);
      } catch (error) {
        refusal = (error as Error).name;
      }
      const fetched = await fetch(url).then(
        () => 'reached',
        () => 'refused',
      );
      return { ran: 'injected' in window, refusal, fetched };
    }, outsider.url);
    expect(injected).toEqual({ ran: false, refusal: 'TypeError', fetched: 'refused' });
    expect(outsider.hits).toEqual([]);
    const fonts = await page.evaluate(() =>
      document.fonts.ready.then((all) => [...all].filter(({ status }) => status === 'loaded').length),
    );
    expect(fonts).toBeGreaterThan(0);
    await picture(page, 'local-desk');
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: '立即重试' })).toBeFocused();
    outsider.stop();
    expect(shellEvents(dataFolder, 'station.exited')[0]).toMatchObject({ code: '1' });
  });
});
