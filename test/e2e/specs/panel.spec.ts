import type { InventoryPage } from '../../../shared/contracts/hardware.ts';
import type { Resource } from '../../../shared/contracts/resources.ts';
import { labPort, printedLinks } from '../../support/lab.ts';
import { expect, test } from '../app.ts';
import { deskOf, skinsHere } from '../pages/desk.ts';
import { clippedTexts, expectSound, walkByTab } from '../pages/inspect.ts';
import { savedBy } from '../pages/saved.ts';

test.use({ stationOptions: { isSetUp: false, env: { NOC_LAB: 'true', NOC_LAB_PORT: labPort() } } });

test('R-8.4.2-c2-5 R-8.4.2-c2-9 R-8.2.9-d1-2 the front of a device, one port with its curves, its parts, and all parts of all devices', async ({
  page,
  shellApp,
  station,
  look,
}) => {
  test.slow();
  const desk = deskOf(page);
  const main = page.getByRole('main');
  const byName = new Map<string, string>();
  await page.goto(`${station.url}/sign-in`);
  await page.getByLabel('一次性登录链接').fill(printedLinks(station.output()).get('陈思远') ?? '');
  await page.getByRole('button', { name: '用链接登录' }).click();
  await expect(page.getByRole('button', { name: /个人菜单$/ })).toBeVisible();

  await test.step('devices tell of their parts', async () => {
    const count = async () => {
      const answer = await page.request.get(`${station.url}/api/v1/hardware?serial=true&limit=1`);
      return ((await answer.json()) as InventoryPage).resources ?? 0;
    };
    await expect.poll(count, { timeout: 120_000, intervals: [2000] }).toBeGreaterThan(80);
    const { items } = (await (await page.request.get(`${station.url}/api/v1/resources`)).json()) as { items: Resource[] };
    for (const { name, id } of items) byName.set(name, id);
  });
  const access = [...byName.keys()].find((name) => /^SW-\w+-ACC-01$/.test(name)) ?? '';
  await test.step('one is looked at often enough for a test', async () => {
    const url = `${station.url}/api/v1/resources/${byName.get(access)}`;
    const { resource } = (await (await page.request.get(url)).json()) as { resource: Resource };
    const { name, resourceClass, importance, address, domain, location, checks, version } = resource;
    const data = { name, resourceClass, importance, address, domain, location, checks, version, intervalS: 10 };
    const answer = await page.request.put(url, { data, headers: { origin: station.url } });
    expect(answer.status()).toBe(200);
  });
  const front = (name: string) => `/resources/${byName.get(name)}/panel`;
  const ports = main.getByRole('button', { name: /^\S+\d+(（.*）)?：/ });
  const side = page.getByRole('complementary', { name: /概况|曲线/ });

  await test.step('a switch with power: its chassis, its board, ports in two rows, cages with what is plugged in', async () => {
    await desk.open(`/resources/${byName.get(access)}`);
    const small = main.getByRole('region', { name: '设备面板' });
    await expect(small.getByRole('button')).toHaveCount(26);
    await expect(small).toContainText('由 ENTITY-MIB 绘制');
    await look('panel-resource');
    await main.getByRole('link', { name: '打开面板' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '设备面板' })).toBeVisible();
    await expect(main).toContainText('由 ENTITY-MIB 绘制');
    await expect(main.getByText('模拟', { exact: true }).first()).toBeVisible();
    await expect(ports).toHaveCount(26);
    await expect(main.getByRole('region', { name: 'Switch 1 - WS-C2960X-24PS-L - Fixed Module 0' })).toBeVisible();
    await expect(ports.first()).toHaveAccessibleName(/^Gi1\/0\/1：(通|停用|断或空闲|告警|未知)/);
    const top = await ports.nth(0).boundingBox();
    const second = await main.getByRole('button', { name: /^Gi1\/0\/2：/ }).boundingBox();
    expect(second?.x, 'the second port stands below the first').toBe(top?.x);
    expect(second?.y).toBeGreaterThan(top?.y ?? 0);
    await expect(side).toContainText('端口');
    await look('panel-state');
  });

  await test.step('what stands in the ports is chosen by digits, and power and light are there once they were told', async () => {
    await page.keyboard.press('3');
    await expect(main.getByRole('button', { name: '负载', exact: true })).toHaveAttribute('aria-pressed', 'true');
    await expect(page).toHaveURL(/overlay=load/);
    await expect(main.locator('[data-key="Te1/0/1"]')).toContainText('%', { timeout: 90_000 });
    await look('panel-load');
    await expect(main.getByRole('button', { name: '供电', exact: true })).toBeVisible({ timeout: 150_000 });
    await main.getByRole('button', { name: '供电', exact: true }).click();
    await expect(main.locator('[data-overlay="power"]').first()).toContainText(/\d+\.\d W|\d+\.\dW/);
    await expect(side).toContainText(/已用 \d+ W \/ 370 W/);
    await look('panel-power');
    await main.getByRole('button', { name: '收光', exact: true }).click();
    await expect(main.locator('[data-key="Te1/0/1"]')).toContainText(/-\d+\.\d/);
    await look('panel-light');
  });

  await test.step('arrows walk over the front, Enter looks at a port, Escape goes back', async () => {
    await main.locator('[data-key="Gi1/0/1"]').focus();
    await page.keyboard.press('ArrowDown');
    await expect(main.locator('[data-key="Gi1/0/2"]')).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(main.locator('[data-key="Gi1/0/4"]')).toBeFocused();
    await page.keyboard.press('End');
    await expect(main.locator('[data-key="Te1/0/2"]')).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/port=Te1%2F0%2F1/);
    await expect(side.getByRole('heading', { name: '端口 Te1/0/1' })).toBeVisible();
    await expect(side).toContainText(/型号 SFP-10G-SR · 序列号 LAB/);
    await expect(side).toContainText(/收 -\d+\.\d\d dBm，发 -\d+\.\d\d dBm/);
    await expect(side).toContainText('对端', { timeout: 120_000 });
    await expect(side.locator('canvas').first()).toBeVisible();
    await look('panel-port');
    await page.keyboard.press('Escape');
    await expect(page).not.toHaveURL(/port=/);
    await expect(side.getByRole('heading', { name: '概况' })).toBeVisible();
  });

  await test.step('usable by keyboard and sound in its skin', async () => {
    for (const skin of skinsHere()) {
      await desk.wear(skin);
      await expectSound(page, `the panel in ${skin}`);
    }
    await desk.wear('desk');
    expect(await clippedTexts(page)).toEqual([]);
    expect.soft(await walkByTab(page), 'Tab through the panel').toMatchObject({ missed: [], unseen: [], isRound: true });
  });

  await test.step('a switch of another maker counts from below, a firewall that tells of no parts is drawn by its interfaces', async () => {
    await desk.open(front('SW-ACC-A01'));
    await expect(ports).toHaveCount(26);
    const first = await main.locator('[data-key="GigabitEthernet0/0/1"]').boundingBox();
    const second = await main.locator('[data-key="GigabitEthernet0/0/2"]').boundingBox();
    expect(first?.y).toBeGreaterThan(second?.y ?? 0);
    await look('panel-huawei');
    await desk.open(front('SW-CORE-1'));
    await expect(ports).toHaveCount(28);
    await expect(main).toContainText('100G_BASE_LR4_QSFP28');
    await look('panel-core');
    await desk.open(front('RT-WAN-1'));
    await expect(main.getByRole('region', { name: 'NIM subslot 0/1' })).toBeVisible();
    await look('panel-router');
    await desk.open(front('FW-OUT-1'));
    await expect(main).toContainText('设备没有给出部件，按接口名绘制');
    await expect(ports).toHaveCount(9);
    await look('panel-interfaces');
    await desk.open(front('SRV-DNS-1'));
    await expect(ports).toHaveCount(2);
    await desk.open(`${front('SW-CORE-1')}?port=HundredGigE1/0/49`);
    await expect(side.getByRole('heading', { name: '端口 HGE1/0/49' })).toBeVisible();
    await desk.open(`${front('SW-CORE-1')}?port=Nowhere1`);
    await expect(main).toContainText('面板上没有端口 Nowhere1');
  });

  await test.step('an alarm of a port leads to its port', async () => {
    const alarms = async () => {
      const { items } = await (await page.request.get(`${station.url}/api/v1/alarms`)).json();
      return (items as { id: string; probableCause: string; component: string }[]).filter(
        ({ probableCause, component }) => probableCause === 'interfaceDown' && component !== '',
      );
    };
    await expect.poll(async () => (await alarms()).length, { timeout: 120_000, intervals: [2000] }).toBeGreaterThan(0);
    const [alarm] = await alarms();
    await desk.open(`/alarms?alarm=${alarm?.id}`);
    await page.getByRole('button', { name: '设备面板', exact: true }).click();
    await expect(page).toHaveURL(/panel\?.*port=/);
    await expect(side.getByRole('heading', { name: `端口 ${alarm?.component}` })).toBeVisible();
    await expect(main.locator(`[data-key="${alarm?.component}"]`)).toHaveAttribute('aria-pressed', 'true');
    await look('panel-alarm');
  });

  await test.step('all parts of all devices: searched, filtered, exported', async () => {
    await desk.open('/resources');
    await main.getByRole('button', { name: '硬件清单' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '硬件清单' })).toBeVisible();
    await expect(main).toContainText(/\d+ 个部件，属于 \d+ 个资源/);
    await look('hardware');
    await page.keyboard.press('/');
    await page.keyboard.type('PWR-C2');
    await expect(main.getByRole('row').nth(1)).toContainText('PWR-C2-640WAC');
    await main.getByLabel('类别').selectOption('powerSupply');
    await expect(main.getByRole('row').nth(1)).toContainText('电源');
    const shown = /已列出 (\d+) \/ (\d+)/.exec((await main.getByRole('search').textContent()) ?? '');
    const file = await savedBy(page, shellApp, () => main.getByRole('button', { name: '导出 CSV' }).click());
    const lines = file.text.trim().split('\r\n');
    expect(lines).toHaveLength(1 + Number(shown?.[2]));
    expect(lines[1]).toContain('PWR-C2-640WAC');
    await main.getByRole('searchbox').fill('no such part');
    await expect(main).toContainText('没有符合条件的部件');
    await expectSound(page, 'the inventory without a match');
    await main.getByRole('button', { name: /清除筛选/ }).click();
    for (const skin of skinsHere()) {
      await desk.wear(skin);
      await expectSound(page, `the inventory in ${skin}`);
    }
    await main.getByRole('searchbox').fill('PSR650B');
    await expect(main).toContainText(/已列出 \d{1,2} \/ \d{1,2}$|已列出 \d{1,2} \/ \d{1,2}\D/);
    expect.soft(await walkByTab(page), 'Tab through the inventory').toMatchObject({ missed: [], unseen: [], isRound: true });
  });
});
