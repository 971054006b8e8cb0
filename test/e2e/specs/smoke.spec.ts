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

test('a page whose program does not come says so after ten seconds, with the next step', async ({ page, station, look }) => {
  await page.route(/\/assets\/index-.*\.js$/, (route) => route.abort());
  await page.goto(`${station.url}/health`);
  const title = page.getByText('页面没有载入完');
  await expect(title).toBeAttached();
  await expect(title).toBeHidden();
  const waits = await page.evaluate(() => document.getAnimations().map((animation) => animation.effect?.getTiming().delay));
  expect(waits).toEqual([10_000]);
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) animation.finish();
  });
  await expect(title).toBeVisible();
  await look('not-loaded');
  await page.unroute(/\/assets\/index-.*\.js$/);
  await page.getByRole('link', { name: '重新打开' }).click();
  await expect(title).toHaveCount(0);
});
