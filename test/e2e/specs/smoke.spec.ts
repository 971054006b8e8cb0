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
});

test.describe('before the set-up', () => {
  test.use({ stationOptions: { isSetUp: false } });

  test('nothing but the set-up is offered, and only against its one-time token', async ({ page, shellApp, station }) => {
    await expect(page).toHaveURL(/\/setup/);
    const withoutToken = await fetch(`${station.url}/api/v1/setup`);
    expect(withoutToken.status).toBe(401);
    // The shell hands the token over by itself; a browser has to be given it.
    if (shellApp) await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });
});
