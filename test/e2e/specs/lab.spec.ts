import type { Alarm } from '../../../shared/contracts/alarms.ts';
import type { Health } from '../../../shared/contracts/health.ts';
import type { Resource } from '../../../shared/contracts/resources.ts';
import { labPort, printedLinks } from '../../support/lab.ts';
import { expect, test } from '../app.ts';
import { deskOf } from '../pages/desk.ts';

test.use({ stationOptions: { isSetUp: false, env: { NOC_LAB: 'true', NOC_LAB_PORT: labPort() } } });

const ENOUGH = 190;

test('a laboratory: a link signs in, two hundred simulated devices answer, and every one of them says what it is', async ({
  page,
  station,
  look,
}) => {
  test.slow();
  const link = printedLinks(station.output()).get('陈思远') ?? '';
  const desk = deskOf(page);

  await test.step('the sign-in says what this station is, and a link opened there leads in', async () => {
    await page.goto(`${station.url}/sign-in`);
    await expect(page.getByRole('region', { name: '实验环境 · 数据为模拟' })).toBeVisible();
    await look('lab-sign-in');
    await page.getByLabel('一次性登录链接').fill(link);
    await page.getByRole('button', { name: '用链接登录' }).click();
    await expect(page.getByRole('button', { name: /个人菜单$/ })).toBeVisible();
    await expect(page.getByRole('banner')).toContainText('实验环境 · 数据为模拟');
  });

  await test.step('two hundred devices answer', async () => {
    await expect
      .poll(
        async () => {
          const answer = await page.request.get(`${station.url}/api/v1/resources`);
          const { items } = (await answer.json()) as { items: Resource[] };
          return items.filter(({ isSimulated, reachable, dataAt }) => isSimulated && reachable === true && dataAt !== null).length;
        },
        { timeout: 60_000 },
      )
      .toBeGreaterThanOrEqual(ENOUGH);
    const { processes } = (await (await page.request.get(`${station.url}/api/v1/health`)).json()) as Health;
    expect(processes.filter(({ name }) => name === 'lab').map(({ state }) => state)).toEqual(['running']);
    await desk.open('/resources?q=SW-CORE-1');
    const row = page.getByRole('row').filter({ hasText: 'SW-CORE-1' });
    await expect(row).toContainText('模拟');
    await desk.open('/resources');
    await look('lab-resources');
  });

  await test.step('a fault becomes an alarm, marked on the desk and in its drawer', async () => {
    await expect
      .poll(
        async () => {
          const { items } = (await (await page.request.get(`${station.url}/api/v1/alarms`)).json()) as { items: Alarm[] };
          return items.filter(({ isSimulated }) => isSimulated).length;
        },
        { timeout: 60_000 },
      )
      .toBeGreaterThan(0);
    await desk.open('/alarms');
    const row = page.getByRole('row').filter({ hasText: '模拟' }).first();
    await expect(row).toBeVisible();
    await row.click();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('complementary').getByText('模拟', { exact: true }).first()).toBeVisible();
    await look('lab-alarms');
  });

  await test.step('a device and its curves', async () => {
    await desk.open('/resources?q=SW-CORE-1');
    await page.getByRole('link', { name: 'SW-CORE-1', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'SW-CORE-1' })).toBeVisible();
    await expect(page.locator('main').getByText('模拟', { exact: true }).first()).toBeVisible();
    await expect(page.locator('main canvas').first()).toBeVisible();
    await look('lab-device');
  });

  await test.step('the wall says it too', async () => {
    await page.goto(`${station.url}/wall`);
    const wall = page.getByRole('main', { name: '大屏总览' });
    await expect(wall).toContainText('实验环境 · 数据为模拟');
    await expect(wall.getByText('模拟', { exact: true }).first()).toBeVisible();
    await look('lab-wall');
  });

  await test.step('a link that was used is refused with what to do', async () => {
    await page.goto(link);
    await expect(page.getByText('没有登录成')).toBeVisible();
    await expect(page).not.toHaveURL(/token/);
    await look('lab-used-link');
  });
});
