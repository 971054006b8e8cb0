import { chromium, expect, type Page } from '@playwright/test';

/** A program that opens pages in a real browser, as an ordinary user, and says as a line of JSON each how long it took. */
export interface Visits {
  readonly url: string;
  readonly account: string;
  readonly password: string;
  readonly rounds: number;
  /** Pages with their first heading. */
  readonly pages: readonly { readonly name: string; readonly path: string; readonly title: string }[];
  /** Questions to the API that have the most to go through. */
  readonly questions: readonly { readonly name: string; readonly path: string }[];
}

export interface Visit {
  readonly kind: 'page' | 'load' | 'question';
  readonly name: string;
  readonly ms: number;
}

const WAIT_MS = 30_000;
const say = (visit: Visit): void => console.log(JSON.stringify(visit));

/**
 * From the change of address until the page stands: its heading, nothing that is still fetched, and two frames painted. Rejects where the
 * page says that something failed, or does not stand in time.
 */
function timeTo(page: Page, path: string, title: string): Promise<number> {
  return page.evaluate(
    ([to, heading, most]) =>
      new Promise<number>((resolve, reject) => {
        const from = performance.now();
        history.pushState(null, '', to);
        const stands = (): boolean => {
          const main = document.querySelector('main');
          if (!main || ![...document.querySelectorAll('h1')].some((one) => one.textContent?.trim() === heading)) return false;
          if (/没有取到/.test(main.textContent ?? '')) throw new Error(`${to}: ${main.textContent?.slice(0, 200)}`);
          return ![...main.querySelectorAll('[role=status]')].some((one) => /正在取|正在打开/.test(one.textContent ?? ''));
        };
        let painted = 0;
        const look = (): void => {
          try {
            painted = stands() ? painted + 1 : 0;
            if (painted === 3) resolve(performance.now() - from);
            else if (performance.now() - from > most) throw new Error(`${to} does not stand after ${most} ms`);
            else requestAnimationFrame(look);
          } catch (error) {
            reject(error);
          }
        };
        requestAnimationFrame(look);
      }),
    [path, title, WAIT_MS] as const,
  );
}

const orders = JSON.parse(process.argv[2] ?? '{}') as Visits;
const browser = await chromium.launch({
  ...{ executablePath: '/usr/bin/chromium-headless-shell', chromiumSandbox: true, args: ['--disable-gpu'] },
});
try {
  const context = await browser.newContext({
    ...{ viewport: { width: 1920, height: 1080 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' },
  });
  const page = await context.newPage();
  await page.goto(orders.url);
  await page.getByLabel('账号', { exact: true }).fill(orders.account);
  await page.getByLabel('口令', { exact: true }).fill(orders.password);
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('banner')).toBeVisible({ timeout: WAIT_MS });
  for (let round = 0; round < orders.rounds; round += 1) {
    for (const [index, { name, path, title }] of orders.pages.entries()) {
      // Nothing of the page is at hand: the program is loaded anew at another one.
      const other = orders.pages[(index + 1) % orders.pages.length];
      const from = performance.now();
      await page.goto(new URL(other?.path ?? '/', orders.url).href);
      await expect(page.getByRole('heading', { level: 1, name: other?.title ?? '' })).toBeVisible({ timeout: WAIT_MS });
      say({ kind: 'load', name: other?.name ?? '', ms: performance.now() - from });
      say({ kind: 'page', name, ms: await timeTo(page, path, title) });
    }
    for (const { name, path } of orders.questions) {
      const ms = await page.evaluate(async (to) => {
        const from = performance.now();
        const answer = await fetch(to);
        if (!answer.ok) throw new Error(`${to} answered ${answer.status}: ${await answer.text()}`);
        await answer.json();
        return performance.now() - from;
      }, path);
      say({ kind: 'question', name, ms });
    }
  }
} finally {
  await browser.close();
}
