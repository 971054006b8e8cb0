import type { Page } from '@playwright/test';
import type { AlarmCounts } from '../../../shared/contracts/alarms.ts';
import type { Station as StationAnswer } from '../../../shared/contracts/session.ts';
import { SEVERITIES } from '../../../shared/domain/alarm/severity.ts';
import { expect, test } from '../app.ts';
import { freePort } from '../electronApp.ts';
import { withBackendAway } from '../pages/away.ts';
import { directly } from '../pages/direct.ts';
import { addHosts, localHost, openFaults } from '../pages/faults.ts';
import { expectSound } from '../pages/inspect.ts';

/** A wall must not show an old picture as a new one for longer (W2). */
const SAID_WITHIN_MS = 10_000;

// The wall finds the station again at the same address.
test.use({
  stationOptions: async ({ viewport: _ }, use) => use({ env: { NOC_PORT: String(await freePort()) } }),
});

const sessionOf = (page: Page) => page.evaluate(async () => ((await (await fetch('/api/v1/station')).json()) as StationAnswer).session);

test('W1 W2 R-8.2.2-0-2 a wall is enrolled once by short code, shows what the station counts, offers no control, and proves itself again after every cut', async ({
  page,
  station,
  signIn,
  openBrowser,
  look,
}) => {
  test.slow();
  const operator = await directly(station, 'operator');
  const { mail } = await addHosts(operator, ['mail', 'web', 'database', 'backup']);
  const host = await localHost(operator);
  const faults = await openFaults(station, host);
  await faults.fill(97);
  await faults.fail(mail);
  const wall = page.getByRole('main', { name: '大屏总览' });
  const rows = wall.getByRole('listitem');

  await test.step('an administrator takes a short code, the wall gives it', async () => {
    const desk = await openBrowser();
    await signIn('systemAdministrator', desk);
    await desk.getByRole('button', { name: /个人菜单$/ }).click();
    await desk.getByLabel('大屏名称').fill('值班大厅 1');
    await desk.getByRole('button', { name: '取得短码' }).click();
    const code = await desk.getByRole('region', { name: '登记大屏' }).locator('b').textContent();
    await page.goto(`${station.url}/wall`);
    await expect(page.getByRole('heading', { name: '登记本大屏' })).toBeVisible();
    await expectSound(page, 'the enrolment of a wall');
    await look('wall-enrol');
    await page.getByLabel('短码').fill('ZZZZZZZZ');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toHaveText('短码不对或已过期');
    await page.getByLabel('短码').fill(code?.toLowerCase() ?? '');
    await page.keyboard.press('Enter');
    await expect(wall).toBeVisible();
    await expect.poll(() => sessionOf(page)).toMatchObject({ kind: 'wall', deviceName: '值班大厅 1' });
  });

  await test.step('its figures are the station’s', async () => {
    await expect(rows.filter({ hasText: mail.name }).first()).toBeVisible();
    await expect(wall).toContainText('文件系统使用率 97 %');
    await expect
      .poll(async () => {
        const counters = await wall.getByRole('banner').or(wall.locator('header')).getByRole('listitem').locator('b').allTextContents();
        const counts = await operator.call<AlarmCounts>('GET', '/alarms/counts');
        return JSON.stringify(counters.map(Number)) === JSON.stringify(SEVERITIES.map((severity) => counts[severity]));
      })
      .toBe(true);
    await look('wall-overview');
    await expectSound(page, 'the wall');
  });

  await test.step('there is nothing to press, and its session may not write', async () => {
    await expect(wall.locator('a, button, input, select, textarea, [tabindex]')).toHaveCount(0);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
    const { items } = await operator.call<{ items: { id: string }[] }>('GET', '/alarms');
    const status = await page.evaluate(
      async (id) =>
        (await fetch(`/api/v1/alarms/${id}/acknowledge`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }))
          .status,
      items[0]?.id,
    );
    expect(status).toBe(403);
  });

  await test.step('it survives a reload, and without its session it proves its key', async () => {
    await page.reload();
    await expect(rows.filter({ hasText: mail.name }).first()).toBeVisible();
    await page.context().clearCookies();
    await page.reload();
    await expect(rows.filter({ hasText: mail.name }).first()).toBeVisible();
    await expect.poll(() => sessionOf(page)).toMatchObject({ kind: 'wall', deviceName: '值班大厅 1' });
  });

  await test.step('the backend killed: within ten seconds it says of when the picture is, greys it, and keeps it', async () => {
    await withBackendAway(station, async () => {
      const cutAt = performance.now();
      const banner = page.getByRole('status').filter({ hasText: /以下为 \d\d:\d\d:\d\d 的数据，已断开 \d+ 秒/ });
      await expect(banner).toBeVisible({ timeout: 30_000 });
      const saidMs = Math.round(performance.now() - cutAt);
      test.info().annotations.push({ type: 'figure', description: `from the cut to the banner: ${saidMs} ms` });
      expect(saidMs).toBeLessThan(SAID_WITHIN_MS);
      await expect(wall).toContainText('断开前 紧急、重要');
      await expect(rows.filter({ hasText: mail.name }).first()).toBeVisible();
      await expect(wall).toContainText('断开前');
      const age = async () => Number(/已断开 (\d+) 秒/.exec((await banner.textContent()) ?? '')?.[1]);
      const before = await age();
      await expect.poll(age).toBeGreaterThan(before);
      await look('wall-away');
      await expectSound(page, 'the wall with the station away');
      // Not even its session is left when the station comes back.
      await page.context().clearCookies();
    });
    await expect(page.getByRole('status').filter({ hasText: '断开' })).toBeHidden({ timeout: 45_000 });
    await expect.poll(() => sessionOf(page)).toMatchObject({ kind: 'wall' });
    await faults.fill(99, '/backup');
    await expect(wall).toContainText('99 %（/backup）', { timeout: 30_000 });
  });
  await faults.stop();
});
