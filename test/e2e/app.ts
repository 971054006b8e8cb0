import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, test as base, type ElectronApplication, expect, type Page } from '@playwright/test';
import { launchShell, ROOT } from './electronApp.ts';
import { PEOPLE, type Person, type Station, type StationOptions, startStation } from './station.ts';

/** The sizes every page is looked at in: a desk's screen and a 4K wall panel. */
export const SIZES = [
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
] as const;

export interface AppFixtures {
  /** How this test's station is started; set with `test.use`. */
  stationOptions: StationOptions;
  /** The real station, built, in a data folder of its own; set up unless the options say otherwise. */
  station: Station;
  /** The shell around the page, in the Electron project only. */
  shellApp: ElectronApplication | undefined;
  /** Another browser on the same station, in both projects. */
  openBrowser: (path?: string) => Promise<Page>;
  /** Signs a person in on a page that shows the sign-in. */
  signIn: (person: Person, on?: Page) => Promise<void>;
  /**
   * With NOC_LOOK set, takes the page's picture in both sizes into the results, named `<name>-<width>x<height>.png`, and leaves it at
   * 1920x1080. For people who look at them: painting 4K costs a software renderer more than all the rest.
   */
  look: (name: string) => Promise<void>;
}

const isElectron = (projectName: string) => projectName === 'electron';

async function resize(page: Page, app: ElectronApplication | undefined, { width, height }: (typeof SIZES)[number]): Promise<void> {
  if (!app) return page.setViewportSize({ width, height });
  await app.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h), [width, height] as const);
  await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height]);
}

/** The same spec in Chromium or in the shell's window, by the name of the Playwright project. */
export const test = base.extend<AppFixtures, { browser: Browser; otherBrowser: () => Promise<Browser> }>({
  stationOptions: [{}, { option: true }],

  station: async ({ stationOptions }, use) => {
    const station = await startStation(stationOptions);
    await use(station);
    const code = await station.stop();
    if (!stationOptions.dataFolder) station.remove();
    expect(code, 'the station stops cleanly').toBe(0);
  },

  // The shell brings its own Chromium.
  browser: [
    async ({ playwright, launchOptions }, use, workerInfo) => {
      if (isElectron(workerInfo.project.name)) return use(undefined as never);
      const browser = await playwright.chromium.launch(launchOptions);
      await use(browser);
      await browser.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  // Beside the shell stands a browser of its own, from the first test that asks for one.
  otherBrowser: [
    async ({ browser, playwright, launchOptions }, use) => {
      let launched: Promise<Browser> | undefined;
      await use(() => {
        if (browser !== undefined) return Promise.resolve(browser);
        launched ??= playwright.chromium.launch(launchOptions);
        return launched;
      });
      await (await launched)?.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  shellApp: async ({ station }, use, testInfo) => {
    if (!isElectron(testInfo.project.name)) return use(undefined);
    const app = await launchShell({ dataFolder: station.dataFolder });
    await use(app);
    await app.close();
  },

  context: async ({ browser, shellApp, viewport, locale, timezoneId }, use) => {
    if (shellApp) return use(shellApp.context());
    const context: BrowserContext = await browser.newContext({ viewport, ...(locale && { locale }), ...(timezoneId && { timezoneId }) });
    await use(context);
    await context.close();
  },

  // Without motion: a software renderer would paint the blinking of waiting alarms all the time.
  page: async ({ context, shellApp, station }, use) => {
    const page = shellApp ? await shellApp.firstWindow() : await context.newPage();
    if (shellApp) await expect(page).toHaveURL((address) => address.origin === station.url);
    else await page.goto(station.url);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await resize(page, shellApp, SIZES[0]);
    await use(page);
  },

  openBrowser: async ({ otherBrowser, station }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (path = '/') => {
      const browser = await otherBrowser();
      const context = await browser.newContext({
        viewport: SIZES[0],
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        reducedMotion: 'reduce',
      });
      contexts.push(context);
      const page = await context.newPage();
      await page.goto(station.url + path);
      return page;
    });
    for (const context of contexts) await context.close();
  },

  signIn: async ({ page }, use) => {
    await use(async (person, on = page) => {
      await on.getByLabel('账号', { exact: true }).fill(PEOPLE[person].account);
      await on.getByLabel('口令', { exact: true }).fill(PEOPLE[person].password);
      await on.getByRole('button', { name: '登录' }).click();
      await expect(on.getByLabel('口令', { exact: true })).toBeHidden();
    });
  },

  look: async ({ page, shellApp }, use, testInfo) => {
    const folder = join(process.env.NOC_TEST_OUTPUT ?? join(ROOT, 'test-results/playwright'), 'look', testInfo.project.name);
    await use(async (name) => {
      if (!process.env.NOC_LOOK) return;
      mkdirSync(folder, { recursive: true });
      for (const size of SIZES) {
        await resize(page, shellApp, size);
        await page.screenshot({ path: join(folder, `${name}-${size.width}x${size.height}.png`) });
      }
      await resize(page, shellApp, SIZES[0]);
    });
  },
});

export { expect, PEOPLE, type Person };
