import { expect, test } from '../app.ts';

test('a person signs in on a running station and sees the alarm desk; the local host is monitored from the first start', async ({
  page,
  signIn,
  look,
  station,
}) => {
  const policy = (await page.request.get(station.url)).headers()['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
  await look('sign-in');
  await signIn('operator');
  await expect(page).toHaveURL(/\/alarms/);
  await expect(page.getByRole('heading', { name: '告警墙' })).toBeVisible();
  await look('alarms');
  const resources = await page.evaluate(async () => (await fetch('/api/v1/resources')).json() as Promise<{ items: unknown[] }>);
  expect(resources.items.length).toBeGreaterThan(0);

  await test.step('Esc closes what lies on top, also when the page below it came later', async () => {
    await page.goto(`${station.url}/health`);
    await expect(page.getByRole('heading', { level: 1, name: '自检' })).toBeVisible();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/AlarmsPage-.*\.js$/, async (route) => {
      await held;
      await route.continue();
    });
    await page.getByRole('navigation').getByRole('link', { name: '告警' }).click();
    await page.getByRole('button', { name: /个人菜单$/ }).click();
    const leave = page.getByRole('button', { name: '退出登录' });
    await expect(leave).toBeVisible();
    release();
    await expect(page.getByRole('heading', { level: 1, name: '告警墙' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(leave).toBeHidden();
  });
});

const PROGRAM = /\/assets\/index-.*\.js$/;

test('a page whose program does not come loads itself anew, and says so after ten seconds with the next step', async ({
  page,
  station,
  look,
}) => {
  let refused = 0;
  await page.route(PROGRAM, (route) => {
    refused += 1;
    return route.abort();
  });
  await page.goto(`${station.url}/health`);
  const title = page.getByText('页面没有载入完');
  await expect(title).toBeAttached();
  await expect(title).toBeHidden();
  await expect.poll(() => refused, { message: 'it is asked for again by itself' }).toBeGreaterThan(2);

  await test.step('while it stands there, after ten seconds', async () => {
    const shown = () =>
      page.evaluate(() => {
        const waiting = document.getAnimations();
        const delays = waiting.map(({ effect }) => effect?.getTiming().delay);
        for (const animation of waiting) animation.finish();
        const block = document.querySelector('.boot');
        return { delays, visibility: block && getComputedStyle(block).visibility };
      });
    await expect.poll(shown).toEqual({ delays: [10_000], visibility: 'visible' });
    await look('not-loaded');
  });

  await page.unroute(PROGRAM);
  await expect(page.getByRole('heading', { name: '登录' }), 'it comes by itself once it can').toBeVisible({ timeout: 40_000 });
  expect(await page.evaluate(() => sessionStorage.getItem('boot.tries'))).toBeNull();
});
