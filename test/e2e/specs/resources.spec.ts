import type { Locator } from '@playwright/test';
import type { Resource } from '../../../shared/contracts/resources.ts';
import { expect, test } from '../app.ts';
import { deskOf } from '../pages/desk.ts';
import { type Direct, directly } from '../pages/direct.ts';
import { localHost } from '../pages/faults.ts';
import { clippedTexts, expectSound } from '../pages/inspect.ts';

/** Colours on the canvas of a chart beside the most frequent one: an empty canvas has none. */
function paintedPixels(chart: Locator): Promise<number> {
  return chart.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
    let painted = 0;
    for (let i = 3; i < pixels.length; i += 4) if ((pixels[i] ?? 0) > 0) painted += 1;
    return painted;
  });
}

test('R-8.4.3-c2-1 a resource is added by form with its errors at their fields, changed, stopped with a reason, and taken back', async ({
  page,
  station,
  signIn,
}) => {
  const operator = await directly(station, 'operator');
  await signIn('operator');
  await deskOf(page).open('/resources');
  const list = page.getByRole('grid', { name: '资源' });
  const field = (label: string) => page.getByRole('main').getByLabel(label, { exact: true });
  /** The field says that it is wrong and, to whoever cannot see the line under it too, why. */
  const expectError = async (label: string, why: string) => {
    await expect(field(label)).toHaveAttribute('aria-invalid', 'true');
    await expect(field(label)).toHaveAccessibleDescription(new RegExp(why));
  };

  await test.step('what is wrong stands at its field, also an interval of 300 s', async () => {
    await expect(list).toBeVisible();
    await page.keyboard.press('n');
    await expect(page.getByRole('heading', { level: 1, name: '添加资源' })).toBeVisible();
    await field('地址').fill('https://10.1.1.1/');
    await field('自定采集间隔').fill('300');
    await page.getByRole('button', { name: '添加并开始监测' }).click();
    await expectError('名称', '请填名称，最多 100 个字');
    await expectError('地址', '请填主机名、IPv4 或 IPv6，不带协议、端口和路径');
    await expectError('自定采集间隔', '须是 5 至 299 的整数秒，或留空');
    await expect(field('名称'), 'the first of them has the focus').toBeFocused();
    expect(page.url()).toContain('/resources/new');
  });

  await test.step('errors go as they are put right; the preview says what will be collected', async () => {
    await field('名称').fill('边界防火墙 02');
    await field('地址').fill('127.20.1.2');
    await field('自定采集间隔').fill('299');
    await expect(page.locator('main [aria-invalid="true"]')).toHaveCount(0);
    await field('位置').fill('机房A A-01 U40');
    await page.getByRole('button', { name: 'TCP', exact: true }).click();
    await field('端口').fill('443');
    const preview = page.getByRole('complementary', { name: '将采集什么' });
    await expect(preview).toContainText('每 299 秒');
    await expect(preview).toContainText('127.20.1.2:443');
    await expect(preview).toContainText('897 秒没有数据');
    await page.getByRole('button', { name: '添加并开始监测' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '边界防火墙 02' })).toBeVisible();
    await expect(page.getByRole('complementary', { name: '资料、检查与告警' })).toContainText('自定每 299 秒');
  });

  await test.step('a name is not taken twice', async () => {
    await deskOf(page).open('/resources/new');
    await field('名称').fill('边界防火墙 02');
    await field('地址').fill('127.20.1.3');
    await page.getByRole('button', { name: '添加并开始监测' }).click();
    await expectError('名称', '在监测的资源中已有这个名称');
  });

  const added = (await operator.call<{ items: Resource[] }>('GET', '/resources')).items.find(
    ({ name }) => name === '边界防火墙 02',
  ) as Resource;

  await test.step('a change that somebody else made meanwhile is not overwritten', async () => {
    await deskOf(page).open(`/resources/${added.id}`);
    await expect(page.getByRole('heading', { level: 1, name: '边界防火墙 02' })).toBeVisible();
    await page.keyboard.press('e');
    await expect(field('位置')).toHaveValue('机房A A-01 U40');
    const { id, name, resourceClass, importance, address, location, checks, intervalS, version } = added;
    await operator.call('PUT', `/resources/${id}`, {
      name,
      resourceClass,
      importance,
      address,
      location,
      checks,
      intervalS,
      version,
      domain: '互联网出口',
    });
    await field('位置').fill('机房A A-02 U40');
    await page.getByRole('button', { name: '保存' }).click();
    await expect(page.getByText('您打开之后，别人已改过这个资源').first()).toBeVisible();
    await expect(page.getByText('改了：域。保存会被拒绝，请先换成新内容。')).toBeVisible();
    await page.getByRole('button', { name: '换成新内容，放弃我的修改' }).click();
    await expect(field('域')).toHaveValue('互联网出口');
    await field('位置').fill('机房A A-02 U40');
    await page.getByRole('button', { name: '保存' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '边界防火墙 02' })).toBeVisible();
    await expect(page.getByRole('main')).toContainText('机房A A-02 U40');
  });

  await test.step('stopped with a reason it leaves the list, asked for it is there, and it is taken back', async () => {
    await page.getByRole('button', { name: '停止监测' }).click();
    const drawer = page.getByRole('complementary', { name: '停止监测 边界防火墙 02' });
    await expect(drawer).toContainText('检查立即停止，不再产生新数据与新告警');
    await expect(drawer.getByRole('button', { name: '停止监测' })).toHaveAttribute('aria-disabled', 'true');
    await drawer.getByLabel('原因').fill('设备下架，工单 0231');
    await drawer.getByRole('button', { name: '停止监测' }).click();
    await expect(page.getByText(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} 已停止监测/)).toBeVisible();
    await deskOf(page).open('/resources');
    await expect(list.getByRole('row').filter({ hasText: '本机' })).toHaveCount(1);
    await expect(list).not.toContainText('边界防火墙 02');
    await page.getByRole('button', { name: '含已停止监测' }).click();
    await expect(page).toHaveURL(/retired=true/);
    await page.reload();
    await expect(list.getByRole('row').filter({ hasText: '边界防火墙 02' })).toContainText('已停止监测');
    await list.getByRole('link', { name: '边界防火墙 02' }).click();
    await page.getByRole('button', { name: '撤销，恢复监测' }).click();
    await expect(page.getByRole('button', { name: '停止监测' })).toBeVisible();
  });
});

test('R-8.4.2-c3-1 R-8.4.2-c4-3 the page of the local host draws its real figures, tells them as a table, and keeps its window in the address', async ({
  page,
  station,
  signIn,
}) => {
  const host = await localHost(await directly(station, 'operator'));
  await signIn('operator');

  const cpu = page.locator('[data-metric="cpu.utilisation"][data-component=""]');
  await test.step('asked every 5 s it has curves soon', async () => {
    await deskOf(page).open(`/resources/${host.id}`);
    await expect(page.getByRole('heading', { level: 1, name: host.name })).toBeVisible();
    await page.keyboard.press('e');
    await page.getByRole('main').getByLabel('自定采集间隔', { exact: true }).fill('5');
    await page.getByRole('button', { name: '保存' }).click();
    const words = cpu.locator('[id]').filter({ hasText: '最低' });
    await expect(words).toContainText(/CPU 使用率，.*最低 [\d.]+ %，平均 [\d.]+ %，最高 [\d.]+ %/, { timeout: 60_000 });
    await expect.poll(() => paintedPixels(cpu)).toBeGreaterThan(500);
    for (const group of ['CPU', '内存', '文件系统', '磁盘', '接口', '进程', '系统'])
      await expect(page.getByRole('region', { name: group, exact: true })).toBeAttached();
  });

  await test.step('each curve can be read as rows, and by the arrow keys', async () => {
    await cpu.getByRole('button', { name: /表格/ }).click();
    const rows = cpu.getByRole('row');
    await expect.poll(() => rows.filter({ hasText: /\d{2}:\d{2}:\d{2}.*[\d.]+ %/ }).count()).toBeGreaterThan(0);
    await cpu.getByRole('button', { name: /曲线/ }).click();
    const slider = cpu.getByRole('slider');
    await slider.focus();
    await page.keyboard.press('ArrowLeft');
    await expect(slider).toHaveAttribute('aria-valuetext', /\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} .*(%|无数据)/);
  });

  await test.step('group and window are the address', async () => {
    await page.getByRole('group', { name: '时间范围' }).getByRole('button', { name: '6 时' }).click();
    await page.getByRole('group', { name: '指标分组' }).getByRole('button', { name: '内存' }).click();
    await expect(page).toHaveURL(/range=6h/);
    await page.reload();
    await expect(page.getByRole('group', { name: '时间范围' }).getByRole('button', { name: '6 时' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await expect(page.getByRole('region', { name: '内存', exact: true })).toBeVisible();
    await expect(page.getByRole('region', { name: 'CPU', exact: true })).toHaveCount(0);
  });

  await test.step('in the list it answers with figures of its own', async () => {
    await deskOf(page).open('/resources');
    const row = page.getByRole('grid', { name: '资源' }).getByRole('row').filter({ hasText: '本机' });
    await expect(row).toContainText(host.name);
    await expect(row).toContainText(/\d+ %.*\d+ %/, { timeout: 30_000 });
    await row.click();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`/resources/${host.id}`));
    await expect(page.getByRole('heading', { level: 1, name: host.name })).toBeVisible();
  });
});

const SOME = [
  { name: '核心交换机', importance: 'core', address: '127.20.2.1', domain: '政务外网', tags: ['双活'] },
  { name: '重庆汇聚交换机', importance: 'key', address: '127.20.2.2', domain: '政务外网' },
  { name: '边界防火墙 02', importance: 'core', address: '127.20.2.3' },
] as const;

async function addSome(operator: Direct): Promise<void> {
  for (const one of SOME) await operator.call('POST', '/resources', { ...one, resourceClass: 'RC2', checks: [] });
}

test('resources are found by pinyin, and a filter saved under a name is there at another seat, changed, taken back', async ({
  page,
  station,
  signIn,
  openBrowser,
  look,
}) => {
  await addSome(await directly(station, 'operator'));
  await signIn('operator');
  await deskOf(page).open('/resources');
  const list = page.getByRole('grid', { name: '资源' });
  const row = (name: string) => list.getByRole('row').filter({ hasText: name });
  const box = page.getByRole('searchbox', { name: '搜索资源' });
  const filters = page.getByRole('search', { name: '筛选资源' });
  const menu = page.getByRole('dialog', { name: '已存筛选' });
  const opener = filters.getByRole('button', { name: /已存筛选|筛选：/ });
  const name = menu.getByLabel('把当前条件存为');

  await test.step('where the readings cannot be fetched the search goes by text and says so', async () => {
    await expect(row('核心交换机')).toBeVisible();
    await page.route(/pinyinReadings-[^/]*\.js$/, (route) => route.abort());
    await box.fill('hxjhj');
    await expect(filters.getByRole('status')).toContainText('拼音没有载入，只按文字查找');
    await expect(page.getByText('没有符合条件的资源')).toBeVisible();
    await page.unroute(/pinyinReadings-[^/]*\.js$/);
    // A browser may remember a failed module as long as the page lives: what the page says to do is done.
    await deskOf(page).open('/resources');
    await expect(row('核心交换机')).toBeVisible();
  });

  await test.step('while the readings are on their way it does not say that nothing fits', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/pinyinReadings-[^/]*\.js$/, async (route) => {
      await held;
      await route.continue();
    });
    await page.keyboard.press('/');
    await page.keyboard.type('hxjhj');
    await expect(filters.getByRole('status')).toContainText('正在按拼音查找');
    await expect(page.getByText('没有符合条件的资源')).toHaveCount(0);
    release();
    await expect(filters.getByRole('status')).toHaveText('显示 1 / 4');
    await expect(row('核心交换机')).toBeVisible();
  });

  await test.step('initials, whole syllables, either reading, and what fits nothing', async () => {
    await box.fill('hexinjiaohuanji');
    await expect(row('核心交换机')).toBeVisible();
    await box.fill('cqhj');
    await expect(row('重庆汇聚交换机')).toBeVisible();
    await box.fill('zhongqing');
    await expect(row('重庆汇聚交换机')).toBeVisible();
    await box.fill('bjfhq02 127.20');
    await expect(row('边界防火墙 02')).toBeVisible();
    await expect(filters.getByRole('status')).toHaveText('显示 1 / 4');
    await box.fill('hxjhjx');
    await expect(page.getByText('没有符合条件的资源')).toBeVisible();
    await expect(page.getByText('条件：含「hxjhjx」')).toBeVisible();
  });

  await test.step('narrowed to a domain and to a tag, which stand there because resources have them', async () => {
    await box.fill('');
    await filters.getByLabel('域：').selectOption({ label: '政务外网' });
    await expect(filters.getByRole('status')).toHaveText('显示 2 / 4');
    await filters.getByLabel('标签：').selectOption({ label: '双活' });
    await expect(filters.getByRole('status')).toHaveText('显示 1 / 4');
    await expect(row('核心交换机')).toBeVisible();
    await box.fill('zzz');
    await expect(page.getByText('条件：含「zzz」、域 政务外网、标签 双活')).toBeVisible();
    await box.fill('');
    await box.blur();
    await page.keyboard.press('0');
    await expect(filters.getByRole('status')).toHaveText('显示 4 / 4');
  });

  await test.step('with no conditions there is nothing to save, and the menu says so', async () => {
    await box.fill('');
    await box.blur();
    await page.keyboard.press('f');
    await expect(menu).toContainText('还没有存过筛选');
    await expect(menu.getByRole('button', { name: '保存' })).toHaveAttribute('aria-disabled', 'true');
    await expectSound(page, 'the empty menu');
    await page.keyboard.press('Escape');
    await expect(menu).toBeHidden();
  });

  await test.step('saved by keyboard, chosen after a reload, in the address', async () => {
    await filters.getByLabel('等级：').selectOption({ label: '核心' });
    await box.fill('jhj');
    await expect(filters.getByRole('status')).toHaveText('显示 1 / 4');
    await box.blur();
    await page.keyboard.press('f');
    await name.fill('核心交换机房');
    await page.keyboard.press('Enter');
    await expect(menu).toBeHidden();
    await expect(opener).toContainText('筛选：核心交换机房');
    await expect(page).toHaveURL(/saved=/);
    await deskOf(page).open('/resources');
    await expect(filters.getByRole('status')).toHaveText('显示 4 / 4');
    let asked = 0;
    page.on('request', (request) => {
      if (request.method() === 'GET' && request.url().endsWith('/saved-filters')) asked += 1;
    });
    await opener.click();
    await expect(menu).toContainText('含「jhj」、等级 核心');
    await expect.poll(() => asked).toBe(1);
    await menu.getByRole('button', { name: '核心交换机房 含' }).click();
    await expect(filters.getByRole('status')).toHaveText('显示 1 / 4');
    await page.reload();
    await expect(opener).toContainText('筛选：核心交换机房');
    await expect(filters.getByRole('status')).toHaveText('显示 1 / 4');
    await page.goBack();
    await expect(filters.getByRole('status')).toHaveText('显示 4 / 4');
    await page.goForward();
    await expect(filters.getByRole('status')).toHaveText('显示 1 / 4');
  });

  await test.step('a filter changed since says so; saved as another it has a name of its own', async () => {
    await box.fill('');
    await expect(filters).toContainText('已修改');
    await look('resources-filter-changed');
    await filters.getByRole('button', { name: '还原' }).click();
    await expect(filters).not.toContainText('已修改');
    await box.fill('fhq');
    await filters.getByRole('button', { name: '另存为' }).click();
    await expect(name).toBeFocused();
    await name.fill('核心交换机房');
    await page.keyboard.press('Enter');
    await expect(name).toHaveAccessibleDescription('您已有同名筛选');
    await name.fill('防火墙');
    await page.keyboard.press('Enter');
    await expect(opener).toContainText('筛选：防火墙');
    await expect(opener).toBeFocused();
    await box.fill('fhq02');
    await filters.getByRole('button', { name: '保存', exact: true }).click();
    await expect(filters).not.toContainText('已修改');
    await opener.click();
    await expect(menu.getByRole('listitem')).toHaveText([/^防火墙含「fhq02」、等级 核心/, /^核心交换机房含「jhj」、等级 核心/]);
    await expectSound(page, 'the menu of saved filters');
    expect(await clippedTexts(page)).toEqual([]);
    await look('resources-filter-menu');
  });

  await test.step('renamed, removed, and the removal taken back', async () => {
    await menu.getByRole('button', { name: '改名 防火墙' }).click();
    await menu.getByLabel('「防火墙」的新名称').fill('边界设备');
    await page.keyboard.press('Enter');
    await expect(menu.getByRole('listitem').first()).toContainText('边界设备');
    await menu.getByRole('button', { name: '删除 核心交换机房' }).click();
    await menu.getByRole('button', { name: '删除 边界设备' }).click();
    await page.keyboard.press('Escape');
    await expect(menu).toBeHidden();
    await expect(opener).toContainText('已存筛选');
    await opener.click();
    await expect(menu).toContainText('已删除「核心交换机房」');
    await expect(menu.getByRole('listitem')).toHaveCount(0);
    await menu.getByRole('button', { name: '撤销 核心交换机房' }).click();
    await menu.getByRole('button', { name: '撤销 边界设备' }).click();
    await expect(menu.getByRole('listitem')).toHaveCount(2);
    await expect(menu).not.toContainText('已删除');
    await expect(opener).toContainText('筛选：边界设备');
  });

  await test.step('the longest words neither widen the menu nor are lost in it', async () => {
    const long = 'CORE-SWITCH-ROOM-0001-0002-0003-0004-005';
    await page.keyboard.press('Escape');
    await box.fill('W'.repeat(100));
    await box.blur();
    await page.keyboard.press('f');
    await name.fill(long);
    await page.keyboard.press('Enter');
    await expect(menu).toBeHidden();
    await expect(opener).toContainText(long);
    await opener.click();
    const entry = menu.getByRole('listitem').filter({ hasText: long });
    await expect(entry.getByTitle(long, { exact: true })).toBeVisible();
    await expect(entry.getByTitle('W'.repeat(100))).toBeVisible();
    const widths = () => menu.evaluate(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth]);
    const [needed, there] = await widths();
    expect(needed).toBe(there);
    const whole = await menu.boundingBox();
    for (const button of await menu.getByRole('button').all()) {
      const own = await button.boundingBox();
      expect((own?.x ?? 0) + (own?.width ?? 0)).toBeLessThan((whole?.x ?? 0) + (whole?.width ?? 0));
    }
    await look('resources-filter-long');
    await entry.getByRole('button', { name: `删除 ${long}` }).click();
    await expect(menu.getByRole('listitem')).toHaveCount(2);
    await page.keyboard.press('Escape');
  });

  await test.step('at another seat the same person has them, another person has none', async () => {
    const seat = await openBrowser('/');
    await signIn('operator', seat);
    await deskOf(seat).open('/resources');
    await seat.getByRole('button', { name: /已存筛选/ }).click();
    await expect(seat.getByRole('dialog', { name: '已存筛选' }).getByRole('listitem')).toHaveCount(2);
    const other = await openBrowser('/');
    await signIn('systemAdministrator', other);
    await deskOf(other).open('/resources');
    await other.getByRole('button', { name: /已存筛选/ }).click();
    await expect(other.getByRole('dialog', { name: '已存筛选' })).toContainText('还没有存过筛选');
  });
});
