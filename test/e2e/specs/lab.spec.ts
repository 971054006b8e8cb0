import type { Alarm } from '../../../shared/contracts/alarms.ts';
import type { Health } from '../../../shared/contracts/health.ts';
import type { Resource } from '../../../shared/contracts/resources.ts';
import type { NetworkLinkList } from '../../../shared/contracts/topology.ts';
import { labPort, printedLinks } from '../../support/lab.ts';
import { expect, test } from '../app.ts';
import { deskOf } from '../pages/desk.ts';
import { expectSound } from '../pages/inspect.ts';

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

  await test.step('R-8.4.2-c2-1 R-8.4.2-c2-2 the network is drawn around a device, every link with why it is believed in', async () => {
    const { items } = (await (await page.request.get(`${station.url}/api/v1/resources`)).json()) as { items: Resource[] };
    const aggregation = items.find(({ name }) => name === 'SW-AGG-A1')?.id;
    // Every device is asked once it was identified; the first links are those of the first devices.
    const neighbours = async () => {
      const answer = await page.request.get(`${station.url}/api/v1/resources/${aggregation}/links`);
      const { items: links } = (await answer.json()) as NetworkLinkList;
      const names = links.filter(({ confidence }) => confidence === 0.99).flatMap(({ a, b }) => [a.name, b.name]);
      return [...new Set(names)].filter((name) => name.startsWith('SW-CORE-')).sort();
    };
    await expect.poll(neighbours, { timeout: 120_000, intervals: [2000] }).toEqual(['SW-CORE-1', 'SW-CORE-2']);
    const main = page.getByRole('main');
    await desk.open('/topology');
    const cards = main.getByRole('list', { name: '图上的地点' }).getByRole('button');
    await expect(cards.filter({ hasText: '机房A' })).toContainText(/\d+ 台/);
    await expect(main.getByRole('status')).toContainText(/绘制 \d+ 处、\d+ 台、地点之间 \d+ 条链路；未绘制 0 处、0 台/);
    await look('lab-topology-places');
    await expectSound(page, 'the places');
    await cards.filter({ hasText: '机房A' }).click();
    await expect(main.getByRole('complementary', { name: '所选内容' })).toContainText('通往其他地点的链路');
    await page.keyboard.press('Enter');
    await expect(main.getByRole('list', { name: '图上的设备' }).getByRole('button').filter({ hasText: 'SW-CORE-1' })).toBeVisible();
    await expect(main.getByRole('status')).toContainText(/绘制 \d+ 台、\d+ 条链路；另有 \d+ 台在其他地点/);
    await look('lab-topology-place');
    await expectSound(page, 'a place');
    await desk.open('/topology?view=list');
    await expect(main).toContainText(/全网 \d+ 条链路，未纳管邻居 \d+ 台/);
    await look('lab-topology');
    await main.getByLabel('搜索设备').fill('SW-AGG-A1');
    await main.getByRole('link', { name: '看 SW-AGG-A1 周围' }).click();
    const nodes = main.getByRole('list', { name: '图上的设备' }).getByRole('button');
    await expect(nodes.filter({ hasText: 'SW-AGG-A1' })).toContainText('模拟');
    await expect(nodes.filter({ hasText: /SW-CORE-\d/ })).toHaveCount(2);
    const two = await nodes.count();
    await look('lab-topology-2');
    await page.keyboard.press('1');
    await expect.poll(() => nodes.count()).toBeLessThan(two);
    const drawn = await nodes.count();
    await expect(main.getByRole('status')).toContainText(`绘制 ${drawn} 台`);
    await look('lab-topology-1');

    await nodes.filter({ hasText: 'SW-CORE-1' }).click();
    const side = page.getByRole('complementary', { name: '所选内容' });
    await expect(side.getByRole('heading', { name: 'SW-CORE-1' })).toBeVisible();
    await side
      .getByRole('button', { name: /SW-AGG-A1/ })
      .first()
      .click();
    await expect(side).toContainText('置信 0.99');
    const evidence = side.getByRole('list', { name: '依据' });
    await expect(evidence.getByRole('listitem')).toHaveCount(2);
    await expect(evidence).toContainText(/SW-AGG-A1 \S+：邻居 SW-CORE-1，端口 XGE1\/0\/\d+/);
    await look('lab-topology-link');
    await page.keyboard.press('Escape');
    await expect(side.getByRole('heading', { name: '图上的链路' })).toBeVisible();
    await expectSound(page, 'the map');
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

  await test.step('R-8.4.2-c2-6 what its devices have of the network is listed', async () => {
    const total = async (kind: string) => {
      const answer = await page.request.get(`${station.url}/api/v1/network/${kind}`);
      return ((await answer.json()) as { total: number }).total;
    };
    // A device is asked for them in its fourth cycle.
    await expect.poll(() => total('interfaces?state=up'), { timeout: 240_000, intervals: [2000] }).toBeGreaterThan(500);
    await expect.poll(() => total('vlans'), { timeout: 240_000, intervals: [2000] }).toBeGreaterThan(3);
    await expect.poll(() => total('macs'), { timeout: 240_000, intervals: [2000] }).toBeGreaterThan(50);
    await desk.open('/network?state=up');
    const rows = page.getByRole('grid').getByRole('row');
    await expect(rows.filter({ hasText: '模拟' }).first()).toBeVisible();
    await look('lab-network-interfaces');
    await desk.open('/network?tab=subnets');
    await expect(rows.filter({ hasText: '10.77.1.0/24' })).toContainText('模拟');
    await look('lab-network-subnets');
    await desk.open('/network?tab=macs');
    await expect(rows.filter({ hasText: '02:48:' }).first()).toContainText('在');
    await look('lab-network-macs');
    await expectSound(page, 'network resources of a laboratory');
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
